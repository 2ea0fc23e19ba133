package io.backstitch.machine;

import java.util.Collection;
import java.util.List;

/** A machine was to run to an end, but came to rest before one: no reaction answered any more. */
public final class NotAtEndException extends MachineException {

  private static final long serialVersionUID = 1L;

  private final transient Object state;
  private final transient List<Object> allowed;

  NotAtEndException(Object state, Collection<?> allowed) {
    super("The machine rests in state " + state + ", which is no end; it waits for " + allowed);
    this.state = state;
    this.allowed = List.copyOf(allowed);
  }

  /**
   * Where the machine rests.
   *
   * @return the state
   */
  public Object state() {
    return state;
  }

  /**
   * What it waits for.
   *
   * @return the events that lead somewhere from here
   */
  public List<Object> allowed() {
    return allowed;
  }
}
