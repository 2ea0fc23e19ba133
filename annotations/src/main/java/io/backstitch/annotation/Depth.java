package io.backstitch.annotation;

/** How much a {@link Decider} that says no skips, from least to most. */
public enum Depth {

  /** Only what the decider guards. What comes after it runs, without its symbols. */
  ATOM,

  /**
   * What the decider guards, and the tasks that come directly after it, those with a {@link Retry}
   * of their own included.
   */
  NEIGHBORS,

  /**
   * What the decider guards, and everything after it in the same flow, but not beyond that flow.
   * The decider of a link, in a flow made by hand, stops at flows inside that one, too.
   */
  FLOW,

  /** What the decider guards, and everything after it. */
  ALL
}
