package io.backstitch.graph;

import io.backstitch.flow.Atom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What people ask of a compiled flow, computed when they ask. */
final class FlowShape {

  private FlowShape() {}

  /** The next atoms after a node, through the begins and ends of nested flows. */
  static List<Integer> atomsAfter(CompiledFlow flow, int node) {
    List<Integer> found = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>();
    open.add(node);
    while (!open.isEmpty()) {
      int at = open.remove();
      for (int i = 0; i < flow.countAfter(at); i++) {
        int next = flow.after(at, i);
        if (seen.add(next)) {
          if (flow.atom(next) != null) {
            found.add(next);
          } else {
            open.add(next);
          }
        }
      }
    }
    return found;
  }

  static List<List<String>> layers(CompiledFlow flow) {
    int[] waitingFor = new int[flow.size()];
    int[] layer = new int[flow.size()];
    Deque<Integer> ready = new ArrayDeque<>();
    for (int node = 0; node < flow.size(); node++) {
      waitingFor[node] = flow.countBefore(node);
      if (waitingFor[node] == 0) {
        ready.add(node);
      }
    }
    List<List<String>> layers = new ArrayList<>();
    while (!ready.isEmpty()) {
      int node = ready.remove();
      Atom atom = flow.atom(node);
      if (atom != null) {
        while (layers.size() <= layer[node]) {
          layers.add(new ArrayList<>());
        }
        layers.get(layer[node]).add(atom.name());
      }
      for (int i = 0; i < flow.countAfter(node); i++) {
        int next = flow.after(node, i);
        layer[next] = Math.max(layer[next], layer[node] + (atom == null ? 0 : 1));
        if (--waitingFor[next] == 0) {
          ready.add(next);
        }
      }
    }
    return layers;
  }
}
