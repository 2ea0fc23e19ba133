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

  /**
   * Where the machine is, and where the one nested in that state is, and so on. A list and not runs
   * within runs, since machines may be nested deeper than the stack of a thread.
   */
  private final List<Node<S, E, C>> path = new ArrayList<>(1);

  private @Nullable Transition<S, E> last;
  private boolean isMoving;

  MachineRun(StateMachine<S, E, C> machine, Node<S, E, C> begin, C context) {
    this.machine = machine;
    this.context = context;
    come(begin);
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
    return path.get(0).state;
  }

  /**
   * The state that the machine is in, followed by that of the machine nested in it, and so on.
   *
   * @return the states, the outermost first
   */
  public List<S> path() {
    List<S> states = new ArrayList<>(path.size());
    path.forEach(node -> states.add(node.state));
    return Collections.unmodifiableList(states);
  }

  /**
   * Whether no event leads out of the current state.
   *
   * @return true if the machine has come to an end
   */
  public boolean isTerminated() {
    return path.get(0).isEnd;
  }

  /**
   * Whether an event leads somewhere now.
   *
   * @param event the event
   * @return true if {@link #fire} would take it
   */
  public boolean takes(E event) {
    for (Node<S, E, C> node : path) {
      if (node.edge(event) != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * The events that lead somewhere now.
   *
   * @return them, those of the innermost machine first
   */
  public Set<E> allowed() {
    Set<E> allowed = new LinkedHashSet<>();
    for (int depth = path.size() - 1; depth >= 0; depth--) {
      path.get(depth).events().forEach(allowed::add);
    }
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

  /** Gives an event to the innermost machine that can take it. */
  private @Nullable E move(E event) {
    int depth = path.size() - 1;
    Node.Edge<S, E, C> edge = path.get(depth).edge(event);
    while (edge == null) {
      if (--depth < 0) {
        throw new NoTransitionException(path(), event, allowed());
      }
      edge = path.get(depth).edge(event);
    }
    E next = follow(depth, edge);
    return next == null && depth > 0 && edge.target.isEnd
        ? meaning(edge.target, path.get(depth - 1))
        : next;
  }

  private @Nullable E follow(int depth, Node.Edge<S, E, C> edge) {
    leave(depth, edge.event);
    Node<S, E, C> target = edge.target;
    for (int i = path.size() - 1; i >= depth; i--) {
      path.remove(i);
    }
    come(target);
    last = edge.transition;
    if (target.enter != null) {
      target.enter.act(context, edge.event);
    }
    if (target.nested != null) {
      return target.nested.first();
    }
    return edge.reaction == null ? null : edge.reaction.react(context);
  }

  /** Does what is to be done on leaving a state, and before that on leaving those within it. */
  private void leave(int depth, E event) {
    for (int i = path.size() - 1; i >= depth; i--) {
      Node<S, E, C> left = path.get(i);
      // A nested machine that has come to an end stays there: that state is not left.
      if (left.exit != null && !left.isEnd) {
        left.exit.act(context, event);
      }
    }
  }

  /** Puts the machine into a state, and all that is nested there into its start states. */
  private void come(Node<S, E, C> target) {
    path.add(target);
    for (Nested<S, E, C> nested = target.nested; nested != null; ) {
      Node<S, E, C> start = nested.machine().startNode();
      path.add(start);
      nested = start.nested;
    }
  }

  /** What an end of a nested machine means to the one around it. */
  private static <S, E, C extends @Nullable Object> @Nullable E meaning(
      Node<S, E, C> end, Node<S, E, C> around) {
    return Objects.requireNonNull(around.nested).ends().get(end.state);
  }
}
