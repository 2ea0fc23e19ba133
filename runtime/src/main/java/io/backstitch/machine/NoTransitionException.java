package io.backstitch.machine;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** An event leads nowhere from the state that a machine is in. The machine stays in that state. */
public final class NoTransitionException extends MachineException {

  private static final long serialVersionUID = 1L;

  private final transient List<Object> path;
  private final transient Object event;
  private final transient List<Object> allowed;

  NoTransitionException(List<?> path, Object event, Collection<?> allowed) {
    super(message(path, event, allowed));
    this.path = List.copyOf(path);
    this.event = event;
    this.allowed = List.copyOf(allowed);
  }

  private static String message(List<?> path, Object event, Collection<?> allowed) {
    String where = path.stream().map(String::valueOf).collect(Collectors.joining(" / "));
    return "Event "
        + event
        + " means nothing in state "
        + where
        + (allowed.isEmpty() ? ", which is an end" : "; it takes " + allowed);
  }

  /**
   * The state of the machine.
   *
   * @return the state, for nested machines that of the outermost
   */
  public Object state() {
    return path.get(0);
  }

  /**
   * The states of the machine and of those nested in it.
   *
   * @return them, the outermost first
   */
  public List<Object> path() {
    return path;
  }

  /**
   * The event that leads nowhere.
   *
   * @return the event
   */
  public Object event() {
    return event;
  }

  /**
   * The events that would lead somewhere.
   *
   * @return them, those of the innermost machine first; none if the state is an end
   */
  public List<Object> allowed() {
    return allowed;
  }
}
