package io.backstitch.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Notifications of the steps of an outcome. */
final class Events {

  private Events() {}

  /** The states that each name had during a step. */
  static Map<String, List<String>> of(JsonNode step) {
    Map<String, List<String>> all = new TreeMap<>();
    for (JsonNode event : step.path("events")) {
      all.computeIfAbsent(event.get(0).stringValue(), name -> new ArrayList<>())
          .add(event.get(1).stringValue());
    }
    step.path("sequences").forEachEntry((name, states) -> all.put(name, Json.strings(states)));
    return all;
  }

  /** Where each notification is in the whole order: by name, state, and how often it occurred. */
  static Map<String, Integer> places(JsonNode steps, int count) {
    Map<String, Integer> places = new HashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < count; i++) {
      for (JsonNode event : steps.get(i).path("events")) {
        String what = event.get(0).stringValue() + " " + event.get(1).stringValue();
        places.put(what + " " + seen.merge(what, 1, Integer::sum), places.size());
      }
    }
    return places;
  }
}
