package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.annotation.Depth;
import io.backstitch.flow.Atom;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.graph.EdgeDecider;
import io.backstitch.storage.RunStorage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the deciders of links, and tells what is ignored if one of them says no. */
final class Deciders {

  private static final int[] NOTHING = new int[0];

  private final CompiledFlow flow;
  private final RunStorage storage;

  Deciders(CompiledFlow flow, RunStorage storage) {
    this.flow = flow;
    this.storage = storage;
  }

  /**
   * Asks whether an atom is executed.
   *
   * @return the nodes that are ignored: none if it is executed
   * @throws Throwable what a decider throws
   */
  int[] ignored(int node) throws Throwable {
    List<EdgeDecider> deciders = flow.deciders(node);
    Map<String, @Nullable Object> results = new LinkedHashMap<>();
    for (EdgeDecider each : deciders) {
      if (each.source() >= 0 && !isIgnored(each.source())) {
        results.put(each.from(), storage.value(each.source()));
      }
    }
    Depth widest = null;
    for (EdgeDecider each : deciders) {
      // Who was ignored has nothing to say.
      boolean isAsked = each.source() < 0 || !isIgnored(each.source());
      if (isAsked && !each.decider().decide(results)) {
        widest = widest == null || each.depth().compareTo(widest) > 0 ? each.depth() : widest;
      }
    }
    return widest == null ? NOTHING : reach(node, widest);
  }

  private boolean isIgnored(int node) {
    return storage.state(node) == AtomState.IGNORE;
  }

  private int[] reach(int node, Depth depth) {
    return switch (depth) {
      case ATOM -> new int[] {node};
      case NEIGHBORS ->
          with(node, flow.reachableFrom(node, next -> isTask(next) && isDirectlyAfter(node, next)));
      // Without leaving the flow or entering another.
      case FLOW -> with(node, flow.reachableFrom(node, this::isTask));
      case ALL -> with(node, flow.reachableFrom(node));
    };
  }

  private boolean isTask(int node) {
    Atom atom = flow.atom(node);
    return atom != null && atom.controller() == null;
  }

  private boolean isDirectlyAfter(int node, int next) {
    for (int i = 0; i < flow.countAfter(node); i++) {
      if (flow.after(node, i) == next) {
        return true;
      }
    }
    return false;
  }

  private static int[] with(int node, int[] others) {
    int[] all = new int[others.length + 1];
    all[0] = node;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }
}
