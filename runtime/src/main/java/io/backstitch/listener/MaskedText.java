package io.backstitch.listener;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a value for a report: one line, cut off where it gets long, without what is to be
 * masked.
 *
 * @param masked the names of symbols, and of keys of maps, whose values are not shown
 */
record MaskedText(Set<String> masked) {

  private static final int LONGEST = 200;
  private static final String HIDDEN = "***";

  /**
   * Shows a value.
   *
   * @param symbols the symbols that it is the value of, or has the values of
   */
  String of(Set<String> symbols, @Nullable Object value) {
    if (symbols.stream().anyMatch(masked::contains)) {
      return HIDDEN;
    }
    String line = textOf(value).replaceAll("\\R", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  /** One value that can't be shown must not keep the report from telling all the rest. */
  private String textOf(@Nullable Object value) {
    try {
      StringBuilder text = new StringBuilder();
      append(value, text);
      return text.toString();
    } catch (StackOverflowError e) {
      return notShown(e);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return notShown(e);
    }
  }

  private static String notShown(Throwable thrown) {
    return "(" + thrown.getClass().getName() + " when shown)";
  }

  /** Ends where the text gets too long, so however much there is, or if it is in itself. */
  private void append(@Nullable Object value, StringBuilder text) {
    if (masked.isEmpty()) {
      text.append(value);
    } else if (value instanceof Map<?, ?> map) {
      text.append('{');
      String separator = "";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (text.length() > LONGEST) {
          return;
        }
        text.append(separator).append(entry.getKey()).append('=');
        if (masked.contains(String.valueOf(entry.getKey()))) {
          text.append(HIDDEN);
        } else {
          append(entry.getValue(), text);
        }
        separator = ", ";
      }
      text.append('}');
    } else if (value instanceof Collection<?> collection) {
      text.append('[');
      String separator = "";
      for (Object each : collection) {
        if (text.length() > LONGEST) {
          return;
        }
        text.append(separator);
        append(each, text);
        separator = ", ";
      }
      text.append(']');
    } else {
      text.append(value);
    }
  }
}
