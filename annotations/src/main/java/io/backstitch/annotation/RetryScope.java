package io.backstitch.annotation;

/** How much is undone once a {@link Retry} has nothing left to try. */
public enum RetryScope {

  /**
   * What the retry guards. Then the retry around it, if there is one, decides what happens next;
   * without one the whole flow is undone.
   */
  SUBFLOW,

  /** The whole flow at once; no retry around this one is asked. */
  ALL
}
