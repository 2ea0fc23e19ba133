package io.backstitch;

import io.backstitch.executor.TaskExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A flow with its inputs: what {@link Backstitch#start} takes. Immutable; it may be started any
 * number of times.
 *
 * @param <O> the type of the outcome
 */
public final class BoundFlow<O> {

  private final FlowDefinition<O> flow;
  private final @Nullable Object[] inputs;

  BoundFlow(FlowDefinition<O> flow, @Nullable Object[] inputs) {
    this.flow = flow;
    this.inputs = inputs;
  }

  /**
   * The flow.
   *
   * @return its definition
   */
  public FlowDefinition<O> flow() {
    return flow;
  }

  @Nullable Object[] inputs() {
    return inputs;
  }

  /**
   * Runs the flow now, in memory and in parallel: nothing is stored. The calling thread takes part
   * in the work and returns when the run has come to its end.
   *
   * @return the outcome
   * @throws FlowFailedException if the run did not succeed; its state tells whether all is undone
   * @throws InvalidFlowException if a task of the flow takes the connection of a transaction
   */
  public O run() {
    return engine().build().run();
  }

  /**
   * Runs the flow now, in memory: nothing is stored.
   *
   * @param executor where the atoms run; it stays open
   * @return the outcome
   * @throws FlowFailedException if the run did not succeed; its state tells whether all is undone
   * @throws InvalidFlowException if a task of the flow takes the connection of a transaction
   */
  public O run(TaskExecutor executor) {
    return engine().executor(executor).build().run();
  }

  /**
   * Makes an engine for a run in memory, to go through it step by step, to listen, to choose how it
   * runs, to let it rest and carry on.
   *
   * @return a builder, for use by one thread
   */
  public InMemoryEngine.Builder<O> engine() {
    return new InMemoryEngine.Builder<>(this);
  }

  @Override
  public String toString() {
    return flow.toString();
  }
}
