package io.backstitch.conformance;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Compares the calls of one atom or decider with those recorded.
 *
 * <p>A retry controller may be asked about a failure that it was asked about before, when a run
 * carries on. TaskFlow asks again whenever it finds an atom that has failed and is not undone yet;
 * Backstitch has stored the decision. But it stores it together with the failure, before anybody
 * hears of that, so if it crashes in between, the atom runs again, and it is Backstitch that asks
 * again. A question is the same one if nothing else was called between and all that is told is
 * equal.
 *
 * @param recordedAgain how often TaskFlow may ask again: in how many steps it carries on with an
 *     atom that has failed
 * @param mineAgain how often Backstitch may: how many steps carry on after a crash
 */
record CallLog(int recordedAgain, int mineAgain) {

  /** What a scenario leaves room for. */
  static CallLog of(JsonNode expected) {
    int recorded = 0;
    int crashes = 0;
    JsonNode before = Json.object();
    for (JsonNode step : expected.get("steps")) {
      if (step.get("op").stringValue().equals("run")) {
        recorded += has(before.path("states"), "FAILURE") ? 1 : 0;
        crashes += step.get("raised").path("type").asString("").equals("$crash") ? 1 : 0;
      }
      before = step;
    }
    return new CallLog(recorded, crashes);
  }

  private static boolean has(JsonNode states, String wanted) {
    return states.valueStream().anyMatch(state -> state.stringValue().equals(wanted));
  }

  /**
   * Compares.
   *
   * @param isWhole whether nothing more may have been called than was recorded
   * @return the first call that is not as recorded, or -1
   */
  int difference(JsonNode recorded, JsonNode mine, boolean isWhole) {
    int recordedSkips = 0;
    int mineSkips = 0;
    int at = 0;
    int i = 0;
    while (i < recorded.size() || (isWhole && at < mine.size())) {
      if (i < recorded.size() && recorded.path(i).equals(mine.path(at))) {
        i++;
        at++;
      } else if (recordedSkips < recordedAgain && isAskedAgain(recorded, i)) {
        recordedSkips++;
        i++;
      } else if (mineSkips < mineAgain && isAskedAgain(mine, at)) {
        mineSkips++;
        at++;
      } else {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAskedAgain(JsonNode calls, int at) {
    return at > 0
        && calls.path(at).path("do").asString("").equals("on_failure")
        && calls.get(at).equals(calls.get(at - 1));
  }

  static int count(JsonNode calls, String method) {
    return (int)
        calls.valueStream().filter(call -> call.get("do").stringValue().equals(method)).count();
  }

  /** The states that an atom had in all steps. */
  static List<String> states(JsonNode outcome, String atom) {
    return outcome
        .get("steps")
        .valueStream()
        .flatMap(step -> Events.of(step).getOrDefault(atom, List.of()).stream())
        .toList();
  }
}
