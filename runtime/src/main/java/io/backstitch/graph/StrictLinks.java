package io.backstitch.graph;

import io.backstitch.flow.GraphFlow.Resolve;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
  private final Map<String, IntList> provided = new HashMap<>();
  private final Map<String, Set<Integer>> waiting = new HashMap<>();

  /**
   * Prepares to link.
   *
   * @param ofRetry what the retry controller of the flow provides to all, so that it links nothing
   */
  StrictLinks(GraphOrder order, Set<String> ofRetry) {
    this.order = order;
    this.ofRetry = ofRetry;
  }

  void link() {
    for (int position = 0; position < order.size(); position++) {
      if (position > 0 && !order.resolve(position).equals(order.resolve(position - 1))) {
        lookAgain(position);
      }
      add(position);
    }
  }

  /** What was not to be resolved when it was added waits for what is added later all the same. */
  private void lookAgain(int end) {
    waiting.clear();
    for (int position = 0; position < end; position++) {
      for (String symbol : unsatisfied(position)) {
        waitFor(symbol, position);
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

  private Set<String> unsatisfied(int position) {
    Set<String> left = new LinkedHashSet<>(order.required(position));
    left.removeAll(ofRetry);
    if (left.isEmpty() || order.before(position).size() == 0) {
      return left;
    }
    BitSet earlier = order.reachableBefore(position);
    earlier.stream().forEach(provider -> left.removeIf(symbol -> order.provides(provider, symbol)));
    return left;
  }
}
