package io.backstitch.engine;

import java.time.Duration;

/**
 * What a run has done so far. All counts go on when the run is resumed by the same engine; each is
 * of what has been recorded.
 *
 * @param active how long the run was under way, not at rest
 * @param inMethods how long methods of atoms and their reverts took together: more than {@code
 *     active} if many ran at the same time
 * @param executed how many calls of atoms have succeeded, retry controllers among them
 * @param failed how many have failed
 * @param ignored how many atoms were skipped because of a decider
 * @param reverted how many atoms were undone
 * @param revertsFailed how many could not be undone
 * @param retries how often a retry controller has started its flow again
 * @param steps how many steps were recorded: for a stored run, so many commits at the most
 */
public record RunStatistics(
    Duration active,
    Duration inMethods,
    long executed,
    long failed,
    long ignored,
    long reverted,
    long revertsFailed,
    long retries,
    long steps) {

  /** Those of a run that has done nothing yet. */
  public static final RunStatistics NONE =
      new RunStatistics(Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Adds those of another run, or of another part of the same.
   *
   * @param other what is added
   * @return the sums
   */
  public RunStatistics plus(RunStatistics other) {
    return new RunStatistics(
        active.plus(other.active),
        inMethods.plus(other.inMethods),
        executed + other.executed,
        failed + other.failed,
        ignored + other.ignored,
        reverted + other.reverted,
        revertsFailed + other.revertsFailed,
        retries + other.retries,
        steps + other.steps);
  }
}
