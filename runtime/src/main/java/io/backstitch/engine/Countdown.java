package io.backstitch.engine;

import io.backstitch.graph.CompiledFlow;
import java.util.ArrayDeque;
import java.util.function.IntPredicate;

/**
 * Counts, for each node, how many of its neighbours in one direction have not passed, and finds
 * those for which none is left. Every link is looked at once in a whole run: nothing is rescanned.
 */
final class Countdown {

  private final CompiledFlow flow;
  private final boolean forward;
  private final int[] left;
  private final IntPredicate passes;
  private final ArrayDeque<Integer> open = new ArrayDeque<>();

  /**
   * Prepares to count.
   *
   * @param forward whether a node waits for those before it, or for those after it
   * @param passes asked once for each node that waits for nothing more: whether its neighbours need
   *     not wait for it either, or it is still to be done and {@link #pass} will be called
   */
  Countdown(CompiledFlow flow, boolean forward, IntPredicate passes) {
    this.flow = flow;
    this.forward = forward;
    this.passes = passes;
    this.left = new int[flow.size()];
    for (int node = 0; node < left.length; node++) {
      left[node] = forward ? flow.countBefore(node) : flow.countAfter(node);
    }
  }

  void begin() {
    for (int i = 0; i < left.length; i++) {
      // Reverting starts from the end, so that the first to be found are the last that ran.
      int node = forward ? i : left.length - 1 - i;
      if ((forward ? flow.countBefore(node) : flow.countAfter(node)) == 0 && passes.test(node)) {
        pass(node);
      }
    }
  }

  boolean isFree(int node) {
    return left[node] == 0;
  }

  /** Tells that a node is done with; begins and ends of flows pass by themselves. */
  void pass(int node) {
    open.add(node);
    while (!open.isEmpty()) {
      int at = open.remove();
      int count = forward ? flow.countAfter(at) : flow.countBefore(at);
      for (int i = 0; i < count; i++) {
        int next = forward ? flow.after(at, i) : flow.before(at, i);
        if (--left[next] == 0 && passes.test(next)) {
          open.add(next);
        }
      }
    }
  }
}
