package io.backstitch;

import io.backstitch.persistence.RunCatalog;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Forgets runs that nobody drives. */
final class RunRemoval {

  /** So that no transaction takes long, and holds others up. */
  private static final int BATCH = 100;

  private static final Set<FlowState> DONE_OR_UNDONE =
      Set.of(FlowState.SUCCESS, FlowState.REVERTED);

  private final RunService service;
  private final RunCatalog catalog;

  RunRemoval(RunService service, RunCatalog catalog) {
    this.service = service;
    this.catalog = catalog;
  }

  void delete(String runId) {
    if (service.isUnderWayHere(runId)) {
      throw refused(runId, "it is under way here; suspend it, and wait for its rest");
    }
    RunSummary run =
        catalog.load(runId).orElseThrow(() -> Runs.unknown(runId, "can't be deleted")).summary();
    if (!run.state().isAtRest()) {
      throw refused(
          runId,
          "it is in state %s; recover it where it was under way, suspend it, and wait for its rest"
              .formatted(run.state()));
    }
    if (!catalog.delete(runId)) {
      throw refused(runId, "somebody carried on with it, or deleted it, at this moment");
    }
  }

  private static IllegalStateException refused(String runId, String why) {
    return new IllegalStateException("Run '%s' can't be deleted: %s".formatted(runId, why));
  }

  int deleteOlderThan(Duration age, FlowState... given) {
    if (age.isNegative()) {
      throw new IllegalArgumentException("An age can't be negative: " + age);
    }
    Set<FlowState> states =
        given.length == 0 ? DONE_OR_UNDONE : EnumSet.copyOf(Arrays.asList(given));
    for (FlowState state : states) {
      if (!state.isAtRest()) {
        throw new IllegalArgumentException(
            "Runs in state %s are not at rest, so they can't be deleted; only runs in state SUCCESS, REVERTED, FAILURE or SUSPENDED can"
                .formatted(state));
      }
    }
    Instant before;
    try {
      before = catalog.now().minus(age);
    } catch (DateTimeException | ArithmeticException e) {
      // Nothing is as old as that.
      return 0;
    }
    int all = 0;
    int deleted;
    do {
      deleted = catalog.deleteUnchangedSince(before, states, BATCH);
      all += deleted;
    } while (deleted == BATCH);
    return all;
  }
}
