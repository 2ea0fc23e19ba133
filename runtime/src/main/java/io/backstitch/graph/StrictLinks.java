package io.backstitch.graph;

import io.backstitch.flow.GraphFlow.Resolve;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Links the elements of a graph flow by their data as TaskFlow does: one after the other, in the
 * order in which they were added, each to what was there before. Neighbours that resolve in the
 * same way were added together.
 */
final class StrictLinks {

  private final GraphOrder order;
  private final Set<String> ofRetry;
  private final LinkSearch search;
  private final Map<String, IntList> provided = new HashMap<>();
  private final Map<String, Set<Integer>> waiting = new HashMap<>();

  /**
   * Prepares to link.
   *
   * @param ofRetry what the retry controller of the flow provides to all, so that it links nothing
   * @param work counts what is looked at
   */
  StrictLinks(GraphOrder order, Set<String> ofRetry, Work work) {
    this.order = order;
    this.ofRetry = ofRetry;
    this.search = new LinkSearch(order, work);
  }

  void link() {
    int group = 0;
    for (int position = 0; position < order.size(); position++) {
      if (position > 0 && !order.resolve(position).equals(order.resolve(position - 1))) {
        lookAgain(group, position);
        group = position;
      }
      add(position);
    }
  }

  /**
   * What has got its symbol by another way waits no more, and what was not to be resolved when it
   * was added waits for what is added later all the same.
   */
  private void lookAgain(int groupBegin, int groupEnd) {
    waiting.forEach(
        (symbol, consumers) -> consumers.removeIf(consumer -> !isUnsatisfied(consumer, symbol)));
    waiting.values().removeIf(Set::isEmpty);
    if (!order.resolve(groupBegin).contains(Resolve.REQUIRED)) {
      for (int position = groupBegin; position < groupEnd; position++) {
        for (String symbol : unsatisfied(position)) {
          waitFor(symbol, position);
        }
      }
    }
  }

  private void add(int position) {
    if (order.resolve(position).contains(Resolve.REQUIRED)) {
      for (String symbol : unsatisfied(position)) {
        IntList candidates = provided.get(symbol);
        if (candidates == null) {
          waitFor(symbol, position);
        } else if (candidates.size() > 1) {
          throw order.ambiguous(position, symbol, candidates.get(0), candidates.get(1));
        } else {
          order.connect(candidates.get(0), position);
        }
      }
    }
    for (String symbol : order.provided(position)) {
      provided.computeIfAbsent(symbol, s -> new IntList()).add(position);
      if (order.resolve(position).contains(Resolve.EXISTING)) {
        satisfy(symbol, position);
      }
    }
  }

  private void satisfy(String symbol, int provider) {
    Set<Integer> consumers = waiting.get(symbol);
    if (consumers == null) {
      return;
    }
    for (int consumer : consumers) {
      if (consumer != provider) {
        order.connect(provider, consumer);
      }
    }
    consumers.removeIf(consumer -> consumer != provider);
  }

  private void waitFor(String symbol, int position) {
    waiting.computeIfAbsent(symbol, s -> new LinkedHashSet<>()).add(position);
  }

  private List<String> unsatisfied(int position) {
    return order.required(position).stream()
        .filter(symbol -> isUnsatisfied(position, symbol))
        .toList();
  }

  /** Whether no link leads from a provider of a symbol to what requires it. */
  private boolean isUnsatisfied(int consumer, String symbol) {
    if (ofRetry.contains(symbol)) {
      return false;
    }
    IntList candidates = provided.get(symbol);
    for (int i = 0; candidates != null && i < candidates.size(); i++) {
      if (candidates.get(i) != consumer && search.leads(candidates.get(i), consumer)) {
        return false;
      }
    }
    return true;
  }
}
