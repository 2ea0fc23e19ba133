package io.backstitch.machine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a finite state machine: states, and what event leads from which to which.
 *
 * <p>A state may have a reaction, which is called when the machine enters it and may answer with
 * the next event; so a machine runs by itself until a reaction has nothing more to say. A
 * definition is immutable and shared by all that run it, each with a context of its own.
 *
 * @param <S> the states
 * @param <E> the events
 * @param <C> the context that reactions work on
 */
public final class StateMachine<S, E, C> {

  private final S start;
  private final Map<S, State<S, E, C>> states;

  private StateMachine(S start, Map<S, State<S, E, C>> states) {
    this.start = start;
    this.states = states;
  }

  /** What happens when the machine has entered a state. */
  @FunctionalInterface
  public interface Reaction<E, C> {

    /**
     * Reacts.
     *
     * @param context the context of this run of the machine
     * @return the next event, or null to rest in this state
     */
    @Nullable E react(C context);
  }

  private static final class State<S, E, C> {
    final Map<E, S> transitions = new LinkedHashMap<>();
    @Nullable Reaction<E, C> reaction;
  }

  /**
   * Starts a definition.
   *
   * @param start the state that a run begins in; its reaction is not called for that
   * @return a builder, for use by one thread
   * @param <S> the states
   * @param <E> the events
   * @param <C> the context that reactions work on
   */
  public static <S, E, C> Builder<S, E, C> startingIn(S start) {
    return new Builder<>(start);
  }

  /**
   * Begins a run of the machine.
   *
   * @param context what reactions work on
   * @return the run, in the start state
   */
  public Run<S, E, C> begin(C context) {
    return new Run<>(this, context);
  }

  private State<S, E, C> state(S name) {
    // The builder has checked that every state that is led to exists.
    return Objects.requireNonNull(states.get(name));
  }

  /**
   * One run of a machine. For use by one thread at a time.
   *
   * @param <S> the states
   * @param <E> the events
   * @param <C> the context that reactions work on
   */
  public static final class Run<S, E, C> {

    private final StateMachine<S, E, C> machine;
    private final C context;
    private S current;

    private Run(StateMachine<S, E, C> machine, C context) {
      this.machine = machine;
      this.context = context;
      this.current = machine.start;
    }

    /**
     * The state that the machine is in.
     *
     * @return the state
     */
    public S state() {
      return current;
    }

    /**
     * Whether no event leads out of the current state.
     *
     * @return true if the machine has come to its end
     */
    public boolean isTerminated() {
      return machine.state(current).transitions.isEmpty();
    }

    /**
     * Gives the machine an event, and goes on with the events that reactions answer with.
     *
     * @param event the event
     * @throws IllegalStateException if the event means nothing in the current state
     */
    public void fire(E event) {
      @Nullable E next = event;
      while (next != null) {
        S target = machine.state(current).transitions.get(next);
        if (target == null) {
          throw new IllegalStateException(
              "Event "
                  + next
                  + " means nothing in state "
                  + current
                  + "; it takes "
                  + machine.state(current).transitions.keySet());
        }
        current = target;
        Reaction<E, C> reaction = machine.state(target).reaction;
        next = reaction == null ? null : reaction.react(context);
      }
    }
  }

  /**
   * Collects the states and transitions of a machine.
   *
   * @param <S> the states
   * @param <E> the events
   * @param <C> the context that reactions work on
   */
  public static final class Builder<S, E, C> {

    private final S start;
    private final Map<S, State<S, E, C>> states = new LinkedHashMap<>();

    private Builder(S start) {
      this.start = start;
      stateOf(start);
    }

    private State<S, E, C> stateOf(S name) {
      return states.computeIfAbsent(name, n -> new State<>());
    }

    /**
     * Adds a transition; states that are new become known.
     *
     * @param from the state it leads out of
     * @param event the event
     * @param to the state it leads to
     * @return this builder
     * @throws IllegalArgumentException if the event leads to another state already
     */
    public Builder<S, E, C> on(S from, E event, S to) {
      S known = stateOf(from).transitions.putIfAbsent(event, to);
      stateOf(to);
      if (known != null && !known.equals(to)) {
        throw new IllegalArgumentException(
            "Event " + event + " leads from " + from + " to " + known + " already, not to " + to);
      }
      return this;
    }

    /**
     * Sets what happens when a state is entered.
     *
     * @param state the state
     * @param reaction the reaction
     * @return this builder
     * @throws IllegalArgumentException if the state has a reaction already
     */
    public Builder<S, E, C> react(S state, Reaction<E, C> reaction) {
      State<S, E, C> known = stateOf(state);
      if (known.reaction != null) {
        throw new IllegalArgumentException("State " + state + " has a reaction already");
      }
      known.reaction = reaction;
      return this;
    }

    /**
     * Makes the machine, which does not change when this builder is used further.
     *
     * @return the machine
     */
    public StateMachine<S, E, C> build() {
      Map<S, State<S, E, C>> copy = new HashMap<>();
      states.forEach(
          (name, state) -> {
            State<S, E, C> frozen = new State<>();
            frozen.transitions.putAll(state.transitions);
            frozen.reaction = state.reaction;
            copy.put(name, frozen);
          });
      return new StateMachine<>(start, copy);
    }
  }
}
