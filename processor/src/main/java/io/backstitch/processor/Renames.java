package io.backstitch.processor;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.VariableElement;

/** Reads what the symbols of a sub-flow are called in the flow around. */
final class Renames {

  private final VariableElement field;
  private final AnnotationMirror subflow;
  private final String shown;
  private final Locator locator;
  private final List<Report> reports;

  Renames(
      VariableElement field,
      AnnotationMirror subflow,
      String shown,
      Locator locator,
      List<Report> reports) {
    this.field = field;
    this.subflow = subflow;
    this.shown = shown;
    this.locator = locator;
    this.reports = reports;
  }

  /** The names by those that the sub-flow has for its symbols, each with what gives it. */
  Map<String, TaskModel.Name> read(
      List<SubflowModel.Slot> inputs, List<SubflowModel.Slot> outputs) {
    Map<String, TaskModel.Name> names = new LinkedHashMap<>();
    At at = locator.at(field, subflow, null);
    Stream.concat(inputs.stream(), outputs.stream())
        .forEach(slot -> names.put(slot.name(), new TaskModel.Name(at, slot.name())));
    Set<String> renamed = new LinkedHashSet<>();
    for (AnnotationValue value : Mirrors.items(subflow, "rename")) {
      read(value.getValue().toString(), locator.at(field, subflow, value), names, renamed);
    }
    clashes(names);
    return names;
  }

  /** All names that the symbols may have been meant to have in the flow around. */
  Set<String> mentioned(Map<String, TaskModel.Name> names) {
    Set<String> all = new LinkedHashSet<>(names.keySet());
    names.values().forEach(ours -> all.add(ours.name()));
    for (AnnotationValue value : Mirrors.items(subflow, "rename")) {
      all.addAll(List.of(value.getValue().toString().split("\\W+")));
    }
    return all;
  }

  private void read(String text, At at, Map<String, TaskModel.Name> names, Set<String> renamed) {
    int sign = text.indexOf('=');
    String theirs = sign < 0 ? text : text.substring(0, sign);
    String ours = text.substring(sign + 1);
    if (sign < 0 || !text.strip().equals(text) || theirs.isEmpty() || !isName(ours)) {
      report(
          at,
          "'"
              + text
              + "' in rename is not \"theirs=ours\", a symbol of "
              + shown
              + " and the name that it has here, which must be a Java identifier that is no keyword"
              + " and no method of Object");
    } else if (!names.containsKey(theirs)) {
      List<String> near = Near.to(theirs, names.keySet());
      report(
          at,
          "rename names the symbol '"
              + theirs
              + "', but "
              + shown
              + " neither takes nor provides it. "
              + (near.isEmpty()
                  ? names.isEmpty() ? "It has no symbols" : "It has " + Near.list(names.keySet())
                  : "Did you mean '" + near.get(0) + "'?"));
    } else if (!renamed.add(theirs)) {
      report(at, "rename gives '" + theirs + "' of " + shown + " two names. Keep one");
    } else {
      names.put(theirs, new TaskModel.Name(at, ours));
    }
  }

  private static boolean isName(String ours) {
    return Words.canNameComponent(ours);
  }

  private void clashes(Map<String, TaskModel.Name> names) {
    Map<String, String> taken = new HashMap<>();
    names.forEach(
        (theirs, ours) -> {
          String other = taken.putIfAbsent(ours.name(), theirs);
          if (other != null) {
            boolean written = !theirs.equals(ours.name());
            report(
                written ? ours.at() : Objects.requireNonNull(names.get(other)).at(),
                "The symbols '"
                    + other
                    + "' and '"
                    + theirs
                    + "' of "
                    + shown
                    + " would both be called '"
                    + ours.name()
                    + "' here. Rename one of them to something else");
          }
        });
  }

  private void report(At at, String text) {
    reports.add(Report.error(Kind.BAD_SUBFLOW, at, text));
  }
}
