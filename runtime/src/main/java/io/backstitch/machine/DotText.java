package io.backstitch.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Renders a machine in the DOT language. A nested machine is a frame beside the state that it is.
 */
final class DotText {

  private final StringBuilder text = new StringBuilder();

  private DotText() {}

  static String of(StateMachine<?, ?, ?> machine, String name) {
    DotText dot = new DotText();
    dot.text.append("digraph ").append(quoted(name)).append(" {\n");
    dot.line(1, "rankdir=LR;");
    dot.line(1, "node [shape=box, style=rounded];");
    dot.line(1, "start [shape=point];");
    String start = dot.add(machine, "s", 1);
    dot.line(1, "start -> " + start + ";");
    return dot.text.append("}\n").toString();
  }

  /** Adds a machine whose nodes are called by a prefix and a number; tells which is the start. */
  private <S, E, C extends @Nullable Object> String add(
      StateMachine<S, E, C> machine, String prefix, int depth) {
    Map<S, String> ids = new HashMap<>();
    for (S state : machine.states()) {
      String id = prefix + ids.size();
      ids.put(state, id);
      String end = machine.ends().contains(state) ? ", peripheries=2" : "";
      line(depth, id + " [label=" + quoted(state) + end + "];");
    }
    for (Transition<S, E> transition : machine.transitions()) {
      arrow(depth, id(ids, transition.from()), id(ids, transition.to()), transition.event(), "");
    }
    machine
        .drafts()
        .forEach(
            (state, draft) -> {
              if (draft.nested != null) {
                addNested(draft.nested, state, id(ids, state), depth);
              }
            });
    return id(ids, machine.start());
  }

  private <S, E, C extends @Nullable Object> void addNested(
      Nested<S, E, C> nested, S state, String id, int depth) {
    String prefix = id + "_";
    line(depth, "subgraph cluster_" + id + " {");
    line(depth + 1, "label=" + quoted(state) + ";");
    String start = add(nested.machine(), prefix, depth + 1);
    line(depth, "}");
    arrow(depth, id, start, nested.first(), ", style=dashed");
    int number = 0;
    for (S inner : nested.machine().states()) {
      E given = nested.ends().get(inner);
      if (given != null) {
        arrow(depth, prefix + number, id, given, ", style=dashed");
      }
      number++;
    }
  }

  private static <S> String id(Map<S, String> ids, S state) {
    return Objects.requireNonNull(ids.get(state));
  }

  private void arrow(int depth, String from, String to, Object event, String style) {
    line(depth, from + " -> " + to + " [label=" + quoted(event) + style + "];");
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  private static String quoted(Object name) {
    String escaped =
        name.toString()
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\r", "\\r")
            .replace("\n", "\\n");
    return '"' + escaped + '"';
  }
}
