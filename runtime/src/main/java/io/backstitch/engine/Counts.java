package io.backstitch.engine;

import io.backstitch.AtomState;
import java.time.Duration;

/** Counts what becomes visible. Written by the owner of the run. */
final class Counts {

  private long executed;
  private long failed;
  private long ignored;
  private long reverted;
  private long revertsFailed;
  private long retries;
  private long nanos;
  private long steps;

  /** An atom is in another state, after its method has taken some time. */
  void reached(AtomState state, long methodNanos) {
    nanos += methodNanos;
    switch (state) {
      case SUCCESS -> executed++;
      case FAILURE -> failed++;
      case IGNORE -> ignored++;
      case REVERTED -> reverted++;
      case REVERT_FAILURE -> revertsFailed++;
      case RETRYING -> retries++;
      case PENDING, RUNNING, REVERTING -> {}
    }
  }

  void step() {
    steps++;
  }

  RunStatistics after(Duration active) {
    return new RunStatistics(
        active,
        Duration.ofNanos(nanos),
        executed,
        failed,
        ignored,
        reverted,
        revertsFailed,
        retries,
        steps);
  }
}
