package io.backstitch;

import io.backstitch.persistence.RunCounts;
import io.backstitch.persistence.StoredRun;
import org.jspecify.annotations.Nullable;

/**
 * Tells runs whose process has died from those that kill theirs each time: one that is taken up
 * again and again without getting any further would take everything else down with it.
 */
final class Crashes {

  private static final int MAX = 20;

  private Crashes() {}

  /** Whether a run that was under way must not carry on by itself any more. */
  static boolean areTooMany(StoredRun run) {
    return wasUnderWay(run) && run.counts().crashed(run.newest()).crashes() > MAX;
  }

  static String why() {
    return "it keeps crashing: "
        + MAX
        + " times in a row its process ended while it was under way, and it got no further in"
        + " between; see to what its tasks do before it is resumed or cancelled";
  }

  /**
   * What is stored before a run carries on.
   *
   * @param isAsked whether somebody asked for it, who may be expected to know what it does
   * @return the counts; null if they stay
   */
  static @Nullable RunCounts counted(StoredRun run, boolean isAsked) {
    if (isAsked) {
      return run.counts().crashes() == 0 ? null : run.counts().forgiven();
    }
    return wasUnderWay(run) ? run.counts().crashed(run.newest()) : null;
  }

  private static boolean wasUnderWay(StoredRun run) {
    return run.state() == FlowState.RUNNING;
  }
}
