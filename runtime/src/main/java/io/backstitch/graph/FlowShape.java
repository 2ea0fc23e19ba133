package io.backstitch.graph;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/** Sees through the begins and ends of nested flows. */
final class FlowShape {

  private FlowShape() {}

  /**
   * The nearest atoms on one side of a node.
   *
   * @param neighbours who is next to whom on that side
   * @return their nodes, in order of definition
   */
  static int[] nearestAtoms(CompiledFlow flow, Adjacency neighbours, int node) {
    BitSet found = new BitSet();
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    open.add(node);
    while (!open.isEmpty()) {
      int at = open.remove();
      for (int i = neighbours.begin(at); i < neighbours.end(at); i++) {
        int next = neighbours.at(i);
        if (flow.atom(next) != null) {
          found.set(next);
        } else if (!seen.get(next)) {
          // Where a flow begins or ends; what counts is behind it.
          seen.set(next);
          open.add(next);
        }
      }
    }
    return found.stream().toArray();
  }
}
