package io.backstitch.machine;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run of a machine go on step by step. Each step is one transition, of the machine or of one
 * nested in it, with all actions and the reaction that belong to it. Whoever goes through the steps
 * may look at the machine between them, stop, or give another event than the reaction did.
 *
 * @param <S> the states
 * @param <E> the events
 */
public final class Steps<S, E> implements Iterator<Transition<S, E>> {

  private final MachineRun<S, E, ?> run;
  private @Nullable E upcoming;

  Steps(MachineRun<S, E, ?> run, E first) {
    this.run = run;
    this.upcoming = Objects.requireNonNull(first, "event");
  }

  /**
   * The event of the next step.
   *
   * @return what the last reaction answered with, or what was given since; empty if the machine
   *     rests
   */
  public Optional<E> upcoming() {
    return Optional.ofNullable(upcoming);
  }

  /**
   * Makes an event that of the next step, whatever the last reaction answered with.
   *
   * @param event the event
   */
  public void give(E event) {
    upcoming = Objects.requireNonNull(event, "event");
  }

  /**
   * Whether there is a next event.
   *
   * @return false if the machine rests
   */
  @Override
  public boolean hasNext() {
    return upcoming != null;
  }

  /**
   * Makes the next step.
   *
   * @return the transition that was made
   * @throws NoSuchElementException if the machine rests
   * @throws NoTransitionException if the event means nothing in the state that the machine is in
   */
  @Override
  public Transition<S, E> next() {
    E event = upcoming;
    if (event == null) {
      throw new NoSuchElementException("The machine rests in state " + run.state());
    }
    upcoming = null;
    upcoming = run.step(event);
    return run.last();
  }
}
