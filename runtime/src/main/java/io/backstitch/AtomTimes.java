package io.backstitch;

import java.time.Instant;
import java.util.Optional;

/**
 * When an attempt of an atom was under way, by the clock of the process that made it.
 *
 * @param started when its method was called, in milliseconds since 1970; 0 if it was not
 * @param ended when it returned or threw; 0 if it did neither
 * @param revertStarted when its revert was last called; 0 if it was not
 * @param revertEnded when that returned or threw; 0 if it did neither
 */
public record AtomTimes(long started, long ended, long revertStarted, long revertEnded) {

  /** Those of an attempt that has not been made. */
  public static final AtomTimes NONE = new AtomTimes(0, 0, 0, 0);

  /**
   * Those of an attempt that has ended.
   *
   * @param from when its method was called, in milliseconds since 1970
   * @param to when it returned or threw
   * @return the times, of the revert none
   */
  public static AtomTimes executed(long from, long to) {
    return new AtomTimes(from, to, 0, 0);
  }

  /**
   * The same attempt, when its revert has ended.
   *
   * @param from when the revert was called, in milliseconds since 1970
   * @param to when it returned or threw
   * @return the times of both
   */
  public AtomTimes reverted(long from, long to) {
    return new AtomTimes(started, ended, from, to);
  }

  /**
   * One of these times for people.
   *
   * @param millis the time in milliseconds since 1970, or 0
   * @return the time, empty for 0
   */
  public static Optional<Instant> instant(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
