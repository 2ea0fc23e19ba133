package io.backstitch.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a machine. It belongs to one thread at a time: nothing in it is synchronized, so
 * handing it on to another thread takes a safe publication, as a lock or a queue gives it.
 *
 * <p>For each event, in this order: what is left does its action on leaving, innermost first; the
 * machine is in the new state; that does its action on entering; and its reaction is called, whose
 * answer is the next event. What an action or a reaction throws comes out of the method that gave
 * the event, and the run can be used further from the state it is in.
 *
 * @param <S> the states
 * @param <E> the events
 * @param <C> the context that reactions and actions work on
 */
public final class MachineRun<S, E, C extends @Nullable Object> {

  private final StateMachine<S, E, C> machine;
  private final C context;
  private Node<S, E, C> current;
  private @Nullable MachineRun<S, E, C> inner;
  private @Nullable Transition<S, E> last;
  private boolean isMoving;

  MachineRun(StateMachine<S, E, C> machine, Node<S, E, C> begin, C context) {
    this.machine = machine;
    this.context = context;
    this.current = begin;
    this.inner = begin.nested == null ? null : begin.nested.machine().begin(context);
  }

  /**
   * The definition that this is a run of.
   *
   * @return the machine
   */
  public StateMachine<S, E, C> machine() {
    return machine;
  }

  /**
   * The state that the machine is in.
   *
   * @return the state; if that is a machine itself, see {@link #path}
   */
  public S state() {
    return current.state;
  }

  /**
   * The state that the machine is in, followed by that of the machine nested in it, and so on.
   *
   * @return the states, the outermost first
   */
  public List<S> path() {
    List<S> path = new ArrayList<>();
    for (MachineRun<S, E, C> run = this; run != null; run = run.inner) {
      path.add(run.state());
    }
    return Collections.unmodifiableList(path);
  }

  /**
   * Whether no event leads out of the current state.
   *
   * @return true if the machine has come to an end
   */
  public boolean isTerminated() {
    return current.isEnd;
  }

  /**
   * Whether an event leads somewhere now.
   *
   * @param event the event
   * @return true if {@link #fire} would take it
   */
  public boolean takes(E event) {
    return current.edge(event) != null || (inner != null && inner.takes(event));
  }

  /**
   * The events that lead somewhere now.
   *
   * @return them, those of the innermost machine first
   */
  public Set<E> allowed() {
    Set<E> allowed = inner == null ? new LinkedHashSet<>() : new LinkedHashSet<>(inner.allowed());
    current.events().forEach(allowed::add);
    return Collections.unmodifiableSet(allowed);
  }

  /**
   * Gives the machine an event, and goes on with the events that reactions answer with, until one
   * has nothing more to say.
   *
   * @param event the event
   * @throws NoTransitionException if the event, or one that a reaction answers with, means nothing
   *     in the state that the machine is in then; it stays there
   */
  public void fire(E event) {
    begin();
    try {
      @Nullable E next = Objects.requireNonNull(event, "event");
      while (next != null) {
        next = move(next);
      }
    } finally {
      isMoving = false;
    }
  }

  /**
   * Gives the machine an event, and expects that it runs to an end by itself.
   *
   * @param event the event
   * @return the end that it came to
   * @throws NotAtEndException if the machine comes to rest before an end
   * @throws NoTransitionException as {@link #fire} does
   */
  public S runToEnd(E event) {
    fire(event);
    if (!isTerminated()) {
      throw new NotAtEndException(state(), allowed());
    }
    return state();
  }

  /**
   * Gives the machine an event, and goes on step by step, as far as it is asked to.
   *
   * @param event the first event
   * @return the steps; nothing happens before the first is asked for
   */
  public Steps<S, E> steps(E event) {
    return new Steps<>(this, event);
  }

  /**
   * Shows the machine as a table, with a mark at the state it is in.
   *
   * @return lines, each with its end
   * @see StateMachine#toTable
   */
  public String toTable() {
    return TableText.of(machine, path());
  }

  /** One step of {@link #steps}, which keeps the answer. */
  @Nullable E step(E event) {
    begin();
    try {
      return move(event);
    } finally {
      isMoving = false;
    }
  }

  /** The last transition that was made, here or in a nested machine. */
  Transition<S, E> last() {
    return Objects.requireNonNull(last);
  }

  private void begin() {
    if (isMoving) {
      throw new MachineException(
          "An action or a reaction gave an event to its own machine, which is under way in state "
              + state()
              + "; a reaction answers with the next event instead");
    }
    isMoving = true;
  }

  private @Nullable E move(E event) {
    MachineRun<S, E, C> within = inner;
    if (within != null && within.takes(event)) {
      E next = within.move(event);
      last = within.last;
      return next == null && within.isTerminated() ? eventOf(within.state()) : next;
    }
    Node.Edge<S, E, C> edge = current.edge(event);
    if (edge == null) {
      throw new NoTransitionException(path(), event, allowed());
    }
    return follow(edge);
  }

  private @Nullable E follow(Node.Edge<S, E, C> edge) {
    Node<S, E, C> target = edge.target;
    if (inner != null) {
      inner.abandon(edge.event);
    }
    if (current.exit != null) {
      current.exit.act(context, edge.event);
    }
    Nested<S, E, C> nested = target.nested;
    inner = nested == null ? null : nested.machine().begin(context);
    current = target;
    last = edge.transition;
    if (target.enter != null) {
      target.enter.act(context, edge.event);
    }
    if (nested != null) {
      return nested.first();
    }
    return edge.reaction == null ? null : edge.reaction.react(context);
  }

  /** Leaves a nested machine that has not come to an end: its states are left too. */
  private void abandon(E event) {
    if (current.isEnd) {
      return;
    }
    if (inner != null) {
      inner.abandon(event);
    }
    if (current.exit != null) {
      current.exit.act(context, event);
    }
  }

  /** What an end of the nested machine means to this one. */
  private @Nullable E eventOf(S end) {
    return Objects.requireNonNull(current.nested).ends().get(end);
  }
}
