package io.backstitch.persistence;

/**
 * How often a run has begun, and how often in a row its process has died.
 *
 * @param generation how often it has begun from the start, from 1
 * @param crashes how often it was taken up after the death of its process without having got any
 *     further in between
 * @param progress the sequence number of its newest record when it was last taken up so; 0 if it
 *     never was
 */
public record RunCounts(int generation, int crashes, long progress) {

  /** Those of a run that comes into being. */
  public static final RunCounts FIRST = new RunCounts(1, 0, 0);

  /** Checks the numbers. */
  public RunCounts {
    if (generation < 1 || crashes < 0 || progress < 0) {
      throw new IllegalArgumentException(
          "Not the counts of a run: generation %d, %d crashes, progress %d"
              .formatted(generation, crashes, progress));
    }
  }

  /**
   * Those of the run when it is taken up after the death of its process.
   *
   * @param newest the sequence number of its newest record
   * @return one crash more, or the first since it got further
   */
  public RunCounts crashed(long newest) {
    return new RunCounts(generation, newest > progress ? 1 : crashes + 1, newest);
  }

  /**
   * Those of the run when it begins anew.
   *
   * @return the next generation, without crashes
   */
  public RunCounts begunAnew() {
    return new RunCounts(generation + 1, 0, progress);
  }

  /**
   * Those of the run when somebody carries on with it who knows of its crashes.
   *
   * @return the same generation, without crashes
   */
  public RunCounts forgiven() {
    return new RunCounts(generation, 0, progress);
  }
}
