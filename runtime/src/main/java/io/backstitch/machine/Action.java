package io.backstitch.machine;

import org.jspecify.annotations.Nullable;

/**
 * What is done whenever a state is entered, or whenever it is left.
 *
 * @param <E> the events
 * @param <C> the context of a run
 */
@FunctionalInterface
public interface Action<E, C extends @Nullable Object> {

  /**
   * Does it.
   *
   * @param context the context of this run of the machine
   * @param event the event by which the state is entered or left
   */
  void act(C context, E event);
}
