package io.backstitch.engine;

import io.backstitch.executor.TaskExecutor;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is handed to the executor. It may be behind: then of those that wait for one of its threads
 * the one of the highest priority is next, whatever became ready first.
 */
final class Handover {

  static final Comparator<Attempt> HIGHER_PRIORITY_FIRST =
      Comparator.comparingInt((Attempt attempt) -> attempt.atom.priority()).reversed();

  private static final Comparator<Attempt> NEXT_FIRST =
      HIGHER_PRIORITY_FIRST
          .thenComparingInt(attempt -> attempt.node)
          .thenComparingInt(attempt -> attempt.number)
          .thenComparing(attempt -> attempt.isRevert)
          .thenComparingInt(System::identityHashCode);

  private final TaskExecutor executor;
  private final Consumer<Attempt> work;
  private final Consumer<RejectedExecutionException> refused;

  /**
   * The attempts that wait for a thread, of which no more still wait than there are tickets handed
   * to the executor; or null if all are of one priority: then each is its own ticket. No lock in it
   * can be waited for: that would eat the signal that wakes the thread that waits for the run.
   */
  private final @Nullable NavigableSet<Attempt> waiting;

  private final Runnable ticket = this::takeNext;

  /**
   * What the executor has not started, for the thread that waits for the run: it may be one of the
   * executor's, and all the others may wait like it. Only that thread takes from here.
   */
  private final Queue<Attempt> untaken = new ConcurrentLinkedQueue<>();

  /**
   * Nothing is handed over yet.
   *
   * @param executor where attempts run
   * @param hasPriorities whether the atoms differ in priority
   * @param work runs an attempt, on a thread of the executor
   * @param refused told if the executor takes nothing more
   */
  Handover(
      TaskExecutor executor,
      boolean hasPriorities,
      Consumer<Attempt> work,
      Consumer<RejectedExecutionException> refused) {
    this.executor = executor;
    this.work = work;
    this.refused = refused;
    this.waiting = hasPriorities ? new ConcurrentSkipListSet<>(NEXT_FIRST) : null;
  }

  /** Hands an attempt to the executor; throws what the executor throws. */
  void hand(Attempt attempt) {
    if (waiting == null) {
      executor.execute(attempt, refused);
    } else {
      waiting.add(attempt);
      executor.execute(ticket, refused);
    }
  }

  private void takeNext() {
    Attempt next = waiting == null ? null : poll(waiting);
    if (next != null) {
      work.accept(next);
    }
  }

  /** The next that has not started; the thread that waits for the run may have taken some. */
  private static @Nullable Attempt poll(NavigableSet<Attempt> waiting) {
    Attempt next = waiting.pollFirst();
    while (next != null && !next.isQueued()) {
      next = waiting.pollFirst();
    }
    return next;
  }

  /**
   * Lets the owner's thread have what is next instead of what was kept for it. What was kept takes
   * the ticket of that.
   *
   * @param mine what was kept
   * @return what is next, or null if other threads have it all
   */
  @Nullable Attempt swap(Attempt mine) {
    if (waiting == null || waiting.isEmpty()) {
      return mine;
    }
    waiting.add(mine);
    return poll(waiting);
  }

  /**
   * Lets the thread that waits for the run know of an attempt that it is to take, if nobody does.
   *
   * @return whether that thread may know of none, and so has to be woken
   */
  boolean offer(Attempt attempt) {
    untaken.add(attempt);
    // Looked at only now: what was there before may be gone, and the thread about to sleep.
    return attempt.equals(untaken.peek());
  }

  /** Whether the executor has started all that the waiting thread was offered. */
  boolean isAllTaken() {
    Attempt next = untaken.peek();
    while (next != null && !next.isQueued()) {
      untaken.poll();
      next = untaken.peek();
    }
    return next == null;
  }

  /** Takes what is next of all that the waiting thread was offered; it may be taken already. */
  @Nullable Attempt takeUntaken() {
    return untaken.poll();
  }
}
