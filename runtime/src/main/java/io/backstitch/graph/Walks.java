package io.backstitch.graph;

import java.util.function.IntPredicate;

/** Orders nodes by counting down those that each still waits for. */
final class Walks {

  private Walks() {}

  /** All nodes, each after those of them that come before it. */
  static int[] inOrder(Adjacency after, Adjacency before, int size) {
    int[] waitingFor = new int[size];
    int[] ordered = new int[size];
    int count = 0;
    for (int node = 0; node < size; node++) {
      waitingFor[node] = before.count(node);
      if (waitingFor[node] == 0) {
        ordered[count++] = node;
      }
    }
    for (int done = 0; done < count; done++) {
      for (int i = after.begin(ordered[done]); i < after.end(ordered[done]); i++) {
        int next = after.at(i);
        if (--waitingFor[next] == 0) {
          ordered[count++] = next;
        }
      }
    }
    return ordered;
  }

  /**
   * The nodes after a node, as far as a way leads there, each after those of them that come before
   * it. Costs what is found and looked at, and not the size of the flow.
   *
   * @param isOnTheWay whether a node is taken, and passed through
   */
  static int[] reachableFrom(Adjacency after, int node, IntPredicate isOnTheWay) {
    NodeCounts waitingFor = new NodeCounts();
    IntList found = new IntList();
    for (int done = -1; done < found.size(); done++) {
      int at = done < 0 ? node : found.get(done);
      for (int i = after.begin(at); i < after.end(at); i++) {
        int next = after.at(i);
        if (isOnTheWay.test(next) && waitingFor.add(next, 1) == 1) {
          found.add(next);
        }
      }
    }
    IntList ordered = new IntList();
    for (int done = -1; done < ordered.size(); done++) {
      int at = done < 0 ? node : ordered.get(done);
      for (int i = after.begin(at); i < after.end(at); i++) {
        int next = after.at(i);
        if (isOnTheWay.test(next) && waitingFor.add(next, -1) == 0) {
          ordered.add(next);
        }
      }
    }
    return ordered.toArray();
  }
}
