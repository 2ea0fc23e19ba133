package io.backstitch.conformance;

import io.backstitch.flow.Provision;
import io.backstitch.graph.CompiledFlow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The values that a scenario injects: inputs of a run in Backstitch. */
final class Store {

  private final Map<String, JsonNode> kept = new LinkedHashMap<>();
  private final Map<String, JsonNode> passing = new LinkedHashMap<>();

  void inject(JsonNode values, boolean isTransient) {
    values.forEachEntry((isTransient ? passing : kept)::put);
  }

  /** Nothing is injected any more. */
  void clear() {
    kept.clear();
  }

  /** Another engine does not know what was only lent to the one before. */
  void forgetTransient() {
    passing.clear();
  }

  /** All values of a symbol. */
  List<JsonNode> values(String symbol) {
    return List.of(kept, passing).stream()
        .filter(values -> values.containsKey(symbol))
        .map(values -> values.get(symbol))
        .toList();
  }

  Map<String, JsonNode> all() {
    Map<String, JsonNode> all = new LinkedHashMap<>(passing);
    all.putAll(kept);
    return all;
  }

  List<Provision> inputs() {
    return all().keySet().stream()
        .map(symbol -> new Provision(Json.symbol(symbol), false))
        .toList();
  }

  /** A value for each input of a flow; null for one that nobody has injected. */
  Object[] bind(CompiledFlow flow) {
    Map<String, JsonNode> all = all();
    return flow.inputs().stream().map(input -> all.get(input.symbol().name())).toArray();
  }
}
