package io.backstitch.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of one state. A builder changes its own; those of a machine are left alone. */
final class StateDraft<S, E, C extends @Nullable Object> {

  final Map<E, S> transitions = new LinkedHashMap<>();
  final Map<E, Reaction<E, C>> reactionsByEvent = new LinkedHashMap<>();
  @Nullable Reaction<E, C> reaction;
  @Nullable Action<E, C> enter;
  @Nullable Action<E, C> exit;
  @Nullable Nested<S, E, C> nested;
  boolean isDeclaredEnd;

  StateDraft<S, E, C> copy() {
    StateDraft<S, E, C> copy = new StateDraft<>();
    copy.transitions.putAll(transitions);
    copy.reactionsByEvent.putAll(reactionsByEvent);
    copy.reaction = reaction;
    copy.enter = enter;
    copy.exit = exit;
    copy.nested = nested;
    copy.isDeclaredEnd = isDeclaredEnd;
    return copy;
  }

  @Nullable Reaction<E, C> reactionTo(E event) {
    Reaction<E, C> special = reactionsByEvent.get(event);
    return special == null ? reaction : special;
  }

  boolean reacts() {
    return reaction != null || !reactionsByEvent.isEmpty();
  }
}
