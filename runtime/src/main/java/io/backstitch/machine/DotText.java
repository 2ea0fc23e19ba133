package io.backstitch.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renders a machine in the DOT language. A nested machine is a frame beside the state that it is.
 */
final class DotText {

  /** Deeper than this nobody looks at the spaces, and they would become most of the text. */
  private static final int MAX_INDENT = 8;

  private final StringBuilder text = new StringBuilder();

  /** What is still to be added, the next first: machines may be nested deeper than any stack. */
  private final Deque<Runnable> todo = new ArrayDeque<>();

  /** How many nested machines have been added. */
  private int nestedMachines;

  private DotText() {}

  static String of(StateMachine<?, ?, ?> machine, String name) {
    DotText dot = new DotText();
    dot.text.append("digraph ").append(quoted(name)).append(" {\n");
    dot.line(1, "rankdir=LR;");
    dot.line(1, "node [shape=box, style=rounded];");
    dot.line(1, "start [shape=point];");
    dot.add(machine, "s", 1);
    while (!dot.todo.isEmpty()) {
      dot.todo.pop().run();
    }
    dot.line(1, "start -> " + start(machine, "s") + ";");
    return dot.text.append("}\n").toString();
  }

  /**
   * Adds a machine, and leaves those nested in it to be done next. Its states are called by a
   * prefix and a number.
   */
  private <S, E, C extends @Nullable Object> void add(
      StateMachine<S, E, C> machine, String prefix, int depth) {
    Map<S, String> ids = new HashMap<>();
    Set<S> ends = machine.ends();
    for (S state : machine.states()) {
      String id = prefix + ids.size();
      ids.put(state, id);
      String end = ends.contains(state) ? ", peripheries=2" : "";
      line(depth, id + " [label=" + quoted(state) + end + "];");
    }
    for (Transition<S, E> transition : machine.transitions()) {
      arrow(depth, id(ids, transition.from()), id(ids, transition.to()), transition.event(), "");
    }
    Deque<Runnable> nested = new ArrayDeque<>();
    machine
        .drafts()
        .forEach(
            (state, draft) -> {
              if (draft.nested != null) {
                Nested<S, E, C> inner = draft.nested;
                nested.push(() -> addNested(inner, state, id(ids, state), depth));
              }
            });
    // The first of them is to be on top.
    nested.forEach(todo::push);
  }

  private <S, E, C extends @Nullable Object> void addNested(
      Nested<S, E, C> nested, S state, String id, int depth) {
    // A number of its own: with the name of the state around, names would grow with the depth.
    String frame = "m" + ++nestedMachines;
    String prefix = frame + "_";
    line(depth, "subgraph cluster_" + frame + " {");
    line(depth + 1, "label=" + quoted(state) + ";");
    todo.push(() -> closeNested(nested, prefix, id, depth));
    add(nested.machine(), prefix, depth + 1);
  }

  private <S, E, C extends @Nullable Object> void closeNested(
      Nested<S, E, C> nested, String prefix, String id, int depth) {
    line(depth, "}");
    arrow(depth, id, start(nested.machine(), prefix), nested.first(), ", style=dashed");
    int number = 0;
    for (S inner : nested.machine().states()) {
      E given = nested.ends().get(inner);
      if (given != null) {
        arrow(depth, prefix + number, id, given, ", style=dashed");
      }
      number++;
    }
  }

  /** What the start state of a machine is called. */
  private static String start(StateMachine<?, ?, ?> machine, String prefix) {
    return prefix + List.copyOf(machine.states()).indexOf(machine.start());
  }

  private static <S> String id(Map<S, String> ids, S state) {
    return Objects.requireNonNull(ids.get(state));
  }

  private void arrow(int depth, String from, String to, Object event, String style) {
    line(depth, from + " -> " + to + " [label=" + quoted(event) + style + "];");
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(Math.min(depth, MAX_INDENT))).append(line).append('\n');
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
