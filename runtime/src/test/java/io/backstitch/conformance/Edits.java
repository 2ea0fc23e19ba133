package io.backstitch.conformance;

import io.backstitch.AtomState;
import io.backstitch.FlowState;
import io.backstitch.Intention;
import io.backstitch.flow.Atom;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Writes into the memory of a run, to stand for an earlier history. */
record Edits(
    CompiledFlow flow, RunStorage storage, Store store, Map<String, JsonNode> revertResults) {

  void apply(JsonNode edit) {
    edit.forEachEntry(this::apply);
  }

  private void apply(String what, JsonNode to) {
    switch (what) {
      case "flow_state" -> storage.setFlowState(FlowState.valueOf(to.stringValue()));
      case "state" -> storage.setState(node(to.get(0)), AtomState.valueOf(to.get(1).stringValue()));
      case "intention" ->
          storage.setIntention(node(to.get(0)), Intention.valueOf(to.get(1).stringValue()));
      case "save" -> save(node(to.get(0)), AtomState.valueOf(to.get(1).stringValue()), to.get(2));
      case "retry_failure" -> {
        int retry = node(to.get(0));
        String atom = to.get(1).stringValue();
        storage
            .retries()
            .setHistory(
                retry,
                storage
                    .retries()
                    .history(retry)
                    .withFailure(atom, Errors.fromValue(atom, to.get(2))));
      }
      case "uninject" -> store.clear();
      default -> throw new IllegalArgumentException("Unknown edit: " + what);
    }
  }

  private int node(JsonNode name) {
    return flow.node(name.stringValue());
  }

  private void save(int node, AtomState state, JsonNode result) {
    Atom atom = flow.atom(node);
    switch (state) {
      case SUCCESS -> {
        storage.setResult(node, result, parts(atom, result));
        if (atom.controller() != null) {
          storage.retries().setHistory(node, storage.retries().history(node).with(result));
        }
      }
      case FAILURE -> storage.setFailure(node, Errors.fromValue(atom.name(), result));
      case REVERT_FAILURE -> storage.setRevertFailure(node, Errors.fromValue(atom.name(), result));
      case REVERTED -> revertResults.put(atom.name(), result);
      default -> {}
    }
    storage.setState(node, state);
  }

  /** What was saved may lack parts. */
  private static Object[] parts(Atom atom, JsonNode result) {
    if (atom.parts() == null) {
      return null;
    }
    Object[] parts = new Object[atom.provisions().size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = atom.parts().part(result, i);
    }
    return parts;
  }
}
