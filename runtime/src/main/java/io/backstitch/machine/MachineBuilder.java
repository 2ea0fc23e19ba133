package io.backstitch.machine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is said of a machine. For use by one thread.
 *
 * <p>A state becomes known when it is first mentioned, unless {@link #states} has listed them all.
 * A builder can be used further after {@link #build}; the machines that it has made don't change.
 *
 * @param <S> the states
 * @param <E> the events
 * @param <C> the context that reactions and actions work on
 */
public final class MachineBuilder<S, E, C extends @Nullable Object> {

  private S start;
  private final Map<S, StateDraft<S, E, C>> drafts = new LinkedHashMap<>();
  private boolean isListed;

  MachineBuilder(S start) {
    this.start = start;
    draft(start);
  }

  MachineBuilder(S start, Map<S, StateDraft<S, E, C>> drafts) {
    this.start = start;
    drafts.forEach((state, draft) -> this.drafts.put(state, draft.copy()));
  }

  private StateDraft<S, E, C> draft(S state) {
    Objects.requireNonNull(state, "state");
    StateDraft<S, E, C> known = drafts.get(state);
    if (known != null) {
      return known;
    }
    if (isListed) {
      throw new UnknownStateException(state, drafts.keySet());
    }
    StateDraft<S, E, C> draft = new StateDraft<>();
    drafts.put(state, draft);
    return draft;
  }

  /**
   * Lists the states, besides those that were mentioned already. From here on no others may be
   * mentioned, so that a slip of the pen is found; this helps where states are strings.
   *
   * @param states the states
   * @return this builder
   * @throws DuplicateException if one is listed twice
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final MachineBuilder<S, E, C> states(S... states) {
    Set<S> listed = new HashSet<>();
    isListed = false;
    for (S state : states) {
      if (!listed.add(state)) {
        throw new DuplicateException("State " + state + " is listed twice");
      }
      draft(state);
    }
    isListed = true;
    return this;
  }

  /**
   * Lets runs begin in another state.
   *
   * @param state the state
   * @return this builder
   */
  public MachineBuilder<S, E, C> startingIn(S state) {
    draft(state);
    start = state;
    return this;
  }

  /**
   * Says which states are the ends. Then nothing may lead out of them, and something must lead out
   * of all others. Where this is never said, the ends are the states that nothing leads out of.
   *
   * @param ends the states
   * @return this builder
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final MachineBuilder<S, E, C> endingIn(S... ends) {
    for (S end : ends) {
      draft(end).isDeclaredEnd = true;
    }
    return this;
  }

  /**
   * Adds a transition.
   *
   * @param from the state it leads out of
   * @param event the event
   * @param to the state it leads to, which may be the same
   * @return this builder
   * @throws DuplicateException if the event leads to another state already
   */
  public MachineBuilder<S, E, C> on(S from, E event, S to) {
    Objects.requireNonNull(event, "event");
    StateDraft<S, E, C> draft = draft(from);
    draft(to);
    S known = draft.transitions.putIfAbsent(event, to);
    if (known != null && !known.equals(to)) {
      throw new DuplicateException(
          "Event " + event + " leads from " + from + " to " + known + " already, not to " + to);
    }
    return this;
  }

  /**
   * Lets a transition that is there lead to another state.
   *
   * @param from the state it leads out of
   * @param event the event
   * @param to the state it leads to from now on
   * @return this builder
   * @throws NoTransitionException if there is no such transition
   */
  public MachineBuilder<S, E, C> redirect(S from, E event, S to) {
    StateDraft<S, E, C> draft = draft(from);
    draft(to);
    if (draft.transitions.replace(event, to) == null) {
      throw new NoTransitionException(List.of(from), event, draft.transitions.keySet());
    }
    return this;
  }

  /**
   * Sets what happens when the machine has come to a state.
   *
   * @param state the state
   * @param reaction the reaction
   * @return this builder
   * @throws DuplicateException if the state has a reaction already
   */
  public MachineBuilder<S, E, C> react(S state, Reaction<E, C> reaction) {
    StateDraft<S, E, C> draft = draft(state);
    if (draft.reaction != null) {
      throw new DuplicateException("State " + state + " has a reaction already");
    }
    draft.reaction = Objects.requireNonNull(reaction, "reaction");
    return this;
  }

  /**
   * Sets what happens when the machine has come to a state by a certain event; the reaction to
   * others is not called then.
   *
   * @param state the state
   * @param event the event that leads to it
   * @param reaction the reaction
   * @return this builder
   * @throws DuplicateException if the state has a reaction to this event already
   */
  public MachineBuilder<S, E, C> react(S state, E event, Reaction<E, C> reaction) {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(reaction, "reaction");
    if (draft(state).reactionsByEvent.putIfAbsent(event, reaction) != null) {
      throw new DuplicateException("State " + state + " has a reaction to " + event + " already");
    }
    return this;
  }

  /**
   * Sets what is done whenever a state is entered. The machine is in that state then, and its
   * reaction comes after. A run that begins in the state has not entered it.
   *
   * @param state the state
   * @param action what to do
   * @return this builder
   * @throws DuplicateException if the state has such an action already
   */
  public MachineBuilder<S, E, C> onEnter(S state, Action<E, C> action) {
    StateDraft<S, E, C> draft = draft(state);
    if (draft.enter != null) {
      throw new DuplicateException("State " + state + " has an action on entering already");
    }
    draft.enter = Objects.requireNonNull(action, "action");
    return this;
  }

  /**
   * Sets what is done whenever a state is left. The machine is still in that state then, and stays
   * there if the action throws.
   *
   * @param state the state
   * @param action what to do
   * @return this builder
   * @throws DuplicateException if the state has such an action already
   */
  public MachineBuilder<S, E, C> onExit(S state, Action<E, C> action) {
    StateDraft<S, E, C> draft = draft(state);
    if (draft.exit != null) {
      throw new DuplicateException("State " + state + " has an action on leaving already");
    }
    draft.exit = Objects.requireNonNull(action, "action");
    return this;
  }

  /**
   * Makes a state a machine itself. When the state is entered, a run of the inner machine begins
   * and is given its first event. From then on it gets every event that it can take; the outer
   * machine gets the others, and leaves the inner one where it is. When the inner machine comes to
   * an end, the outer one gets the event of that end.
   *
   * @param state the state; it can have no reaction, as the inner machine says what comes next
   * @param inner the inner machine
   * @param first the event that starts it
   * @param ends for ends of the inner machine, the event for the outer one; at an end that is not
   *     in it, the machine rests
   * @return this builder
   * @param <T> the states of the inner machine
   * @throws DuplicateException if the state is a machine already
   */
  public <T extends S> MachineBuilder<S, E, C> nest(
      S state, StateMachine<T, E, ? super C> inner, E first, Map<T, E> ends) {
    StateDraft<S, E, C> draft = draft(state);
    if (draft.nested != null) {
      throw new DuplicateException("State " + state + " is a machine already");
    }
    if (!inner.ends().containsAll(ends.keySet())) {
      List<T> others = new ArrayList<>(ends.keySet());
      others.removeAll(inner.ends());
      throw new InvalidMachineException(
          "The machine in state "
              + state
              + " does not end in "
              + others
              + "; its ends are "
              + inner.ends());
    }
    // Of states the inner machine only gives, and its context it only takes.
    @SuppressWarnings("unchecked")
    StateMachine<S, E, C> widened = (StateMachine<S, E, C>) inner;
    draft.nested = new Nested<>(widened, Objects.requireNonNull(first), new LinkedHashMap<>(ends));
    return this;
  }

  /**
   * Makes the machine.
   *
   * @return the machine
   * @throws InvalidMachineException if what was said does not fit together
   */
  public StateMachine<S, E, C> build() {
    boolean hasDeclaredEnds = drafts.values().stream().anyMatch(draft -> draft.isDeclaredEnd);
    Map<S, StateDraft<S, E, C>> copy = new LinkedHashMap<>();
    drafts.forEach(
        (state, draft) -> {
          check(state, draft, hasDeclaredEnds);
          copy.put(state, draft.copy());
        });
    return new StateMachine<>(start, copy);
  }

  private void check(S state, StateDraft<S, E, C> draft, boolean hasDeclaredEnds) {
    boolean isEnd = draft.transitions.isEmpty();
    if (draft.isDeclaredEnd && !isEnd) {
      throw new InvalidMachineException(
          "State " + state + " is an end, but " + draft.transitions.keySet() + " leads out of it");
    }
    if (hasDeclaredEnds && isEnd && !draft.isDeclaredEnd) {
      throw new InvalidMachineException(
          "Nothing leads out of state " + state + ", and it is not said to be an end");
    }
    for (E event : draft.reactionsByEvent.keySet()) {
      if (drafts.values().stream().noneMatch(from -> state.equals(from.transitions.get(event)))) {
        throw new InvalidMachineException(
            "State " + state + " reacts to " + event + ", but no " + event + " leads to it");
      }
    }
    if (draft.nested != null) {
      check(state, draft, draft.nested);
    }
  }

  private void check(S state, StateDraft<S, E, C> draft, Nested<S, E, C> nested) {
    if (draft.reacts()) {
      throw new InvalidMachineException(
          "State "
              + state
              + " is a machine, which says what comes next; so it can have no reaction");
    }
    if (draft.transitions.isEmpty()) {
      throw new InvalidMachineException(
          "State " + state + " is a machine, so something must lead out of it");
    }
    if (!nested.machine().startTakes(nested.first())) {
      throw new InvalidMachineException(
          "The machine in state "
              + state
              + " can't begin with "
              + nested.first()
              + ", which means nothing in its start state "
              + nested.machine().start());
    }
    nested
        .ends()
        .forEach(
            (end, event) -> {
              if (!draft.transitions.containsKey(event)) {
                throw new InvalidMachineException(
                    "The machine in state "
                        + state
                        + " gives "
                        + event
                        + " when it ends in "
                        + end
                        + ", but state "
                        + state
                        + " takes only "
                        + draft.transitions.keySet());
              }
            });
  }
}
