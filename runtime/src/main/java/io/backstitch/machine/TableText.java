package io.backstitch.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders a machine as a table: a line for each transition, and one for each end. */
final class TableText {

  private static final String GAP = "  ";
  private static final int COLUMNS = 4;

  /** How many states a title tells: all of them, for each, would become most of the text. */
  private static final int MAX_NAMES = 8;

  private final StringBuilder text = new StringBuilder();

  /** What is still to be added, the next first: machines may be nested deeper than any stack. */
  private final Deque<Runnable> todo = new ArrayDeque<>();

  /** The marks that were used, in the order in which they are explained. */
  private boolean hasNested;

  private boolean hasReactions;

  private TableText() {}

  /** Renders a machine, with the states it is in, if it is a run. */
  static <S, E, C extends @Nullable Object> String of(StateMachine<S, E, C> machine, List<S> path) {
    TableText table = new TableText();
    table.add(null, machine, path, 0, Map.of());
    while (!table.todo.isEmpty()) {
      table.todo.pop().run();
    }
    table.text.append('\n').append("^ start  $ end");
    if (table.hasReactions) {
      table.text.append("  ! reacts");
    }
    if (table.hasNested) {
      table.text.append("  + a machine itself");
    }
    if (!path.isEmpty()) {
      table.text.append("  @ here");
    }
    return table.text.append('\n').toString();
  }

  /** Where a nested machine is: the state that it is, within the one around. */
  private record Place(@Nullable Place around, String state) {

    String title() {
      Deque<String> names = new ArrayDeque<>();
      Place place = this;
      while (place != null && names.size() < MAX_NAMES) {
        names.push(place.state);
        place = place.around;
      }
      return (place == null ? "" : "... / ") + String.join(" / ", names);
    }
  }

  /**
   * Adds a machine, and leaves those nested in it to be done next.
   *
   * @param depth where in the path its state is; beyond its end if the run is not in it
   */
  private <S, E, C extends @Nullable Object> void add(
      @Nullable Place place,
      StateMachine<S, E, C> machine,
      List<S> path,
      int depth,
      Map<S, E> ends) {
    @Nullable S here = depth < path.size() ? path.get(depth) : null;
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"", "STATE", "EVENT", "LEADS TO"});
    machine.drafts().forEach((state, draft) -> addRows(rows, machine, state, draft, here, ends));
    if (place != null) {
      text.append('\n').append(place.title()).append(":\n");
    }
    print(rows);
    Deque<Runnable> nested = new ArrayDeque<>();
    machine
        .drafts()
        .forEach(
            (state, draft) -> {
              Nested<S, E, C> inner = draft.nested;
              if (inner != null) {
                Place within = new Place(place, plain(state));
                int at = state.equals(here) ? depth + 1 : path.size();
                nested.push(() -> add(within, inner.machine(), path, at, inner.ends()));
              }
            });
    // The first of them is to be on top.
    nested.forEach(todo::push);
  }

  private <S, E, C extends @Nullable Object> void addRows(
      List<String[]> rows,
      StateMachine<S, E, C> machine,
      S state,
      StateDraft<S, E, C> draft,
      @Nullable S here,
      Map<S, E> ends) {
    hasNested |= draft.nested != null;
    hasReactions |= draft.reacts();
    String marks =
        (state.equals(here) ? "@" : "")
            + (state.equals(machine.start()) ? "^" : "")
            + (draft.transitions.isEmpty() ? "$" : "")
            + (draft.reacts() ? "!" : "")
            + (draft.nested != null ? "+" : "");
    if (draft.transitions.isEmpty()) {
      E given = ends.get(state);
      rows.add(
          new String[] {marks, plain(state), given == null ? "" : "gives " + plain(given), ""});
      return;
    }
    String name = plain(state);
    for (Map.Entry<E, S> transition : draft.transitions.entrySet()) {
      rows.add(
          new String[] {marks, name, plain(transition.getKey()), plain(transition.getValue())});
      marks = "";
      name = "";
    }
  }

  private void print(List<String[]> rows) {
    int[] widths = new int[COLUMNS];
    for (String[] row : rows) {
      for (int i = 0; i < COLUMNS; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < COLUMNS; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length())).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  /** The name of a state or event, on one line. */
  private static String plain(Object name) {
    return name.toString().replace("\r", "\\r").replace("\n", "\\n");
  }
}
