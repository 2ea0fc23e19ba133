package io.backstitch.engine;

import io.backstitch.FlowState;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.ArrayList;
import java.util.List;

/**
 * A run that has come to rest.
 *
 * @param state how it ended
 * @param visits how many nodes and links it has looked at, each as often as it did
 */
public record VisitedRun(FlowState state, long visits) {

  /** Runs a flow without inputs in memory. */
  public static VisitedRun of(CompiledFlow flow, TaskExecutor executor, EngineOptions options) {
    List<RunEnd> ends = new ArrayList<>();
    FlowEngine engine =
        new FlowEngine(
            () -> "r",
            flow,
            new RunStorage(flow, new Object[0]),
            null,
            null,
            null,
            executor,
            options,
            List.of(),
            ends::add);
    engine.runHere();
    return new VisitedRun(ends.get(0).state(), engine.visits());
  }
}
