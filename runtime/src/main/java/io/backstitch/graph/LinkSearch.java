package io.backstitch.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/** Follows the links of a graph flow while they are still being made. */
final class LinkSearch {

  private final GraphOrder order;
  private final Work work;
  private final int[] seen;
  private int search;

  LinkSearch(GraphOrder order, Work work) {
    this.order = order;
    this.work = work;
    this.seen = new int[order.size()];
  }

  /**
   * Looks for certain positions before another one, and not behind those it finds.
   *
   * @param enough a position with which the search may end, as it makes up for all others; or -1
   * @return what was found, only {@code enough} if that is among it
   */
  IntList nearestBefore(int position, IntPredicate isWanted, int enough) {
    IntList found = new IntList();
    Deque<Integer> open = new ArrayDeque<>();
    search++;
    seen[position] = search;
    open.add(position);
    while (!open.isEmpty()) {
      IntList previous = order.before(open.remove());
      for (int i = 0; i < previous.size(); i++) {
        work.step();
        int at = previous.get(i);
        if (at == enough) {
          return IntList.of(at);
        }
        if (seen[at] != search) {
          seen[at] = search;
          if (isWanted.test(at)) {
            found.add(at);
          } else {
            open.add(at);
          }
        }
      }
    }
    return found;
  }

  /** Whether links lead from all of some positions to another one, which may be one of them. */
  boolean allLeadTo(IntList positions, int position, IntPredicate isOneOfThem) {
    int left = positions.size() - (isOneOfThem.test(position) ? 1 : 0);
    Deque<Integer> open = new ArrayDeque<>();
    search++;
    seen[position] = search;
    open.add(position);
    while (left > 0 && !open.isEmpty()) {
      IntList previous = order.before(open.remove());
      for (int i = 0; left > 0 && i < previous.size(); i++) {
        work.step();
        int at = previous.get(i);
        if (seen[at] != search) {
          seen[at] = search;
          open.add(at);
          left -= isOneOfThem.test(at) ? 1 : 0;
        }
      }
    }
    return left == 0;
  }

  /** Whether links lead from one position to another: from both ends, as either may be short. */
  boolean leads(int from, int to) {
    if (order.isLinked(from, to)) {
      return true;
    }
    Deque<Integer> forward = new ArrayDeque<>(List.of(from));
    Deque<Integer> backward = new ArrayDeque<>(List.of(to));
    int ahead = ++search;
    int behind = ++search;
    seen[from] = ahead;
    seen[to] = behind;
    while (!forward.isEmpty() && !backward.isEmpty()) {
      if (meets(order.after(forward.remove()), forward, ahead, behind)
          || meets(order.before(backward.remove()), backward, behind, ahead)) {
        return true;
      }
    }
    return false;
  }

  private boolean meets(IntList next, Deque<Integer> open, int mine, int others) {
    for (int i = 0; i < next.size(); i++) {
      work.step();
      int at = next.get(i);
      if (seen[at] == others) {
        return true;
      }
      if (seen[at] != mine) {
        seen[at] = mine;
        open.add(at);
      }
    }
    return false;
  }
}
