package io.backstitch.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A state as a run sees it: what an event leads to is one look-up away. */
final class Node<S, E, C extends @Nullable Object> {

  final S state;
  final @Nullable Action<E, C> enter;
  final @Nullable Action<E, C> exit;
  final @Nullable Nested<S, E, C> nested;

  /** Whether nothing leads out of it. */
  final boolean isEnd;

  private final Map<E, Edge<S, E, C>> edges = new LinkedHashMap<>();

  /** The same by the ordinal of the event, if all of them are constants of one enum. */
  private @Nullable Edge<S, E, C> @Nullable [] byOrdinal;

  Node(S state, StateDraft<S, E, C> draft) {
    this.state = state;
    this.enter = draft.enter;
    this.exit = draft.exit;
    this.nested = draft.nested;
    this.isEnd = draft.transitions.isEmpty();
  }

  /** A transition with what it leads to. */
  static final class Edge<S, E, C extends @Nullable Object> {
    final Transition<S, E> transition;
    final E event;
    final Node<S, E, C> target;
    final @Nullable Reaction<E, C> reaction;

    Edge(S from, E event, Node<S, E, C> target, @Nullable Reaction<E, C> reaction) {
      this.transition = new Transition<>(from, event, target.state);
      this.event = event;
      this.target = target;
      this.reaction = reaction;
    }
  }

  void add(Edge<S, E, C> edge) {
    edges.put(edge.event, edge);
  }

  /** To be called when all edges are there. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  void freeze() {
    Class<?> type = null;
    int size = 0;
    for (E event : edges.keySet()) {
      if (!(event instanceof Enum<?> constant)
          || (type != null && type != constant.getDeclaringClass())) {
        return;
      }
      type = constant.getDeclaringClass();
      size = Math.max(size, place(constant) + 1);
    }
    @Nullable Edge<S, E, C>[] array = new Edge[size];
    edges.forEach((event, edge) -> array[place((Enum<?>) event)] = edge);
    byOrdinal = array;
  }

  /** What an event leads to, or null. */
  @Nullable Edge<S, E, C> edge(E event) {
    @Nullable Edge<S, E, C>[] array = byOrdinal;
    if (array != null && event instanceof Enum<?> constant) {
      int place = place(constant);
      Edge<S, E, C> edge = place < array.length ? array[place] : null;
      // It may be a constant of another enum.
      return edge != null && edge.event == event ? edge : null;
    }
    return edges.get(event);
  }

  @SuppressWarnings("EnumOrdinal") // never kept beyond the process
  private static int place(Enum<?> constant) {
    return constant.ordinal();
  }

  Iterable<E> events() {
    return edges.keySet();
  }
}
