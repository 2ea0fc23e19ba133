package io.backstitch.graph;

import java.util.Arrays;

/**
 * A number for each of some nodes, 0 at first. It takes room for those nodes only: what comes after
 * a retry controller may be ten of a million.
 */
final class NodeCounts {

  private static final int FREE = -1;

  private int[] nodes = new int[16];
  private int[] counts = new int[16];
  private int size;

  NodeCounts() {
    Arrays.fill(nodes, FREE);
  }

  /** Adds to the number of a node, and gives its new value. */
  int add(int node, int change) {
    int place = place(nodes, node);
    if (nodes[place] == FREE) {
      if (2 * size == nodes.length) {
        grow();
        place = place(nodes, node);
      }
      nodes[place] = node;
      size++;
    }
    counts[place] += change;
    return counts[place];
  }

  private void grow() {
    int[] moreNodes = new int[2 * nodes.length];
    int[] moreCounts = new int[2 * nodes.length];
    Arrays.fill(moreNodes, FREE);
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] != FREE) {
        int place = place(moreNodes, nodes[i]);
        moreNodes[place] = nodes[i];
        moreCounts[place] = counts[i];
      }
    }
    nodes = moreNodes;
    counts = moreCounts;
  }

  /** Where a node is, or would be. Nodes close to each other are so in the table too. */
  private static int place(int[] table, int node) {
    int place = node & (table.length - 1);
    while (table[place] != FREE && table[place] != node) {
      place = (place + 1) & (table.length - 1);
    }
    return place;
  }
}
