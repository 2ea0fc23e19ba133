package io.backstitch.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds where what happened is not what was to be expected. */
final class Comparison {

  private static final int SHOWN = 600;

  private final JsonNode expected;
  private final JsonNode got;
  private final List<String> problems = new ArrayList<>();

  private Comparison(JsonNode expected, JsonNode got) {
    this.expected = expected;
    this.got = got;
  }

  /** All differences in the steps before one, or in the whole outcome if it is past the last. */
  static List<String> problems(JsonNode expected, JsonNode got, int end) {
    Comparison comparison = new Comparison(expected, got);
    comparison.compare(end);
    return comparison.problems;
  }

  private void compare(int end) {
    if (expected.has("build_error") || got.has("build_error")) {
      differ("build error", expected.path("build_error"), got.path("build_error"));
      return;
    }
    differ("flow", expected.get("flow"), got.get("flow"));
    if (expected.has("compiled")) {
      differ("compiled", expected.get("compiled"), got.get("compiled"));
    }
    int steps = Math.min(end, expected.get("steps").size());
    for (int i = 0; i < steps; i++) {
      compareStep(i, expected.get("steps").get(i), got.get("steps").get(i));
    }
    if (!isExact()) {
      checkConstraints(steps);
    }
    if (end >= expected.get("steps").size()) {
      compareFinal(expected.get("final"), got.get("final"));
      compareCalls();
    }
  }

  private boolean isExact() {
    return expected.get("order").stringValue().equals("exact");
  }

  private void compareStep(int number, JsonNode step, JsonNode mine) {
    String where = "step " + number + " (" + step.get("op").stringValue() + ") ";
    for (String key : List.of("raised", "flow_state", "states")) {
      differ(where + key, step.get(key), mine.get(key));
    }
    if (isExact() && step.has("events")) {
      differ(
          where + "events",
          Differences.withoutSuspending(step.get("events")),
          Differences.withoutSuspending(mine.get("events")));
      return;
    }
    Map<String, List<String>> wanted = Differences.withoutSuspending(Events.of(step));
    Map<String, List<String>> found = Differences.withoutSuspending(Events.of(mine));
    if (!wanted.equals(found)) {
      problems.add(where + "sequences: expected " + wanted + ", got " + found);
    }
  }

  private void checkConstraints(int steps) {
    boolean isParallel = !expected.get("steps").findValues("sequences").isEmpty();
    Map<String, Integer> places = Events.places(got.get("steps"), steps);
    for (String constraint : Json.strings(expected.path("constraints"))) {
      String[] sides = constraint.split(" < ", 2);
      Integer before = places.get(sides[0]);
      Integer after = places.get(sides[1]);
      if (before != null
          && after != null
          && before > after
          && !(isParallel && Differences.isAboutStarts(sides))) {
        problems.add("order: not so: " + constraint);
      }
    }
  }

  private void compareFinal(JsonNode last, JsonNode mine) {
    for (String key : List.of("flow_state", "execute_failures", "revert_failures", "fetch_all")) {
      differ("final " + key, last.get(key), mine.get(key));
    }
    JsonNode atoms = Differences.withoutIntentionsOfWaiting(last.get("atoms"));
    JsonNode myAtoms = Differences.withoutIntentionsOfWaiting(mine.get("atoms"));
    for (String name : atoms.propertyNames()) {
      differ("final " + name, atoms.get(name), myAtoms.path(name));
    }
    if (atoms.size() != myAtoms.size()) {
      problems.add("final atoms: " + myAtoms.propertyNames());
    }
  }

  private void compareCalls() {
    ObjectNode mine = (ObjectNode) got.get("calls").deepCopy();
    Json.strings(expected.path("calls_unstable")).forEach(mine::remove);
    JsonNode wanted = expected.get("calls");
    CallLog log = CallLog.of(expected);
    for (String name : wanted.propertyNames()) {
      JsonNode calls = mine.path(name);
      if (log.difference(wanted.get(name), calls, true) >= 0) {
        differ("calls of " + name, wanted.get(name), calls);
      }
    }
    mine.remove(wanted.propertyNames());
    if (!mine.isEmpty()) {
      problems.add("calls that were not expected: " + mine);
    }
  }

  private void differ(String what, JsonNode wanted, JsonNode found) {
    if (!wanted.equals(found)) {
      problems.add(what + ": expected " + shown(wanted) + ", got " + shown(found));
    }
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
