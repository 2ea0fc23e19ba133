package io.backstitch.machine;

import org.jspecify.annotations.Nullable;

/**
 * What happens when a machine has come to a state, and which event follows from that.
 *
 * @param <E> the events
 * @param <C> the context of a run
 */
@FunctionalInterface
public interface Reaction<E, C extends @Nullable Object> {

  /**
   * Reacts.
   *
   * @param context the context of this run of the machine
   * @return the next event, or null to rest in this state
   */
  @Nullable E react(C context);
}
