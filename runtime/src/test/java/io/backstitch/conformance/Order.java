package io.backstitch.conformance;

import io.backstitch.flow.FlowPattern;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.graph.FlowGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Who comes before whom in a scenario's flow, and which retry controllers are around whom.
 *
 * @param before the atoms before each atom, directly or not
 * @param after the atoms after each atom, directly or not
 * @param controllers the retry controllers around each atom, the innermost first
 * @param members the atoms of each task and flow by its name
 */
record Order(
    Map<String, Set<String>> before,
    Map<String, Set<String>> after,
    Map<String, List<String>> controllers,
    Map<String, Set<String>> members) {

  static Order of(JsonNode flow) {
    FlowPattern pattern = new FlowMaker(new Outside(new World())).makeRoot(flow);
    CompiledFlow compiled = CompiledFlow.compile(pattern.name(), pattern);
    Map<String, Set<String>> before = new HashMap<>();
    Map<String, Set<String>> after = new HashMap<>();
    for (String atom : compiled.atomNames()) {
      before.put(atom, new TreeSet<>());
      after.put(atom, new TreeSet<>());
    }
    for (FlowGraph.Link link : compiled.asGraph().links()) {
      before.get(link.to()).add(link.from());
      after.get(link.from()).add(link.to());
    }
    Order order = new Order(reachable(before), reachable(after), new HashMap<>(), new HashMap<>());
    order.nest(flow, List.of());
    return order;
  }

  private static Map<String, Set<String>> reachable(Map<String, Set<String>> direct) {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    for (String from : direct.keySet()) {
      Set<String> seen = new TreeSet<>();
      Deque<String> open = new ArrayDeque<>(direct.get(from));
      while (!open.isEmpty()) {
        String next = open.remove();
        if (seen.add(next)) {
          open.addAll(direct.get(next));
        }
      }
      all.put(from, seen);
    }
    return all;
  }

  private Set<String> nest(JsonNode spec, List<String> around) {
    String name = spec.get("name").stringValue();
    Set<String> atoms = new TreeSet<>();
    if (!spec.has("pattern")) {
      controllers.put(name, around);
      atoms.add(name);
    } else {
      List<String> inside = around;
      if (spec.hasNonNull("retry")) {
        String retry = spec.get("retry").path("name").asString(name + "_retry");
        controllers.put(retry, around);
        atoms.add(retry);
        inside = new ArrayList<>(List.of(retry));
        inside.addAll(around);
      }
      for (JsonNode child : spec.path("children")) {
        atoms.addAll(nest(child, inside));
      }
    }
    members.computeIfAbsent(name, n -> new TreeSet<>()).addAll(atoms);
    return atoms;
  }
}
