package io.backstitch.graph;

import io.backstitch.flow.GraphFlow.Resolve;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Links the elements of a graph flow by their data, in whatever order they were added. Of several
 * providers of a symbol, the nearest before what requires it is taken, if something else orders
 * them.
 */
final class DataLinks {

  private final GraphOrder order;
  private final Set<String> ofRetry;

  /**
   * Prepares to link.
   *
   * @param ofRetry what the retry controller of the flow provides to all, so that it links nothing
   */
  DataLinks(GraphOrder order, Set<String> ofRetry) {
    this.order = order;
    this.ofRetry = ofRetry;
  }

  void link() {
    record Open(int consumer, String symbol, IntList candidates) {}
    List<Open> open = new ArrayList<>();
    for (int consumer = 0; consumer < order.size(); consumer++) {
      for (String symbol : order.required(consumer)) {
        IntList candidates = candidates(symbol, consumer);
        if (candidates.size() == 1) {
          order.connect(candidates.get(0), consumer);
        } else if (candidates.size() > 1) {
          open.add(new Open(consumer, symbol, candidates));
        }
      }
    }
    // Which of several providers is the nearest can be told once everything else is ordered.
    for (Open each : open) {
      order.connect(nearest(each.consumer(), each.symbol(), each.candidates()), each.consumer());
    }
  }

  private IntList candidates(String symbol, int consumer) {
    IntList candidates = new IntList();
    if (ofRetry.contains(symbol)) {
      return candidates;
    }
    IntList all = order.providers(symbol);
    for (int i = 0; i < all.size(); i++) {
      int provider = all.get(i);
      boolean resolves =
          provider < consumer
              ? order.resolve(consumer).contains(Resolve.REQUIRED)
              : order.resolve(provider).contains(Resolve.EXISTING);
      if (provider != consumer && resolves) {
        candidates.add(provider);
      }
    }
    return candidates;
  }

  private int nearest(int consumer, String symbol, IntList candidates) {
    BitSet earlier = order.reachableBefore(consumer);
    BitSet later = order.reachableAfter(consumer);
    boolean someAreEarlier = false;
    for (int i = 0; i < candidates.size(); i++) {
      someAreEarlier |= earlier.get(candidates.get(i));
    }
    int last = -1;
    for (int i = 0; i < candidates.size(); i++) {
      int candidate = candidates.get(i);
      if (someAreEarlier ? earlier.get(candidate) : !later.get(candidate)) {
        last = last < 0 ? candidate : later(last, candidate, consumer, symbol);
      }
    }
    if (last < 0) {
      throw order.ambiguous(consumer, symbol, candidates.get(0), candidates.get(1));
    }
    return last;
  }

  private int later(int one, int other, int consumer, String symbol) {
    if (order.reachableAfter(one).get(other)) {
      return other;
    }
    if (order.reachableAfter(other).get(one)) {
      return one;
    }
    throw order.ambiguous(consumer, symbol, one, other);
  }
}
