package io.backstitch;

import io.backstitch.engine.RunEnd;
import io.backstitch.flow.Atom;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.ArrayList;
import java.util.List;

/** Turns the end of a run into what its caller gets: an outcome, or an exception that tells all. */
final class Outcomes {

  private Outcomes() {}

  static <O> O ofStored(FlowDefinition<O> flow, String runId, RunStorage storage, RunEnd end) {
    if (end.why() != null) {
      throw new FlowStoppedException(flow.name(), runId, end.why(), end.cause());
    }
    if (end.state() == FlowState.SUSPENDED) {
      throw FlowStoppedException.suspended(flow.name(), runId, storage.why());
    }
    return of(flow, runId, storage, end.state());
  }

  static <O> O inMemory(FlowDefinition<O> flow, String runId, RunStorage storage, RunEnd end) {
    if (end.state() == FlowState.SUSPENDED) {
      throw FlowStoppedException.inMemory(flow.name(), runId, end.why(), end.cause());
    }
    return of(flow, runId, storage, end.state());
  }

  private static <O> O of(
      FlowDefinition<O> flow, String runId, RunStorage storage, FlowState state) {
    if (state != FlowState.SUCCESS) {
      List<Failure> failures = storage.failures();
      throw new FlowFailedException(
          flow.name(),
          runId,
          state,
          storage.why(),
          failures,
          storage.revertFailures(),
          state == FlowState.REVERTED ? stillDone(flow.graph(), storage) : List.of(),
          failures.isEmpty() ? 1 : storage.attempt(flow.graph().node(failures.get(0).atom())));
    }
    return flow.outcome(new RunResults(runId, flow.graph(), storage));
  }

  /** What was done and is not undone, though the run does not want to go on. */
  private static List<String> stillDone(CompiledFlow graph, RunStorage storage) {
    List<String> names = new ArrayList<>();
    for (int node : graph.inOrder()) {
      Atom atom = graph.atom(node);
      if (atom != null
          && atom.controller() == null
          && storage.state(node) == AtomState.SUCCESS
          && !storage.isInherited(node)) {
        names.add(atom.name());
      }
    }
    return names;
  }
}
