package io.backstitch.engine;

import io.backstitch.executor.TaskExecutor;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.PriorityBlockingQueue;
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
      HIGHER_PRIORITY_FIRST.thenComparingInt(attempt -> attempt.node);

  private final TaskExecutor executor;
  private final Consumer<Attempt> work;
  private final Consumer<RejectedExecutionException> refused;

  /**
   * The attempts that wait for a thread, as many as there are tickets handed to the executor, or
   * null if all are of one priority: then each is its own ticket.
   */
  private final @Nullable Queue<Attempt> waiting;

  private final Runnable ticket = this::takeNext;

  /**
   * What the executor has not started, for the thread that waits for the run: it may be one of the
   * executor's, and all the others may wait like it. Only that thread takes from here.
   */
  private final Queue<Attempt> untaken;

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
    this.waiting = hasPriorities ? new PriorityBlockingQueue<>(11, NEXT_FIRST) : null;
    this.untaken =
        hasPriorities ? new PriorityBlockingQueue<>(11, NEXT_FIRST) : new ConcurrentLinkedQueue<>();
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
    Attempt next = waiting == null ? null : waiting.poll();
    if (next != null) {
      work.accept(next);
    }
  }

  /**
   * Lets the owner's thread have what is next instead of what was kept for it.
   *
   * @param mine what was kept, if anything
   * @return what is next, or null if other threads have it all
   */
  @Nullable Attempt swap(@Nullable Attempt mine) {
    if (waiting == null || mine == null || waiting.isEmpty()) {
      return mine;
    }
    waiting.add(mine);
    return waiting.poll();
  }

  /**
   * Lets the thread that waits for the run know of an attempt that it is to take, if nobody does.
   *
   * @return whether it knew of none
   */
  boolean offer(Attempt attempt) {
    boolean isFirst = untaken.isEmpty();
    untaken.add(attempt);
    return isFirst;
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
