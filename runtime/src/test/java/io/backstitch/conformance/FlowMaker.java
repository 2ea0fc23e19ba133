package io.backstitch.conformance;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.LinkDecider;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.UnorderedFlow;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the flows of scenarios. */
final class FlowMaker {

  private final Outside outside;

  FlowMaker(Outside outside) {
    this.outside = outside;
  }

  /** A flow, whether the scenario has one or a single task. */
  FlowPattern makeRoot(JsonNode spec) {
    FlowElement root = make(spec);
    return root instanceof FlowPattern flow ? flow : LinearFlow.named(root.name()).add(root);
  }

  private FlowElement make(JsonNode spec) {
    if (!spec.has("pattern")) {
      return new TaskMaker(outside).make(spec);
    }
    String name = spec.get("name").stringValue();
    RetryAtom retry =
        spec.hasNonNull("retry") ? new RetryMaker(outside).make(spec.get("retry"), name) : null;
    return switch (spec.get("pattern").stringValue()) {
      case "linear" -> linear(spec, name, retry);
      case "unordered" -> unordered(spec, name, retry);
      case "graph" -> graph(spec, name, retry);
      default -> throw new IllegalArgumentException("Unknown pattern: " + spec);
    };
  }

  private FlowPattern linear(JsonNode spec, String name, RetryAtom retry) {
    LinearFlow flow = LinearFlow.named(name);
    flow = retry == null ? flow : flow.retry(retry);
    for (JsonNode child : spec.path("children")) {
      flow = flow.add(make(child));
    }
    return flow;
  }

  private FlowPattern unordered(JsonNode spec, String name, RetryAtom retry) {
    UnorderedFlow flow = UnorderedFlow.named(name);
    flow = retry == null ? flow : flow.retry(retry);
    for (JsonNode child : spec.path("children")) {
      flow = flow.add(make(child));
    }
    return flow;
  }

  private FlowPattern graph(JsonNode spec, String name, RetryAtom retry) {
    GraphFlow flow = GraphFlow.named(name).strict();
    flow = retry == null ? flow : flow.retry(retry);
    for (JsonNode child : spec.path("children")) {
      flow = flow.add(make(child), resolve(child));
    }
    for (JsonNode link : spec.path("links")) {
      flow = link(flow, link);
    }
    return spec.has("target") ? flow.target(spec.get("target").stringValue()) : flow;
  }

  private static Set<GraphFlow.Resolve> resolve(JsonNode child) {
    Set<GraphFlow.Resolve> resolve = EnumSet.noneOf(GraphFlow.Resolve.class);
    if (child.path("resolve_requires").asBoolean(true)) {
      resolve.add(GraphFlow.Resolve.REQUIRED);
    }
    if (child.path("resolve_existing").asBoolean(true)) {
      resolve.add(GraphFlow.Resolve.EXISTING);
    }
    return resolve;
  }

  private GraphFlow link(GraphFlow flow, JsonNode link) {
    String from = link.get("from").stringValue();
    String to = link.get("to").stringValue();
    if (!link.has("decider")) {
      if (link.has("depth")) {
        throw new Refusal("ValueError");
      }
      return flow.link(from, to);
    }
    Depth depth = link.has("depth") ? depth(link.get("depth").stringValue()) : Depth.ALL;
    return flow.link(from, to, decider(from + "->" + to, link.get("decider")), depth);
  }

  private static Depth depth(String word) {
    try {
      return Depth.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Refusal("ValueError");
    }
  }

  private LinkDecider decider(String name, JsonNode spec) {
    return results -> {
      outside.lifetime().check();
      int number = outside.world().count(name, "decide");
      ObjectNode entry = Json.object().put("do", "decide");
      ObjectNode history = entry.putObject("history");
      results.forEach((atom, result) -> history.set(atom, Json.of(result)));
      outside.world().log(name, entry);
      boolean answer = decide(spec, results, number);
      entry.put("answer", answer);
      return answer;
    };
  }

  private static boolean decide(JsonNode spec, Map<String, ?> results, int call)
      throws ScenarioException {
    if (spec.has("const")) {
      return spec.get("const").booleanValue();
    }
    if (spec.has("eq")) {
      return spec.get("eq").get(1).equals(results.get(spec.get("eq").get(0).stringValue()));
    }
    if (spec.has("sum_eq")) {
      long sum =
          results.values().stream()
              .map(Json::of)
              .filter(Json::isInteger)
              .mapToLong(JsonNode::longValue)
              .sum();
      return sum == spec.get("sum_eq").longValue();
    }
    if (spec.has("has")) {
      return results.containsKey(spec.get("has").stringValue());
    }
    if (spec.has("false_first")) {
      return call > spec.get("false_first").intValue();
    }
    throw new ScenarioException(spec.get("raise").stringValue(), spec.path("message").asString(""));
  }
}
