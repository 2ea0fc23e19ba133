package io.backstitch.graph;

import java.util.Map;
import java.util.Set;

/**
 * What a drawing of a flow shows, and its arrays do not.
 *
 * @param begins the labels of the nested flows by the nodes where they begin; all other nodes
 *     without an atom are their ends, nested like brackets
 * @param decided the links that ask a decider
 */
record Layout(Map<Integer, String> begins, Set<Arrow> decided) {

  Layout {
    begins = Map.copyOf(begins);
    decided = Set.copyOf(decided);
  }

  /**
   * A link between two nodes.
   *
   * @param from the node that comes first
   * @param to the node directly after it
   */
  record Arrow(int from, int to) {}
}
