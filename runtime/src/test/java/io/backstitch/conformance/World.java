package io.backstitch.conformance;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The outside of one scenario: how often everything was called, and with what. It outlives engines
 * and crashes.
 */
final class World {

  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, ArrayNode> calls = new TreeMap<>();

  /** Which call of a method this is, from 1. */
  synchronized int count(String name, String method) {
    return counts.merge(name + " " + method, 1, Integer::sum);
  }

  synchronized void log(String name, ObjectNode call) {
    calls.computeIfAbsent(name, n -> Json.array()).add(call);
  }

  synchronized ObjectNode calls() {
    ObjectNode all = Json.object();
    calls.forEach((name, list) -> all.set(name, list.deepCopy()));
    return all;
  }
}
