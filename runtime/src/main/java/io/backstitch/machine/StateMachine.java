package io.backstitch.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a finite state machine: states, and what event leads from which to which.
 *
 * <p>A state may have a reaction, which is called when the machine has come to it and may answer
 * with the next event; so a machine runs by itself until a reaction has nothing more to say.
 * Actions are called when a state is entered or left. A state may itself be a machine.
 *
 * <p>A definition never changes, and any number of threads may share it. Each run of it has a
 * context of its own, and belongs to one thread at a time: see {@link MachineRun}.
 *
 * @param <S> the states: constants of an enum, strings, records or whatever has a good {@code
 *     equals}
 * @param <E> the events, of which the same holds; those of an enum are the fastest
 * @param <C> the context that reactions and actions work on
 */
public final class StateMachine<S, E, C extends @Nullable Object> {

  private final S start;
  private final Map<S, StateDraft<S, E, C>> drafts;
  private final Map<S, Node<S, E, C>> nodes = new LinkedHashMap<>();
  private final Node<S, E, C> startNode;

  /** Takes drafts that nobody changes any more, and that fit together. */
  StateMachine(S start, Map<S, StateDraft<S, E, C>> drafts) {
    this.start = start;
    this.drafts = drafts;
    drafts.forEach((state, draft) -> nodes.put(state, new Node<>(state, draft)));
    this.startNode = node(start);
    drafts.forEach(this::connect);
  }

  private void connect(S state, StateDraft<S, E, C> draft) {
    Node<S, E, C> node = node(state);
    draft.transitions.forEach(
        (event, to) ->
            node.add(new Node.Edge<>(state, event, node(to), draft(to).reactionTo(event))));
    node.freeze();
  }

  /**
   * Starts a definition.
   *
   * @param start the state that a run begins in
   * @return a builder, for use by one thread
   * @param <S> the states
   * @param <E> the events
   * @param <C> the context that reactions and actions work on
   */
  public static <S, E, C extends @Nullable Object> MachineBuilder<S, E, C> startingIn(S start) {
    return new MachineBuilder<>(start);
  }

  /**
   * Derives a new definition from this one, which stays as it is.
   *
   * @return a builder that knows all that was said of this machine
   */
  public MachineBuilder<S, E, C> toBuilder() {
    return new MachineBuilder<>(start, drafts);
  }

  /**
   * Begins a run of the machine. It rests in the start state: nothing is called until the first
   * event.
   *
   * @param context what reactions and actions work on
   * @return the run
   */
  public MachineRun<S, E, C> begin(C context) {
    return new MachineRun<>(this, startNode, context);
  }

  /**
   * Begins a run of the machine in any of its states, for example where an earlier run stood.
   * Nothing is called until the first event.
   *
   * @param context what reactions and actions work on
   * @param state the state to begin in; if it is a machine itself, that is in its start state
   * @return the run
   * @throws UnknownStateException if the machine has no such state
   */
  public MachineRun<S, E, C> begin(C context, S state) {
    return new MachineRun<>(this, known(state), context);
  }

  /**
   * The state that runs begin in.
   *
   * @return the state
   */
  public S start() {
    return start;
  }

  /**
   * All states.
   *
   * @return them, in the order of the definition
   */
  public Set<S> states() {
    return Collections.unmodifiableSet(drafts.keySet());
  }

  /**
   * The states that nothing leads out of.
   *
   * @return them, in the order of the definition
   */
  public Set<S> ends() {
    Set<S> ends = new LinkedHashSet<>();
    nodes.forEach(
        (state, node) -> {
          if (node.isEnd) {
            ends.add(state);
          }
        });
    return Collections.unmodifiableSet(ends);
  }

  /**
   * All events that lead somewhere, without those of nested machines.
   *
   * @return them, in the order of the definition
   */
  public Set<E> events() {
    Set<E> events = new LinkedHashSet<>();
    drafts.values().forEach(draft -> events.addAll(draft.transitions.keySet()));
    return Collections.unmodifiableSet(events);
  }

  /**
   * All transitions, without those of nested machines.
   *
   * @return them, by the states they lead out of
   */
  public List<Transition<S, E>> transitions() {
    List<Transition<S, E>> transitions = new ArrayList<>();
    drafts.forEach(
        (from, draft) ->
            draft.transitions.forEach(
                (event, to) -> transitions.add(new Transition<>(from, event, to))));
    return Collections.unmodifiableList(transitions);
  }

  /**
   * Where an event leads.
   *
   * @param from the state it comes in
   * @param event the event
   * @return the next state, or empty if the event means nothing there
   * @throws UnknownStateException if the machine has no such state
   */
  public Optional<S> target(S from, E event) {
    return Optional.ofNullable(known(from).edge(event)).map(edge -> edge.target.state);
  }

  /**
   * The machine that a state is.
   *
   * @param state the state
   * @return the nested machine, or empty if the state is none
   * @throws UnknownStateException if the machine has no such state
   */
  public Optional<StateMachine<? extends S, E, ? super C>> nested(S state) {
    return Optional.ofNullable(known(state).nested).map(Nested::machine);
  }

  /**
   * Shows the machine as a table of its transitions, in plain ASCII.
   *
   * @return lines, each with its end
   */
  public String toTable() {
    return TableText.of(this, List.of());
  }

  /**
   * Shows the machine as a graph in the DOT language of Graphviz.
   *
   * @param name the name of the graph
   * @return the text of a DOT file
   */
  public String toDot(String name) {
    return DotText.of(this, name);
  }

  /** Whether an event means something to a run that has just begun. */
  boolean startTakes(E event) {
    Node<S, E, C> node = startNode();
    while (node.edge(event) == null) {
      if (node.nested == null) {
        return false;
      }
      node = node.nested.machine().startNode();
    }
    return true;
  }

  /** The state that runs begin in, as they see it. */
  Node<S, E, C> startNode() {
    return startNode;
  }

  Map<S, StateDraft<S, E, C>> drafts() {
    return drafts;
  }

  private StateDraft<S, E, C> draft(S state) {
    return Objects.requireNonNull(drafts.get(state));
  }

  private Node<S, E, C> node(S state) {
    return Objects.requireNonNull(nodes.get(state));
  }

  private Node<S, E, C> known(S state) {
    @Nullable Node<S, E, C> node = nodes.get(Objects.requireNonNull(state, "state"));
    if (node == null) {
      throw new UnknownStateException(state, nodes.keySet());
    }
    return node;
  }
}
