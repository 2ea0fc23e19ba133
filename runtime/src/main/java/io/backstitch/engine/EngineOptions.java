package io.backstitch.engine;

/**
 * How an engine differs from the usual.
 *
 * @param deferReverts whether a retry controller that gives up leaves the decision to the flow
 *     around, and to the whole run if nobody decides. True by default: a run ends done, or undone.
 *     If false, it undoes its own flow and what comes after it, as TaskFlow does by default; the
 *     run ends in state REVERTED all the same, and the message of its exception names the atoms
 *     whose work stays
 * @param neverResolve whether a failure just ends the run, in state FAILURE, with nothing undone.
 *     Running or resuming it again with this option does nothing and ends there again; without it
 *     the failure is dealt with as if it had just happened. False by default
 * @param wholeRounds whether what became ready together is all executed, even if one of it fails
 *     before the others have started, as in TaskFlow. False by default: what is doomed never starts
 */
public record EngineOptions(boolean deferReverts, boolean neverResolve, boolean wholeRounds) {

  /** What an engine does unless it is told otherwise. */
  public static final EngineOptions DEFAULT = new EngineOptions(true, false, false);

  /**
   * These options with another value.
   *
   * @param newValue see above
   * @return new options
   */
  public EngineOptions deferReverts(boolean newValue) {
    return new EngineOptions(newValue, neverResolve, wholeRounds);
  }

  /**
   * These options with another value.
   *
   * @param newValue see above
   * @return new options
   */
  public EngineOptions neverResolve(boolean newValue) {
    return new EngineOptions(deferReverts, newValue, wholeRounds);
  }

  /**
   * These options with another value.
   *
   * @param newValue see above
   * @return new options
   */
  public EngineOptions wholeRounds(boolean newValue) {
    return new EngineOptions(deferReverts, neverResolve, newValue);
  }
}
