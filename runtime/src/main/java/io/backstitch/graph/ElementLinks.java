package io.backstitch.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The links among the elements of one graph flow, which are known by their positions. */
final class ElementLinks {

  private final int size;
  private final Work work;
  private final List<IntList> before = new ArrayList<>();
  private final List<IntList> after = new ArrayList<>();
  private final Set<Long> linked = new HashSet<>();

  /** Without links yet. */
  ElementLinks(int size, Work work) {
    this.size = size;
    this.work = work;
    for (int position = 0; position < size; position++) {
      before.add(new IntList());
      after.add(new IntList());
    }
  }

  /** One number for a pair of positions. */
  static long key(int from, int to) {
    return ((long) from << 32) | to;
  }

  void connect(int from, int to) {
    work.step();
    if (linked.add(key(from, to))) {
      before.get(to).add(from);
      after.get(from).add(to);
    }
  }

  boolean contain(int from, int to) {
    return linked.contains(key(from, to));
  }

  /** How many there are. */
  int count() {
    return linked.size();
  }

  /** The positions from which a link leads to one. */
  IntList before(int position) {
    return before.get(position);
  }

  /** The positions to which a link leads from one. */
  IntList after(int position) {
    return after.get(position);
  }

  /** The positions from which links lead to a position, directly or not. */
  BitSet reachableBefore(int position) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    open.add(position);
    while (!open.isEmpty()) {
      IntList next = before.get(open.remove());
      for (int i = 0; i < next.size(); i++) {
        work.step();
        if (!seen.get(next.get(i))) {
          seen.set(next.get(i));
          open.add(next.get(i));
        }
      }
    }
    return seen;
  }

  /**
   * Sorts positions so that each comes after those from which a link leads to it.
   *
   * @param included those to sort, with all from which links lead to them
   * @return the positions, without those in loops and after them
   */
  int[] sort(BitSet included) {
    int[] waitingFor = new int[size];
    int[] order = new int[included.cardinality()];
    int found = 0;
    for (int position = included.nextSetBit(0);
        position >= 0;
        position = included.nextSetBit(position + 1)) {
      waitingFor[position] = before.get(position).size();
      if (waitingFor[position] == 0) {
        order[found++] = position;
      }
    }
    for (int done = 0; done < found; done++) {
      IntList next = after.get(order[done]);
      for (int i = 0; i < next.size(); i++) {
        work.step();
        if (--waitingFor[next.get(i)] == 0 && included.get(next.get(i))) {
          order[found++] = next.get(i);
        }
      }
    }
    return found < order.length ? Arrays.copyOf(order, found) : order;
  }

  /** How far each position is in an order that works; positions in loops or after them are last. */
  int[] ranks() {
    BitSet all = new BitSet(size);
    all.set(0, size);
    int[] order = sort(all);
    int[] ranks = new int[size];
    Arrays.fill(ranks, size);
    for (int done = 0; done < order.length; done++) {
      ranks[order[done]] = done;
    }
    return ranks;
  }
}
