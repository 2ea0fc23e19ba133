package io.backstitch.persistence;

import java.time.Duration;

/**
 * How long, and how often, something is tried again that a store could not do because of trouble
 * that passes: at once, then less and less often. For one thread.
 */
final class Patience {

  /** How long a store may be away before the runs that wait for it are stopped. */
  static final Duration USUAL = Duration.ofSeconds(30);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Duration most;
  private long start = System.nanoTime();
  private Duration pause = FIRST_PAUSE;

  /** From now on. */
  Patience(Duration most) {
    this.most = most;
  }

  boolean isOver() {
    return System.nanoTime() - start >= most.toNanos();
  }

  /** How long to wait before the next try. */
  Duration nextPause() {
    Duration next = pause;
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    return next;
  }

  /** How long it has lasted so far. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Does not count what was no waiting. */
  void exclude(Duration time) {
    start += time.toNanos();
  }

  /** Begins to count anew: what is in the way is no trouble of the store. */
  void renew() {
    start = System.nanoTime();
  }
}
