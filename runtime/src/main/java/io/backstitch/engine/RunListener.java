package io.backstitch.engine;

/**
 * Hears of what happens to runs. It hears of a transition after it has been stored, one at a time
 * for each run, in order, which is the same for all listeners; what a listener brings about while
 * it is told, such as SUSPENDING, is told afterwards. What it throws is logged and harms nothing.
 * It should be quick: the run waits for it. It must not wait for a run, which may need the thread
 * it is told on.
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

  /**
   * An atom has another state; for those who want to know how the rest of the run stands. Without a
   * method of its own, a listener hears of it by {@link #onAtom(AtomTransition)}.
   *
   * @param transition from what to what
   * @param run the run, to be asked during this call only, by this thread only
   */
  default void onAtom(AtomTransition transition, RunView run) {
    onAtom(transition);
  }

  /**
   * A task has reported how far it is. It is told in order with the transitions of the run, by the
   * thread of the task or another one, and perhaps a moment later.
   *
   * @param runId the id of the run
   * @param atom the name of the atom
   * @param fraction from 0 to 1
   * @param details a few words for people, perhaps empty
   */
  default void onProgress(String runId, String atom, double fraction, String details) {}
}
