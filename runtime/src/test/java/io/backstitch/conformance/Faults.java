package io.backstitch.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * D4, D5 and D6: something breaks TaskFlow's engine, and Backstitch carries on. Up to there what
 * was recorded is expected. What broke the engine then is a failure of the atom it belongs to, or
 * none at all if it was an optional argument. From there on what is expected is what Backstitch
 * promises.
 */
final class Faults {

  private final JsonNode scenario;
  private final JsonNode expected;
  private final JsonNode got;
  private final int fault;
  private final List<String> problems = new ArrayList<>();

  private Faults(JsonNode scenario, JsonNode expected, JsonNode got, int fault) {
    this.scenario = scenario;
    this.expected = expected;
    this.got = got;
    this.fault = fault;
  }

  /**
   * Whether something broke the engine: it raises more than the reverts that failed, and than the
   * failures that it was told not to resolve.
   */
  static boolean isFault(JsonNode step, boolean neverResolves) {
    if (!step.get("op").stringValue().equals("run")
        || !step.get("flow_state").stringValue().equals("FAILURE")
        || Events.of(step).isEmpty()) {
      return false;
    }
    JsonNode raised = step.get("raised");
    int count =
        raised.isNull() ? 0 : raised.path("failures").isArray() ? raised.get("failures").size() : 1;
    int ordinary = count(step, "REVERT_FAILURE") + (neverResolves ? count(step, "FAILURE") : 0);
    return count > ordinary;
  }

  /** How many atoms had a state during a step, each as often as it had it. */
  private static int count(JsonNode step, String state) {
    Map<String, List<String>> atoms = Events.of(step);
    atoms.remove("$flow");
    return (int) atoms.values().stream().flatMap(List::stream).filter(state::equals).count();
  }

  /** All that is not as expected in a step that broke the engine, and in those after it. */
  static List<String> problems(JsonNode scenario, JsonNode expected, JsonNode got, int fault) {
    Faults faults = new Faults(scenario, expected, got, fault);
    if (got.has("build_error")) {
      return List.of("build error: " + got.get("build_error"));
    }
    faults.compareBeginning();
    faults.compareStuck();
    faults.compareDeciders();
    faults.checkPromises();
    if (faults.isLastRun()) {
      faults.compareCalls();
    }
    if (faults.isAllShown()) {
      faults.checkReverts();
    }
    return faults.problems;
  }

  private JsonNode recorded() {
    return expected.get("steps").get(fault);
  }

  private JsonNode mine() {
    return got.get("steps").get(fault);
  }

  private String where() {
    return "step " + fault + " (fault) ";
  }

  /** What TaskFlow shows before it breaks: all but that it does. */
  private Map<String, List<String>> shown() {
    Map<String, List<String>> shown = Differences.withoutSuspending(Events.of(recorded()));
    List<String> flow = shown.get("$flow");
    shown.put("$flow", flow.subList(0, flow.size() - 1));
    return shown;
  }

  /**
   * All that TaskFlow shows of an atom is shown of it first, and in that order. Where threads race,
   * an atom may also not have got that far when the failure came.
   */
  private void compareBeginning() {
    Map<String, List<String>> shown = shown();
    Map<String, List<String>> found = Differences.withoutSuspending(Events.of(mine()));
    shown.forEach(
        (name, states) -> {
          List<String> all = found.getOrDefault(name, List.of());
          int same = 0;
          while (same < Math.min(states.size(), all.size())
              && all.get(same).equals(states.get(same))) {
            same++;
          }
          boolean isTurnedBack = same == all.size() || all.get(same).equals("REVERTING");
          if (same < states.size() && !(isParallel() && isTurnedBack)) {
            problems.add(where() + name + ": expected to begin with " + states + ", got " + all);
          }
        });
    if (expected.get("order").stringValue().equals("exact") && recorded().has("events")) {
      List<JsonNode> wanted = new ArrayList<>();
      Differences.withoutSuspending(recorded().get("events")).forEach(wanted::add);
      wanted.remove(wanted.size() - 1);
      List<JsonNode> first = firstOfEach(shown);
      if (!first.equals(wanted)) {
        problems.add(where() + "events: expected " + wanted + ", got " + first);
      }
    }
  }

  private boolean isParallel() {
    return recorded().has("sequences");
  }

  /** Of each name, as many events as TaskFlow shows of it, in the order in which they come. */
  private List<JsonNode> firstOfEach(Map<String, List<String>> shown) {
    Map<String, Integer> seen = new HashMap<>();
    List<JsonNode> first = new ArrayList<>();
    for (JsonNode event : Differences.withoutSuspending(mine().get("events"))) {
      String name = event.get(0).stringValue();
      if (seen.merge(name, 1, Integer::sum) <= shown.getOrDefault(name, List.of()).size()) {
        first.add(event);
      }
    }
    return first;
  }

  /** What an atom goes on with after all that TaskFlow shows of it; empty if it does not. */
  private String next(String atom) {
    int shown = shown().getOrDefault(atom, List.of()).size();
    List<String> all = Events.of(mine()).getOrDefault(atom, List.of());
    return all.size() > shown ? all.get(shown) : "";
  }

  /**
   * An atom that TaskFlow left in the middle lacks an argument. If it can do without, it goes on;
   * otherwise it has failed.
   */
  private void compareStuck() {
    recorded()
        .get("states")
        .forEachEntry(
            (atom, state) -> {
              List<String> shown = shown().getOrDefault(atom, List.of());
              String left = state.stringValue();
              boolean isStuck = left.equals("RUNNING") || left.equals("REVERTING");
              if (isStuck && !shown.isEmpty() && shown.get(shown.size() - 1).equals(left)) {
                String failure = left.equals("RUNNING") ? "FAILURE" : "REVERT_FAILURE";
                boolean mayGoOn = !optional(scenario.get("flow"), atom, left).isEmpty();
                if (mayGoOn || isResting()) {
                  return;
                }
                if (next(atom).equals(failure)) {
                  compareFailure(atom, failure);
                } else {
                  problems.add(where() + atom + ": expected " + failure + ", got " + next(atom));
                }
              }
            });
  }

  /** The failure of an atom is what broke TaskFlow's engine, as far as no other came after it. */
  private void compareFailure(String atom, String state) {
    boolean isLast = fault == got.get("steps").size() - 1;
    if (!isLast || Collections.frequency(Events.of(mine()).get(atom), state) > 1) {
      return;
    }
    JsonNode last = got.get("final");
    JsonNode failure =
        last.get(state.equals("FAILURE") ? "execute_failures" : "revert_failures").path(atom);
    JsonNode raised = recorded().get("raised");
    boolean isIt = raised.path("failures").valueStream().anyMatch(failure::equals);
    if (!isIt && !failure.equals(raised)) {
      problems.add(where() + atom + ": expected to fail with " + raised + ", got " + failure);
    }
  }

  /** Whether Backstitch came to rest, or crashed, as it was asked to, before it got any further. */
  private boolean isResting() {
    return mine().get("raised").path("type").asString("").equals("$crash")
        || mine().get("flow_state").stringValue().equals("SUSPENDED");
  }

  private static JsonNode optional(JsonNode spec, String atom, String left) {
    if (!spec.has("pattern")) {
      return spec.get("name").stringValue().equals(atom)
          ? spec.path(left.equals("RUNNING") ? "optional" : "revert_optional")
          : Json.array();
    }
    for (JsonNode child : spec.path("children")) {
      JsonNode found = optional(child, atom, left);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return Json.array();
  }

  /** An atom whose decider raises fails without having run. */
  private void compareDeciders() {
    if (!isLastRun() || isResting()) {
      return;
    }
    Order order = order(fault);
    expected
        .get("calls")
        .forEachEntry(
            (name, calls) -> {
              JsonNode last = calls.get(calls.size() - 1);
              if (last.get("do").stringValue().equals("decide") && !last.has("answer")) {
                String guarded = name.substring(name.indexOf("->") + 2);
                List<String> failing =
                    order.members().get(guarded).stream().filter(this::failsUncalled).toList();
                failing.forEach(atom -> compareFailure(atom, "FAILURE"));
                if (failing.isEmpty()) {
                  problems.add(where() + "nothing of " + guarded + " failed for its decider");
                }
              }
            });
  }

  private boolean failsUncalled(String atom) {
    List<String> shown = shown().getOrDefault(atom, List.of());
    boolean isStarted = !shown.isEmpty() && shown.get(shown.size() - 1).equals("RUNNING");
    return next(atom).equals("FAILURE") && !isStarted;
  }

  private boolean isLastRun() {
    JsonNode steps = scenario.get("steps");
    for (int i = fault + 1; i < steps.size(); i++) {
      if (steps.get(i).get("op").stringValue().equals("run")) {
        return false;
      }
    }
    return true;
  }

  private void checkPromises() {
    Promises promises = new Promises(scenario.get("engine").path("options"));
    if (fault > 0) {
      promises.begin(got.get("steps").get(fault - 1).get("states"));
    }
    Set<String> revertsAll = new HashSet<>();
    got.get("calls")
        .forEachEntry(
            (name, calls) -> {
              if (!calls.isEmpty() && calls.findValuesAsString("decision").contains("REVERT_ALL")) {
                revertsAll.add(name);
              }
            });
    for (int i = fault; i < got.get("steps").size(); i++) {
      JsonNode asked = scenario.get("steps").get(i);
      promises.check("step " + i + " ", order(i), asked, got.get("steps").get(i), revertsAll);
    }
    problems.addAll(promises.problems());
  }

  /** The order in the flow of a step: each new engine may bring another. */
  private Order order(int step) {
    JsonNode flow = scenario.get("flow");
    for (int i = 0; i <= step; i++) {
      JsonNode own = scenario.get("steps").get(i).path("flow");
      flow = own.isObject() ? own : flow;
    }
    return Order.of(flow);
  }

  /** What TaskFlow called is called first. */
  private void compareCalls() {
    CallLog log = CallLog.of(expected);
    Collection<String> unstable = Json.strings(expected.path("calls_unstable"));
    expected
        .get("calls")
        .forEachEntry(
            (name, calls) -> {
              JsonNode all = got.get("calls").path(name);
              int different = log.difference(calls, all, false);
              // Of several deciders of one atom, any may be the first.
              boolean mayBeFewer = isResting() || isParallel() || name.contains("->");
              boolean isLeftOut = mayBeFewer && different >= all.size();
              if (different >= 0 && !isLeftOut && !unstable.contains(name)) {
                problems.add(
                    where()
                        + "call %d of %s: expected %s, got %s"
                            .formatted(different, name, calls.get(different), all));
              }
            });
  }

  /**
   * What was called is undone by a call, and what failed before it was called is undone without.
   * Only a revert that lacks an argument fails without a call.
   */
  private void checkReverts() {
    for (String atom : order(fault).before().keySet()) {
      List<String> states = CallLog.states(got, atom);
      JsonNode calls = got.get("calls").path(atom);
      int uncalled = Collections.frequency(states, "RUNNING") - CallLog.count(calls, "execute");
      for (int i = 0; i < states.size(); i++) {
        boolean isStarted = i > 0 && states.get(i - 1).equals("RUNNING");
        uncalled += states.get(i).equals("FAILURE") && !isStarted ? 1 : 0;
      }
      int most = Collections.frequency(states, "REVERTING") - uncalled;
      int least = most - Collections.frequency(states, "REVERT_FAILURE");
      int reverts = CallLog.count(calls, "revert");
      if (reverts < least || reverts > most) {
        problems.add("%s: was %s, with the calls %s".formatted(atom, states, calls));
      }
    }
  }

  /** Whether every start of an atom shows, and everything that failed has been undone since. */
  private boolean isAllShown() {
    String state = got.get("final").get("flow_state").stringValue();
    return !Differences.options(scenario.get("engine").path("options")).neverResolve()
        && (state.equals("REVERTED") || state.equals("SUCCESS"))
        && scenario
            .get("steps")
            .valueStream()
            .allMatch(
                step ->
                    step.get("op").stringValue().equals("run")
                        && !step.has("crash_after")
                        && !step.has("crash_on"));
  }
}
