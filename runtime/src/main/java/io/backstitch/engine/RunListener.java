package io.backstitch.engine;

/**
 * Hears of what happens to runs. It hears of a transition after it has been stored, one at a time
 * for each run, in order; what it throws is logged and harms nothing. It should be quick: the run
 * waits for it.
 */
public interface RunListener {

  /**
   * A run has another state.
   *
   * @param transition from what to what
   */
  default void onFlow(FlowTransition transition) {}

  /**
   * An atom has another state.
   *
   * @param transition from what to what
   */
  default void onAtom(AtomTransition transition) {}
}
