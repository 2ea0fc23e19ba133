package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Requirement;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the memory of a run, on the thread of its owner. */
final class StorageView implements RunView {

  private final CompiledFlow flow;
  private final RunStorage storage;

  StorageView(CompiledFlow flow, RunStorage storage) {
    this.flow = flow;
    this.storage = storage;
  }

  private Atom atom(int node) {
    return Objects.requireNonNull(flow.atom(node));
  }

  @Override
  public List<String> before(String atom) {
    return Arrays.stream(flow.atomsBefore(flow.requireNode(atom)))
        .mapToObj(node -> atom(node).name())
        .toList();
  }

  @Override
  public AtomState state(String atom) {
    return storage.state(flow.requireNode(atom));
  }

  @Override
  public Map<String, @Nullable Object> arguments(String atom) {
    int node = flow.requireNode(atom);
    List<Requirement> required = atom(node).requirements();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < required.size(); i++) {
      values.put(required.get(i).source(), storage.value(flow.slots().argument(node, i)));
    }
    return values;
  }

  @Override
  public @Nullable Object result(String atom) {
    return storage.value(flow.requireNode(atom));
  }

  @Override
  public List<String> provides(String atom) {
    return atom(flow.requireNode(atom)).provisions().stream()
        .map(provision -> provision.symbol().name())
        .toList();
  }
}
