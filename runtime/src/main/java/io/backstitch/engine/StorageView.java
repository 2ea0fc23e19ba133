package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Requirement;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
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

  private int node(String atom) {
    int node = flow.node(atom);
    if (node < 0 || flow.atom(node) == null) {
      throw new IllegalArgumentException("Flow '" + flow.name() + "' has no atom '" + atom + "'");
    }
    return node;
  }

  private Atom atom(String name) {
    return Objects.requireNonNull(flow.atom(node(name)));
  }

  @Override
  public List<String> before(String atom) {
    BitSet atoms = new BitSet();
    BitSet seen = new BitSet();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.add(node(atom));
    while (!open.isEmpty()) {
      int at = open.remove();
      for (int i = 0; i < flow.countBefore(at); i++) {
        int before = flow.before(at, i);
        if (flow.atom(before) != null) {
          atoms.set(before);
        } else if (!seen.get(before)) {
          // Where a flow begins or ends; what counts is behind it.
          seen.set(before);
          open.add(before);
        }
      }
    }
    List<String> names = new ArrayList<>();
    atoms.stream().forEach(node -> names.add(Objects.requireNonNull(flow.atom(node)).name()));
    return names;
  }

  @Override
  public AtomState state(String atom) {
    return storage.state(node(atom));
  }

  @Override
  public Map<String, @Nullable Object> arguments(String atom) {
    int node = node(atom);
    List<Requirement> required = atom(atom).requirements();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < required.size(); i++) {
      values.put(required.get(i).source(), storage.value(flow.argument(node, i)));
    }
    return values;
  }

  @Override
  public @Nullable Object result(String atom) {
    return storage.value(node(atom));
  }

  @Override
  public List<String> provides(String atom) {
    return atom(atom).provisions().stream().map(provision -> provision.symbol().name()).toList();
  }
}
