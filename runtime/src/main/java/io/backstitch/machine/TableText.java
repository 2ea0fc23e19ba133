package io.backstitch.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders a machine as a table: a line for each transition, and one for each end. */
final class TableText {

  private static final String GAP = "  ";
  private static final int COLUMNS = 4;

  private final StringBuilder text = new StringBuilder();

  /** The marks that were used, in the order in which they are explained. */
  private boolean hasNested;

  private boolean hasReactions;

  private TableText() {}

  /** Renders a machine, with the states it is in, if it is a run. */
  static <S, E, C extends @Nullable Object> String of(StateMachine<S, E, C> machine, List<S> path) {
    TableText table = new TableText();
    table.add("", machine, path, Map.of());
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

  private <S, E, C extends @Nullable Object> void add(
      String title, StateMachine<S, E, C> machine, List<S> path, Map<S, E> ends) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"", "STATE", "EVENT", "LEADS TO"});
    machine.drafts().forEach((state, draft) -> addRows(rows, machine, state, draft, path, ends));
    if (!title.isEmpty()) {
      text.append('\n').append(title).append(":\n");
    }
    print(rows);
    machine
        .drafts()
        .forEach(
            (state, draft) -> {
              Nested<S, E, C> nested = draft.nested;
              if (nested != null) {
                boolean isHere = !path.isEmpty() && path.get(0).equals(state);
                String prefix = title.isEmpty() ? "" : title + " / ";
                add(
                    prefix + plain(state),
                    nested.machine(),
                    isHere ? path.subList(1, path.size()) : List.of(),
                    nested.ends());
              }
            });
  }

  private <S, E, C extends @Nullable Object> void addRows(
      List<String[]> rows,
      StateMachine<S, E, C> machine,
      S state,
      StateDraft<S, E, C> draft,
      List<S> path,
      Map<S, E> ends) {
    hasNested |= draft.nested != null;
    hasReactions |= draft.reacts();
    boolean isHere = !path.isEmpty() && path.get(0).equals(state);
    String marks =
        (isHere ? "@" : "")
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
