package io.backstitch;

import io.backstitch.engine.RunStatistics;
import java.util.concurrent.CompletionStage;

/**
 * One execution of a flow. Safe for use by any thread.
 *
 * @param <O> the type of the outcome
 */
public interface FlowRun<O> {

  /**
   * The id of the run.
   *
   * @return the id, unique in its persistence
   */
  String id();

  /**
   * The name of the flow.
   *
   * @return the name
   */
  String flow();

  /**
   * Where the run stands.
   *
   * @return the state at this moment; what it tells is on disk, but for SUSPENDING, which a crash
   *     forgets. A run that was stopped, because its Backstitch was closed or the storage failed,
   *     is in the state that is stored, mostly RUNNING: {@link Backstitch#recover} carries on with
   *     it, here or in the next process
   */
  FlowState state();

  /**
   * Asks the run to rest: what runs is awaited and stored, and nothing new starts. Then its state
   * is SUSPENDED, and stays so, whatever happens to this process, until {@link Backstitch#resume}
   * carries on with it. It may come to its end all the same, if nothing is left to do then. Does
   * nothing if the run is at rest.
   */
  void suspend();

  /**
   * Asks the run to undo what it has done, as if something had failed: what runs is awaited and
   * undone too, hears of it by {@link TaskContext#isCancelled()}, and nothing new starts. Its end
   * is state REVERTED, or FAILURE if a revert fails. Does nothing if the run is at its end or on
   * its way back; if it rests, being suspended, {@link Runs#cancel} is what has it undone.
   *
   * @param why the reason, which is stored, and told in the message of what {@link #join} throws;
   *     may be empty
   */
  void cancel(String why);

  /**
   * What the run has done since it was last taken up here.
   *
   * @return a snapshot; while the run goes on, of about now
   */
  RunStatistics statistics();

  /**
   * Waits for the end of the run. Like {@link java.util.concurrent.CompletableFuture#join()}, it is
   * not ended by an interrupt, which stays set.
   *
   * @return the outcome
   * @throws FlowFailedException if the run did not succeed: undone, or in need of a person
   * @throws FlowStoppedException if it stopped where it stood, or was suspended, and can carry on
   */
  O join();

  /**
   * The end of the run, for those who do not want to wait.
   *
   * @return a stage that completes with the outcome, or with what {@link #join} would throw
   */
  CompletionStage<O> completion();
}
