package io.backstitch.conformance;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RetryHistory.RetryAttempt;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the memory of a run holds, in the words of TaskFlow's storage.
 *
 * @param revertResults what reverts returned, which Backstitch does not keep
 */
record Snapshot(CompiledFlow flow, RunStorage storage, Map<String, JsonNode> revertResults) {

  /** Every atom as it stands, by name. */
  Map<String, ObjectNode> atoms() {
    Map<String, ObjectNode> all = new TreeMap<>();
    for (int node = 0; node < flow.size(); node++) {
      Atom atom = flow.atom(node);
      if (atom != null) {
        all.put(atom.name(), describe(node, atom));
      }
    }
    return all;
  }

  private ObjectNode describe(int node, Atom atom) {
    AtomState state = storage.state(node);
    ObjectNode described =
        Json.object()
            .put("kind", atom.controller() == null ? "task" : "retry")
            .put("state", state.name())
            .put("intention", storage.intention(node).name());
    Failure failure = storage.failureOf(node);
    if (failure != null) {
      described.set("failure", Errors.describe(failure));
    }
    if (atom.controller() != null) {
      described.set("history", history(node));
    } else if (failure == null && hasResult(state)) {
      described.set("result", Json.of(storage.value(node)));
    }
    if (storage.revertFailureOf(node) != null) {
      described.set("revert_failure", Errors.describe(storage.revertFailureOf(node)));
    } else if (state == AtomState.REVERTED
        || state == AtomState.REVERTING
        || state == AtomState.REVERT_FAILURE) {
      described.set(
          "revert_result",
          atom.controller() == null
              ? revertResults.getOrDefault(atom.name(), Json.NULL)
              : Json.NULL);
    }
    return described;
  }

  private static boolean hasResult(AtomState state) {
    return state == AtomState.SUCCESS || state == AtomState.FAILURE || state == AtomState.REVERTING;
  }

  private ArrayNode history(int node) {
    ArrayNode all = Json.array();
    for (RetryAttempt attempt : storage.retries().history(node).attempts()) {
      ObjectNode failures = Json.object();
      attempt.failures().forEach((name, failure) -> failures.set(name, Errors.describe(failure)));
      all.addArray().add(Json.of(attempt.provided())).add(failures);
    }
    return all;
  }

  /**
   * The values of all symbols: what was injected first, then what atoms provide. TaskFlow gives
   * none if one of the providers has none to give, unless it was ignored.
   */
  ObjectNode fetchAll(Store store) {
    Map<String, ArrayNode> found = injectedValues(store);
    Set<String> unknown = new HashSet<>();
    for (int node = 0; node < flow.size(); node++) {
      Atom atom = flow.atom(node);
      boolean isIgnored =
          storage.state(node) == AtomState.IGNORE && storage.failureOf(node) == null;
      for (int i = 0; atom != null && !isIgnored && i < atom.provisions().size(); i++) {
        String symbol = atom.provisions().get(i).symbol().name();
        JsonNode value = provided(node, atom, i);
        if (value == null) {
          unknown.add(symbol);
        } else {
          found.computeIfAbsent(symbol, s -> Json.array()).add(value);
        }
      }
    }
    found.keySet().removeAll(unknown);
    return values(found);
  }

  static ObjectNode injected(Store store) {
    return values(injectedValues(store));
  }

  private static Map<String, ArrayNode> injectedValues(Store store) {
    Map<String, ArrayNode> found = new LinkedHashMap<>();
    for (String symbol : store.all().keySet()) {
      found.put(symbol, Json.array().addAll(store.values(symbol)));
    }
    return found;
  }

  private static ObjectNode values(Map<String, ArrayNode> found) {
    ObjectNode all = Json.object();
    found.forEach((symbol, values) -> all.set(symbol, values.size() == 1 ? values.get(0) : values));
    return all;
  }

  private JsonNode provided(int node, Atom atom, int index) {
    Failure failure = storage.failureOf(node);
    if (failure != null) {
      return atom.parts() == null ? Errors.asValue(failure) : null;
    }
    boolean isEmpty = atom.controller() != null && storage.retries().history(node).size() == 0;
    if (isEmpty || !hasResult(storage.state(node))) {
      return null;
    }
    return atom.parts() == null
        ? Json.of(storage.value(node))
        : (JsonNode) storage.value(flow.slots().part(node, index));
  }
}
