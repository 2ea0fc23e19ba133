package io.backstitch;

import io.backstitch.FlowRecord.Part;
import io.backstitch.FlowRecord.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link FlowRecord} as text: written by hand, so that it never changes, and short, as each run
 * has it.
 *
 * <p>A line for each node, of fields between tabs: the nodes before it; and, for an atom, what it
 * takes, {@code retry} or nothing, its version, its name, and the symbols that it provides. Nodes
 * are counted from 0, and so is what an atom takes: the symbols that atoms provide, in order of the
 * lines, then the inputs, which the first line names. {@code 3-7} stands for five numbers. A
 * parameter that has another name than its symbol comes before it, with an equals sign.
 */
final class FlowRecordText {

  private static final String SPECIAL = "\\\t\n\r,=";
  private static final String RETRY = "retry";

  private FlowRecordText() {}

  static String write(FlowRecord flow) {
    Map<Source, Integer> numbers = new LinkedHashMap<>();
    for (int node = 0; node < flow.size(); node++) {
      Part part = flow.part(node);
      if (part != null) {
        part.provides().forEach(each -> number(numbers, new Source(part.name(), each)));
      }
    }
    List<String> inputs = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int node = 0; node < flow.size(); node++) {
      List<String> fields = new ArrayList<>();
      Numbers before = new Numbers();
      Arrays.stream(flow.before(node)).forEach(before::add);
      fields.add(before.text());
      Part part = flow.part(node);
      if (part != null) {
        fields.add(takes(part, numbers, inputs));
        fields.add(part.isController() ? RETRY : "");
        fields.add(escaped(part.version()));
        fields.add(escaped(part.name()));
        part.provides().forEach(each -> fields.add(escaped(each)));
      }
      lines.add(String.join("\t", fields));
    }
    lines.add(0, String.join("\t", inputs));
    return String.join("\n", lines);
  }

  private static int number(Map<Source, Integer> numbers, Source source) {
    return numbers.computeIfAbsent(source, each -> numbers.size());
  }

  private static String takes(Part part, Map<Source, Integer> numbers, List<String> inputs) {
    Numbers taken = new Numbers();
    part.takes()
        .forEach(
            (parameter, sources) -> {
              for (Source source : sources) {
                if (!numbers.containsKey(source)) {
                  inputs.add(escaped(source.symbol()));
                }
                int number = number(numbers, source);
                if (parameter.equals(source.symbol())) {
                  taken.add(number);
                } else {
                  taken.add(escaped(parameter), number);
                }
              }
            });
    return taken.text();
  }

  /** Numbers as text, those that follow each other as one. */
  private static final class Numbers {

    private final StringBuilder text = new StringBuilder();
    private int first = -1;
    private int last = -1;

    void add(int number) {
      if (first < 0 || number != last + 1) {
        end();
        first = number;
      }
      last = number;
    }

    void add(String parameter, int number) {
      end();
      begin().append(parameter).append('=').append(number);
    }

    private void end() {
      if (first >= 0) {
        begin().append(first);
        if (last > first) {
          text.append('-').append(last);
        }
        first = -1;
      }
    }

    private StringBuilder begin() {
      return text.isEmpty() ? text : text.append(',');
    }

    String text() {
      end();
      return text.toString();
    }
  }

  /**
   * Reads what {@link #write} made.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static FlowRecord read(String text) {
    try {
      String[] lines = text.split("\n", -1);
      List<Source> sources = new ArrayList<>();
      for (int node = 1; node < lines.length; node++) {
        String[] fields = lines[node].split("\t", -1);
        for (int i = 5; i < fields.length; i++) {
          sources.add(new Source(plain(fields[4]), plain(fields[i])));
        }
      }
      if (!lines[0].isEmpty()) {
        for (String input : lines[0].split("\t", -1)) {
          sources.add(new Source(null, plain(input)));
        }
      }
      List<@Nullable Part> parts = new ArrayList<>();
      List<int[]> before = new ArrayList<>();
      for (int node = 1; node < lines.length; node++) {
        String[] fields = lines[node].split("\t", -1);
        before.add(numbers(fields[0]));
        parts.add(fields.length == 1 ? null : part(fields, sources));
      }
      return new FlowRecord(parts, before);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "What is stored of how its flow was made can't be understood: " + e.getMessage(), e);
    }
  }

  private static Part part(String[] fields, List<Source> sources) {
    Map<String, Set<Source>> takes = new HashMap<>();
    for (String each : fields[1].isEmpty() ? new String[0] : fields[1].split(",", -1)) {
      int equals = each.indexOf('=');
      for (int number : numbers(each.substring(equals + 1))) {
        Source source = sources.get(number);
        String parameter = equals < 0 ? source.symbol() : plain(each.substring(0, equals));
        takes.computeIfAbsent(parameter, name -> new LinkedHashSet<>()).add(source);
      }
    }
    return new Part(
        plain(fields[4]),
        plain(fields[3]),
        fields[2].equals(RETRY),
        Arrays.stream(fields).skip(5).map(FlowRecordText::plain).toList(),
        takes);
  }

  private static int[] numbers(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    return Arrays.stream(text.split(",", -1))
        .flatMapToInt(
            each -> {
              int dash = each.indexOf('-');
              int first = Integer.parseInt(dash < 0 ? each : each.substring(0, dash));
              int last = dash < 0 ? first : Integer.parseInt(each.substring(dash + 1));
              return IntStream.rangeClosed(first, last);
            })
        .toArray();
  }

  private static String escaped(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (SPECIAL.indexOf(c) < 0) {
        text.append(c);
      } else {
        text.append('\\').append(HexFormat.of().toHexDigits(c));
      }
    }
    return text.toString();
  }

  private static String plain(String escaped) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '\\') {
        name.append((char) HexFormat.fromHexDigits(escaped, i + 1, i + 5));
        i += 4;
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }
}
