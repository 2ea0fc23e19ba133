package io.backstitch;

import io.backstitch.engine.RunEnd;
import io.backstitch.storage.RunStorage;
import org.jspecify.annotations.Nullable;

/** Turns the end of a run into what its caller gets: an outcome, or an exception that tells all. */
final class Outcomes {

  private Outcomes() {}

  static <O> O of(FlowDefinition<O> flow, String runId, RunStorage storage, @Nullable RunEnd end) {
    if (end == null || end.why() != null) {
      throw new FlowStoppedException(
          flow.name(),
          runId,
          end == null || end.why() == null ? "its engine ended early" : end.why(),
          end == null ? null : end.cause());
    }
    if (end.state() == FlowState.SUSPENDED) {
      throw FlowStoppedException.suspended(flow.name(), runId);
    }
    if (end.state() != FlowState.SUCCESS) {
      throw new FlowFailedException(
          flow.name(), runId, end.state(), storage.failures(), storage.revertFailures());
    }
    return flow.outcome(new RunResults(runId, flow.graph(), storage));
  }
}
