package io.backstitch.conformance;

import io.backstitch.FlowState;
import io.backstitch.engine.EngineOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where Backstitch differs from TaskFlow on purpose, and how scenarios are compared all the same.
 * The numbers are those of the list of differences. Nothing here knows a scenario by its name.
 *
 * <ul>
 *   <li>D1 and D2 are options of the engine: see {@link #options}.
 *   <li>D3, the order among equals, is what scenarios of partial order leave open.
 *   <li>D7: see {@link StaleFailures}.
 *   <li>D4, D5 and D6: see {@link Faults}.
 *   <li>What a retry controller is asked again when a run carries on: see {@link CallLog}.
 *   <li>D9 and D12 end the comparison: see {@link #firstStep}.
 *   <li>D18: what is raised is made of the failures that the storage lists.
 * </ul>
 */
final class Differences {

  /**
   * The comparison ends before a step.
   *
   * @param step the first step that is not compared
   * @param difference its number
   */
  record Cut(int step, String difference) {

    /** Whether there is something else to be expected from that step on. */
    boolean isFault() {
      return !difference.equals("D9") && !difference.equals("D12");
    }

    @Override
    public String toString() {
      return (isFault() ? "with an own expectation from " : "up to ") + difference;
    }
  }

  private Differences() {}

  /** D1 and D2: TaskFlow's ways, where Backstitch has them. */
  static EngineOptions options(JsonNode spec) {
    return EngineOptions.DEFAULT
        .deferReverts(spec.path("defer_reverts").asBoolean(false))
        .neverResolve(spec.path("never_resolve").asBoolean(false))
        .wholeRounds(true);
  }

  /** The first step in which TaskFlow does what Backstitch does not want to do. */
  static Optional<Cut> firstStep(JsonNode scenario, JsonNode expected) {
    boolean neverResolves = options(scenario.get("engine").path("options")).neverResolve();
    String before = "PENDING";
    for (int i = 0; i < expected.get("steps").size(); i++) {
      JsonNode step = expected.get("steps").get(i);
      String op = step.get("op").stringValue();
      if (before.equals("FAILURE") && op.equals("run") && !isRefused(step)) {
        return Optional.of(new Cut(i, "D9"));
      }
      if ((before.equals("FAILURE") || before.equals("SUSPENDED")) && op.equals("reset")) {
        return Optional.of(new Cut(i, "D12"));
      }
      if (isRaceOfCrash(expected, step)) {
        return Optional.of(new Cut(i, "D4"));
      }
      if (Faults.isFault(step, neverResolves)) {
        return Optional.of(new Cut(i, fault(step)));
      }
      before = step.get("flow_state").stringValue();
    }
    return Optional.empty();
  }

  /**
   * TaskFlow ignores a request to suspend a flow that is at rest, even if a run is about to begin:
   * it is not made then.
   */
  static boolean maySuspend(FlowState state) {
    return state == FlowState.RUNNING || state == FlowState.SUSPENDING;
  }

  /**
   * TaskFlow shows SUSPENDING from within the request. Backstitch takes the request after what is
   * being shown, all of which is stored together, and too late if that is the end of the run. So
   * when it is shown is left out of the comparison; that the run ends SUSPENDED is not.
   */
  static JsonNode withoutSuspending(JsonNode events) {
    ArrayNode kept = Json.array();
    for (JsonNode event : events) {
      if (!event.get(1).stringValue().equals("SUSPENDING")) {
        kept.add(event);
      }
    }
    return kept;
  }

  /** The same for the states of each name. */
  static Map<String, List<String>> withoutSuspending(Map<String, List<String>> states) {
    Map<String, List<String>> kept = new TreeMap<>(states);
    kept.computeIfPresent(
        "$flow", (name, all) -> all.stream().filter(s -> !s.equals("SUSPENDING")).toList());
    return kept;
  }

  /**
   * Of atoms that are handed to threads together, the one of higher priority is handed over first,
   * which is when TaskFlow calls it RUNNING. Backstitch does so when a thread begins with it.
   */
  static boolean isAboutStarts(String[] sides) {
    return Stream.of(sides)
        .allMatch(side -> side.contains(" RUNNING ") || side.contains(" REVERTING "));
  }

  /** Whether it was an accident that the process died before it asked some decider, or after. */
  private static boolean isRaceOfCrash(JsonNode expected, JsonNode step) {
    return step.get("raised").path("type").asString("").equals("$crash")
        && Json.strings(expected.path("calls_unstable")).stream()
            .anyMatch(name -> name.contains("->"));
  }

  private static boolean isRefused(JsonNode step) {
    return Events.of(step).isEmpty();
  }

  private static String fault(JsonNode step) {
    // What could not start for want of a value is left RUNNING.
    Map<String, Boolean> types = Map.of("NotFound", true);
    return types.containsKey(step.get("raised").path("type").asString("")) ? "D6" : "D4";
  }

  /**
   * Atoms without the intentions of those that have not started: TaskFlow also tells them to revert
   * when the whole flow turns back, where Backstitch says once of the run that it is on its way
   * back, and has nothing to do about them.
   */
  static JsonNode withoutIntentionsOfWaiting(JsonNode atoms) {
    JsonNode copy = atoms.deepCopy();
    for (JsonNode atom : copy) {
      if (atom.path("state").stringValue("").equals("PENDING")) {
        ((ObjectNode) atom).remove("intention");
      }
    }
    return copy;
  }
}
