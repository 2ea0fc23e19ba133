package io.backstitch.processor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Who comes before whom, among nodes that are numbered from 0. */
final class Digraph {

  private final BitSet[] successors;
  private BitSet[] reached;

  Digraph(int size) {
    successors = new BitSet[size];
    Arrays.setAll(successors, i -> new BitSet());
    reached = new BitSet[0];
  }

  Digraph copy() {
    Digraph copy = new Digraph(successors.length);
    Arrays.setAll(copy.successors, i -> (BitSet) successors[i].clone());
    return copy;
  }

  void link(int from, int to) {
    successors[from].set(to);
    reached = new BitSet[0];
  }

  boolean isLinked(int from, int to) {
    return successors[from].get(to);
  }

  /** Whether there is a path of at least one link. */
  boolean isBefore(int from, int to) {
    if (reached.length == 0 && successors.length > 0) {
      reached = new BitSet[successors.length];
      Arrays.setAll(reached, this::reachedFrom);
    }
    return reached[from].get(to);
  }

  private BitSet reachedFrom(int start) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      BitSet next = (BitSet) successors[open.pop()].clone();
      next.andNot(seen);
      seen.or(next);
      next.stream().forEach(open::push);
    }
    return seen;
  }

  /**
   * The nodes that are linked to themselves, and one loop of each knot of several nodes, the
   * shortest through its first node; the first node is not repeated.
   */
  List<List<Integer>> loops() {
    List<List<Integer>> loops = new ArrayList<>();
    BitSet done = new BitSet();
    for (int i = 0; i < successors.length; i++) {
      if (done.get(i) || !isBefore(i, i)) {
        continue;
      }
      int before = done.cardinality();
      for (int j = i; j < successors.length; j++) {
        if (isBefore(i, j) && isBefore(j, i)) {
          done.set(j);
        }
      }
      if (done.cardinality() > before + 1) {
        loops.add(loopThrough(i));
      }
    }
    for (int i = 0; i < successors.length; i++) {
      if (isLinked(i, i)) {
        loops.add(List.of(i));
      }
    }
    return loops;
  }

  private List<Integer> loopThrough(int start) {
    int[] cameFrom = new int[successors.length];
    Arrays.fill(cameFrom, -1);
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    while (cameFrom[start] < 0) {
      int node = open.remove();
      successors[node].stream()
          .filter(next -> next != node && cameFrom[next] < 0)
          .forEach(
              next -> {
                cameFrom[next] = node;
                open.add(next);
              });
    }
    List<Integer> loop = new ArrayList<>();
    for (int node = cameFrom[start]; node != start; node = cameFrom[node]) {
      loop.add(0, node);
    }
    loop.add(0, start);
    return loop;
  }
}
