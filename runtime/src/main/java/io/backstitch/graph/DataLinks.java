package io.backstitch.graph;

import io.backstitch.flow.GraphFlow.Resolve;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Links the elements of a graph flow by their data, in whatever order they were added. Of several
 * providers of a symbol, the nearest before what requires it is taken, if something else orders
 * them.
 */
final class DataLinks {

  private static final int NOBODY = -1;

  private final GraphOrder order;
  private final Set<String> ofRetry;
  private final Work work;
  private final LinkSearch search;

  /** The provider of a symbol that comes after all others. More links do not change that. */
  private final Map<String, Integer> lasts = new HashMap<>();

  private int[] ranks = new int[0];

  /**
   * Prepares to link.
   *
   * @param ofRetry what the retry controller of the flow provides to all, so that it links nothing
   */
  DataLinks(GraphOrder order, Set<String> ofRetry, Work work) {
    this.order = order;
    this.ofRetry = ofRetry;
    this.work = work;
    this.search = new LinkSearch(order, work);
  }

  void link() {
    record Open(int consumer, String symbol) {}
    List<Open> open = new ArrayList<>();
    for (int consumer = 0; consumer < order.size(); consumer++) {
      for (String symbol : order.required(consumer)) {
        work.step();
        IntList some = candidates(consumer, symbol, 2);
        if (some.size() == 1) {
          order.connect(some.get(0), consumer);
        } else if (some.size() > 1) {
          open.add(new Open(consumer, symbol));
        }
      }
    }
    // Which of several providers is the nearest can be told once everything else is ordered.
    for (Open each : open) {
      order.connect(nearest(each.consumer(), each.symbol()), each.consumer());
    }
  }

  /** The providers that data may link to a consumer, in order of definition, up to a number. */
  private IntList candidates(int consumer, String symbol, int limit) {
    IntList candidates = new IntList();
    if (ofRetry.contains(symbol)) {
      return candidates;
    }
    IntList all = order.providers(symbol);
    for (int i = 0; i < all.size() && candidates.size() < limit; i++) {
      work.step();
      if (isResolved(all.get(i), consumer)) {
        candidates.add(all.get(i));
      }
    }
    return candidates;
  }

  private boolean isResolved(int provider, int consumer) {
    return provider != consumer
        && (provider < consumer
            ? order.resolve(consumer).contains(Resolve.REQUIRED)
            : order.resolve(provider).contains(Resolve.EXISTING));
  }

  private int nearest(int consumer, String symbol) {
    boolean takesAny = order.resolvesAll() && !order.provides(consumer, symbol);
    int last = takesAny ? lasts.getOrDefault(symbol, NOBODY) : NOBODY;
    IntList earlier =
        search.nearestBefore(
            consumer, at -> order.provides(at, symbol) && isResolved(at, consumer), last);
    if (earlier.size() > 0) {
      return lastOf(earlier, consumer, symbol);
    }
    if (takesAny) {
      last = last != NOBODY ? last : lastOfAll(symbol);
      if (last != NOBODY && !leads(consumer, last)) {
        return last;
      }
    }
    IntList candidates = candidates(consumer, symbol, Integer.MAX_VALUE);
    IntList notLater = new IntList();
    for (int i = 0; i < candidates.size(); i++) {
      if (!leads(consumer, candidates.get(i))) {
        notLater.add(candidates.get(i));
      }
    }
    if (notLater.size() == 0) {
      throw order.ambiguous(consumer, symbol, candidates.get(0), candidates.get(1));
    }
    return lastOf(notLater, consumer, symbol);
  }

  private boolean leads(int from, int to) {
    return order.after(from).size() > 0 && search.leads(from, to);
  }

  /** The one of some positions to which links lead from all others. */
  private int lastOf(IntList positions, int consumer, String symbol) {
    int last = positions.get(0);
    for (int i = 1; i < positions.size(); i++) {
      last = search.leads(last, positions.get(i)) ? positions.get(i) : last;
    }
    for (int i = 0; i < positions.size(); i++) {
      if (positions.get(i) != last && !search.leads(positions.get(i), last)) {
        throw order.ambiguous(
            consumer, symbol, Math.min(last, positions.get(i)), Math.max(last, positions.get(i)));
      }
    }
    return last;
  }

  /** The provider of a symbol to which links lead from all others, or -1. */
  private int lastOfAll(String symbol) {
    if (ranks.length == 0) {
      ranks = order.ranks();
    }
    IntList all = order.providers(symbol);
    int last = all.get(0);
    for (int i = 1; i < all.size(); i++) {
      work.step();
      last = ranks[all.get(i)] > ranks[last] ? all.get(i) : last;
    }
    if (!search.allLeadTo(all, last, at -> order.provides(at, symbol))) {
      return NOBODY;
    }
    lasts.put(symbol, last);
    return last;
  }
}
