package io.backstitch;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The runs that are being recovered: so many at a time are in memory, and the others are known by
 * their names only. Safe for use by several threads.
 */
final class Backlog {

  private final int limit;
  private final Set<StoredFlowRun<?>> inMemory = new HashSet<>();
  private final Queue<StoredFlowRun<?>> waiting = new ArrayDeque<>();

  /**
   * A backlog of no run.
   *
   * @param limit how many may be in memory at a time
   */
  Backlog(int limit) {
    this.limit = limit;
  }

  synchronized boolean isFull() {
    return inMemory.size() >= limit;
  }

  /** Lets a run go on, if there is room; else it waits for its turn. */
  synchronized boolean enter(StoredFlowRun<?> run) {
    if (inMemory.size() >= limit) {
      waiting.add(run);
      return false;
    }
    inMemory.add(run);
    return true;
  }

  /**
   * Nothing is done about a run any more.
   *
   * @return the run whose turn it is, in memory from now on; null if there is none
   */
  synchronized @Nullable StoredFlowRun<?> leave(StoredFlowRun<?> run) {
    if (!inMemory.remove(run)) {
      waiting.remove(run);
      return null;
    }
    StoredFlowRun<?> next = waiting.poll();
    if (next != null) {
      inMemory.add(next);
    }
    return next;
  }

  /** Gives up those that wait. */
  synchronized List<StoredFlowRun<?>> clear() {
    List<StoredFlowRun<?>> left = List.copyOf(waiting);
    waiting.clear();
    return left;
  }
}
