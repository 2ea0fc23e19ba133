package io.backstitch.listener;

import io.backstitch.engine.RunView;
import io.backstitch.internal.Near;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Draws what led to a failure: the atom that failed, and as a tree below it those before it, each
 * with its state, and if asked for, with what it got and what it returned.
 *
 * <p>Values are left out unless {@link #withValues} says otherwise, since logs are read by more
 * people than databases. Immutable, safe for use by any thread.
 *
 * <p>The idea is TaskFlow's failure formatter.
 */
public final class FailureReport {

  /** So that the report of a large flow stays readable: the atoms closest to the failure count. */
  private static final int MAX_LINES = 100;

  private final boolean showsValues;
  private final MaskedText values;

  private FailureReport(boolean showsValues, Set<String> masked) {
    this.showsValues = showsValues;
    this.values = new MaskedText(masked);
  }

  /**
   * A report of names and states.
   *
   * @return the report
   */
  public static FailureReport ofStates() {
    return new FailureReport(false, Set.of());
  }

  /**
   * A report that also shows values, as their {@code toString} gives them, cut off after 200
   * characters.
   *
   * <p>One report serves flows with different symbols, so a name that a flow does not have is no
   * error. A misspelt one masks nothing: the value is shown. If a name is nearly that of a symbol
   * which is shown, the report asks whether that was meant.
   *
   * @param masked the names that symbols have in the flow whose values are shown as {@code ***}; in
   *     maps, at any depth, the values of keys of these names, too
   * @return the report
   */
  public static FailureReport withValues(String... masked) {
    return new FailureReport(true, Set.of(masked));
  }

  /**
   * Draws the report.
   *
   * @param atom the name of the atom that failed
   * @param run the run, while the listener is told of the failure
   * @return several lines, of which the last does not end
   */
  public String draw(String atom, RunView run) {
    StringBuilder text = new StringBuilder();
    Drawing drawing = new Drawing(run, text);
    drawing.line("", atom);
    drawing.before(atom, "");
    values.masked().stream().sorted().forEach(drawing::tellIfMisspelt);
    return text.toString();
  }

  private final class Drawing {

    private final RunView run;
    private final StringBuilder text;
    private final Set<String> drawn = new HashSet<>();

    /** The symbols whose values are shown. */
    private final Set<String> shown = new TreeSet<>();

    private int lines;

    Drawing(RunView run, StringBuilder text) {
      this.run = run;
      this.text = text;
    }

    /** Somebody who misspelt a name believes that its value is not shown. */
    void tellIfMisspelt(String mask) {
      String question = shown.contains(mask) ? "" : Near.question(mask, shown, "%s");
      if (!question.isEmpty()) {
        text.append("\n(nothing here is called '")
            .append(mask)
            .append("', which is to be masked; ")
            .append(question)
            .append(')');
      }
    }

    /**
     * Draws what is before an atom. Deep flows end at the limit of lines, so this can't go deep.
     */
    void before(String atom, String indent) {
      List<String> before = run.before(atom);
      for (int i = 0; i < before.size(); i++) {
        boolean isLast = i == before.size() - 1;
        if (lines >= MAX_LINES) {
          text.append('\n').append(indent).append("`- ...");
          return;
        }
        String each = before.get(i);
        text.append('\n');
        if (drawn.contains(each)) {
          lines++;
          text.append(indent).append(isLast ? "`- " : "|- ").append(each).append(" (see above)");
        } else {
          line(indent + (isLast ? "`- " : "|- "), each);
          before(each, indent + (isLast ? "   " : "|  "));
        }
      }
    }

    void line(String indent, String atom) {
      lines++;
      drawn.add(atom);
      text.append(indent).append(atom).append(' ').append(run.state(atom));
      if (showsValues) {
        Map<String, @Nullable Object> arguments = run.arguments(atom);
        if (!arguments.isEmpty()) {
          Map<String, String> got = new LinkedHashMap<>();
          arguments.forEach((symbol, value) -> got.put(symbol, values.of(Set.of(symbol), value)));
          text.append(", got ").append(got);
          shown.addAll(got.keySet());
        }
        Set<String> provided = Set.copyOf(run.provides(atom));
        Object result = run.result(atom);
        if (result != null && !provided.isEmpty()) {
          text.append(", returned ").append(values.of(provided, result));
          shown.addAll(provided);
        }
      }
    }
  }
}
