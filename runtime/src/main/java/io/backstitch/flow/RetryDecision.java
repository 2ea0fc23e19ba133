package io.backstitch.flow;

/** What a retry controller decides when something in its flow has failed. */
public enum RetryDecision {

  /** Undo what the flow has done and run it again. */
  RETRY,

  /** Give up: the controller of the flow around decides; without one, everything is undone. */
  REVERT,

  /** Undo the whole run, whatever controllers around would say. */
  REVERT_ALL
}
