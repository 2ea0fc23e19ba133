package io.backstitch.machine;

import java.util.Collection;
import java.util.List;

/** A machine has no such state. */
public final class UnknownStateException extends MachineException {

  private static final long serialVersionUID = 1L;

  private final transient Object state;
  private final transient List<Object> known;

  UnknownStateException(Object state, Collection<?> known) {
    super("There is no state " + state + "; the states are " + known);
    this.state = state;
    this.known = List.copyOf(known);
  }

  /**
   * What was taken for a state.
   *
   * @return the unknown state
   */
  public Object state() {
    return state;
  }

  /**
   * The states that there are.
   *
   * @return them, in the order of the definition
   */
  public List<Object> known() {
    return known;
  }
}
