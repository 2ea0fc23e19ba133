package io.backstitch.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a method of a scenario does: a small deterministic language.
 *
 * @param inputs the arguments by name, without those that are absent
 * @param call which call of the method this is
 * @param result what the task returned, for its revert
 */
record Behaviour(SortedMap<String, JsonNode> inputs, int call, JsonNode result) {

  private static final Pattern HOLE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

  /** What the method returns. */
  JsonNode run(JsonNode spec) throws ScenarioException, InterruptedException {
    return Errors.unlessFailure(evaluate(spec));
  }

  private JsonNode evaluate(JsonNode spec) throws ScenarioException, InterruptedException {
    if (spec.isNull() || spec.isMissingNode()) {
      return Json.NULL;
    }
    if (spec.has("return")) {
      return spec.get("return");
    }
    if (spec.has("raise_first")) {
      if (call <= spec.get("raise_first").intValue()) {
        throw error(spec);
      }
      return evaluate(spec.path("then"));
    }
    if (spec.has("raise")) {
      throw error(spec);
    }
    if (spec.has("concat")) {
      return Json.of(
          selected(spec.get("concat")).stream()
              .map(name -> name + "=" + Json.text(get(name)))
              .collect(Collectors.joining("|", spec.path("prefix").asString(""), "")));
    }
    if (spec.has("sum")) {
      return sum(spec);
    }
    if (spec.has("echo")) {
      return get(spec.get("echo").stringValue());
    }
    return evaluateNested(spec);
  }

  private JsonNode evaluateNested(JsonNode spec) throws ScenarioException, InterruptedException {
    if (spec.has("list")) {
      ArrayNode list = Json.array();
      for (JsonNode each : spec.get("list")) {
        list.add(evaluate(each));
      }
      return list;
    }
    if (spec.has("map")) {
      ObjectNode map = Json.object();
      for (String key : spec.get("map").propertyNames()) {
        map.set(key, evaluate(spec.get("map").get(key)));
      }
      return map;
    }
    if (spec.has("if")) {
      boolean equal = operand(spec.get("if").get(0)).equals(operand(spec.get("if").get(1)));
      return evaluate(spec.path(equal ? "then" : "else"));
    }
    if (spec.has("sleep_ms")) {
      Thread.sleep(spec.get("sleep_ms").intValue());
      return evaluate(spec.path("then"));
    }
    throw new IllegalArgumentException("Unknown behaviour: " + spec);
  }

  private JsonNode get(String name) {
    return name.equals("$result") ? result : inputs.getOrDefault(name, Json.NULL);
  }

  private Collection<String> selected(JsonNode names) {
    if (!names.isArray()) {
      return inputs.keySet();
    }
    List<String> there = new ArrayList<>(Json.strings(names));
    there.removeIf(name -> !name.equals("$result") && !inputs.containsKey(name));
    return there;
  }

  private JsonNode sum(JsonNode spec) {
    long total = spec.path("plus").asLong(0);
    for (String name : selected(spec.get("sum"))) {
      JsonNode value = get(name);
      total += Json.isInteger(value) ? value.longValue() : 0;
    }
    return Json.of(spec.has("mod") ? Math.floorMod(total, spec.get("mod").longValue()) : total);
  }

  private JsonNode operand(JsonNode spec) {
    if (spec.has("arg")) {
      return get(spec.get("arg").stringValue());
    }
    return spec.has("call") ? Json.of(call) : spec.get("value");
  }

  private ScenarioException error(JsonNode spec) {
    String message =
        HOLE.matcher(spec.path("message").asString(""))
            .replaceAll(hole -> Matcher.quoteReplacement(Json.text(get(hole.group(1)))));
    return new ScenarioException(spec.get("raise").stringValue(), message);
  }
}
