package io.backstitch.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What comes before what in a graph flow whose order is settled.
 *
 * <p>Most questions are answered by the numbers of one walk through the links. For the others, the
 * links are followed backwards as far as those numbers do not rule it out. If one symbol makes for
 * so much of that, one pass over all links answers everything that is asked of it.
 */
final class Reach {

  private static final int NOBODY = -1;

  private final GraphOrder order;
  private final ElementLinks links;
  private final int[] sorted;
  private final int[] rank;
  private final Work work;

  /** When a walk along the links entered and left each; and the first that was left after it. */
  private final int[] entered;

  private final int[] left;
  private final int[] low;

  private final int[] seen;
  private int search;
  private final long budget;
  private final Map<String, Long> spent = new HashMap<>();
  private final Map<String, int[]> nearest = new HashMap<>();
  private final Map<String, Integer> earliest = new HashMap<>();

  Reach(GraphOrder order, ElementLinks links, int[] sorted, int[] rank, Work work) {
    this.links = links;
    this.order = order;
    this.sorted = sorted;
    this.rank = rank;
    this.work = work;
    this.entered = new int[rank.length];
    this.left = new int[rank.length];
    this.low = new int[rank.length];
    this.seen = new int[rank.length];
    this.budget = (long) rank.length + links.count();
    walk();
  }

  private void walk() {
    int[] next = new int[rank.length];
    boolean[] found = new boolean[rank.length];
    Deque<Integer> path = new ArrayDeque<>();
    int entries = 0;
    int exits = 0;
    for (int root : sorted) {
      if (!found[root]) {
        found[root] = true;
        entered[root] = entries++;
        low[root] = Integer.MAX_VALUE;
        path.push(root);
      }
      while (!path.isEmpty()) {
        work.step();
        int at = path.element();
        if (next[at] < links.after(at).size()) {
          int child = links.after(at).get(next[at]++);
          if (!found[child]) {
            found[child] = true;
            entered[child] = entries++;
            low[child] = Integer.MAX_VALUE;
            path.push(child);
          } else {
            low[at] = Math.min(low[at], low[child]);
          }
        } else {
          left[at] = exits++;
          low[at] = Math.min(low[at], left[at]);
          path.pop();
          if (!path.isEmpty()) {
            low[path.element()] = Math.min(low[path.element()], low[at]);
          }
        }
      }
    }
  }

  /** Whether the numbers tell that links lead from one position to another. */
  private boolean isSurelyBefore(int one, int other) {
    return entered[one] < entered[other] && left[one] > left[other];
  }

  private boolean mayBeBefore(int one, int other) {
    return rank[one] < rank[other] && low[one] <= low[other] && left[one] > left[other];
  }

  /**
   * The provider of a symbol before a position that is last in the order.
   *
   * @param providers all that provide it
   * @return its position, or -1
   */
  int nearest(int position, String symbol, IntList providers) {
    int[] known = nearest.get(symbol);
    if (known != null) {
      return known[position];
    }
    if (spent.getOrDefault(symbol, 0L) > budget) {
      known = pass(symbol);
      nearest.put(symbol, known);
      return known[position];
    }
    long start = work.count();
    int found =
        providers.size() == 1
            ? onlyOne(position, providers.get(0))
            : nearestOf(position, symbol, providers);
    spent.merge(symbol, work.count() - start, Long::sum);
    return found;
  }

  private int[] pass(String symbol) {
    int[] last = new int[rank.length];
    Arrays.fill(last, NOBODY);
    for (int position : sorted) {
      work.step();
      int mine = order.provides(position, symbol) ? position : last[position];
      IntList next = links.after(position);
      work.steps(next.size());
      for (int i = 0; mine != NOBODY && i < next.size(); i++) {
        int other = last[next.get(i)];
        if (other == NOBODY || rank[other] < rank[mine]) {
          last[next.get(i)] = mine;
        }
      }
    }
    return last;
  }

  private int onlyOne(int position, int provider) {
    work.step();
    if (isSurelyBefore(provider, position)) {
      return provider;
    }
    Deque<Integer> open = new ArrayDeque<>();
    search++;
    open.add(position);
    while (!open.isEmpty()) {
      IntList previous = links.before(open.remove());
      for (int i = 0; i < previous.size(); i++) {
        work.step();
        int at = previous.get(i);
        if (at == provider || isSurelyBefore(provider, at)) {
          return provider;
        }
        if (seen[at] != search && mayBeBefore(provider, at)) {
          seen[at] = search;
          open.add(at);
        }
      }
    }
    return NOBODY;
  }

  private int earliest(String symbol, IntList providers) {
    Integer known = earliest.get(symbol);
    if (known == null) {
      known = Integer.MAX_VALUE;
      for (int i = 0; i < providers.size(); i++) {
        work.step();
        known = Math.min(known, rank[providers.get(i)]);
      }
      earliest.put(symbol, known);
    }
    return known;
  }

  /** Backwards in the order, until one provides the symbol. */
  private int nearestOf(int position, String symbol, IntList providers) {
    int earliest = earliest(symbol, providers);
    PriorityQueue<Integer> open = new PriorityQueue<>((a, b) -> Integer.compare(b, a));
    search++;
    int at = position;
    while (at != NOBODY) {
      IntList previous = links.before(at);
      for (int i = 0; i < previous.size(); i++) {
        work.step();
        int next = previous.get(i);
        if (seen[next] != search && rank[next] >= earliest) {
          seen[next] = search;
          open.add(rank[next]);
        }
      }
      at = open.isEmpty() ? NOBODY : sorted[open.remove()];
      if (at != NOBODY && order.provides(at, symbol)) {
        return at;
      }
    }
    return NOBODY;
  }

  /**
   * The providers of a symbol from which links lead to a position without passing another.
   *
   * @return their positions, the last in the order at the end
   */
  IntList frontier(int position, String symbol) {
    return providers(position, symbol, false);
  }

  /** All providers of a symbol before a position, the last in the order at the end. */
  IntList all(int position, String symbol) {
    return providers(position, symbol, true);
  }

  private IntList providers(int position, String symbol, boolean passesProviders) {
    IntList ranks = new IntList();
    Deque<Integer> open = new ArrayDeque<>();
    search++;
    open.add(position);
    while (!open.isEmpty()) {
      IntList previous = links.before(open.remove());
      for (int i = 0; i < previous.size(); i++) {
        work.step();
        int at = previous.get(i);
        if (seen[at] == search) {
          continue;
        }
        seen[at] = search;
        boolean provides = order.provides(at, symbol);
        if (provides) {
          ranks.add(rank[at]);
        }
        if (!provides || passesProviders) {
          open.add(at);
        }
      }
    }
    return inOrder(ranks);
  }

  private IntList inOrder(IntList ranks) {
    int[] sortedRanks = ranks.toArray();
    Arrays.sort(sortedRanks);
    IntList positions = new IntList();
    for (int each : sortedRanks) {
      positions.add(sorted[each]);
    }
    return positions;
  }
}
