package io.backstitch.engine;

import io.backstitch.graph.CompiledFlow;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Counts, for each node, how many of its direct neighbours on one side hold it up. A node lets its
 * neighbours on the other side go on if it is done with as far as it is concerned, and nothing
 * holds it up itself.
 *
 * <p>A change walks only as far as it makes a difference, so that a run that goes one way looks at
 * every link once, and nothing is rescanned.
 */
final class Tally {

  private final CompiledFlow flow;
  private final Visits visits;
  private final boolean forward;
  private final int[] holdUps;
  private final boolean[] done;

  /** Nodes that nothing holds up any more, and that nobody has asked for. */
  private final IntQueue freed = new IntQueue();

  private final IntQueue changed = new IntQueue();

  private Tally(CompiledFlow flow, Visits visits, boolean forward) {
    this.flow = flow;
    this.visits = visits;
    this.forward = forward;
    this.holdUps = new int[flow.size()];
    this.done = new boolean[flow.size()];
  }

  /**
   * Counts from scratch.
   *
   * @param visits counts what is looked at
   * @param forward whether a node is held up by those before it, or by those after it
   * @param isDone whether a node is done with, as far as it is concerned
   */
  static Tally of(CompiledFlow flow, Visits visits, boolean forward, IntPredicate isDone) {
    Tally tally = new Tally(flow, visits, forward);
    visits.many(2 * flow.size());
    for (int node = 0; node < flow.size(); node++) {
      tally.holdUps[node] = forward ? flow.countBefore(node) : flow.countAfter(node);
      tally.done[node] = isDone.test(node);
    }
    for (int node = 0; node < flow.size(); node++) {
      if ((forward ? flow.countBefore(node) : flow.countAfter(node)) == 0) {
        tally.freed.add(node);
        if (tally.done[node]) {
          tally.changed.add(node);
        }
      }
    }
    tally.spread(true);
    return tally;
  }

  /** Counts when every node is done with, so that nothing is held up. */
  static Tally ofAllDone(CompiledFlow flow, Visits visits, boolean forward) {
    Tally tally = new Tally(flow, visits, forward);
    Arrays.fill(tally.done, true);
    return tally;
  }

  boolean isFree(int node) {
    return holdUps[node] == 0;
  }

  /** Tells whether a node is done with, as far as it is concerned. */
  void set(int node, boolean isDone) {
    if (done[node] != isDone) {
      done[node] = isDone;
      if (holdUps[node] == 0) {
        changed.add(node);
        spread(isDone);
      }
    }
  }

  /** Takes a node that has become free since it was last asked for; -1 if there is none. */
  int takeFreed() {
    return freed.isEmpty() ? -1 : freed.take();
  }

  private void spread(boolean lets) {
    int step = lets ? -1 : 1;
    while (!changed.isEmpty()) {
      int at = changed.take();
      int count = forward ? flow.countAfter(at) : flow.countBefore(at);
      visits.many(1 + count);
      for (int i = 0; i < count; i++) {
        int next = forward ? flow.after(at, i) : flow.before(at, i);
        int before = holdUps[next];
        holdUps[next] = before + step;
        if (lets && before == 1) {
          freed.add(next);
        }
        // It lets its own neighbours go on, or no longer does.
        if (done[next] && (lets ? before == 1 : before == 0)) {
          changed.add(next);
        }
      }
    }
  }
}
