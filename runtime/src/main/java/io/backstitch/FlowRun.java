package io.backstitch;

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
   * @return the state at this moment; what it tells is on disk
   */
  FlowState state();

  /**
   * Waits for the end of the run. Like {@link java.util.concurrent.CompletableFuture#join()}, it is
   * not ended by an interrupt, which stays set.
   *
   * @return the outcome
   * @throws FlowFailedException if the run did not succeed: undone, or in need of a person
   * @throws FlowStoppedException if it stopped where it stood and can be recovered
   */
  O join();

  /**
   * The end of the run, for those who do not want to wait.
   *
   * @return a stage that completes with the outcome, or with what {@link #join} would throw
   */
  CompletionStage<O> completion();
}
