package io.backstitch.machine;

/**
 * One arrow of a machine: the event that leads from one state to another, or back to the same.
 *
 * @param from the state it leads out of
 * @param event the event
 * @param to the state it leads to
 * @param <S> the states
 * @param <E> the events
 */
public record Transition<S, E>(S from, E event, S to) {

  @Override
  public String toString() {
    return from + " --" + event + "--> " + to;
  }
}
