package io.backstitch.engine;

import io.backstitch.executor.TaskExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a run. Whoever posts a message while nobody owns the run becomes its owner until
 * all messages are dealt with; then it lets go, and runs the attempt that was kept for it, if it
 * may.
 */
final class Driver {

  private static final long PATIENCE_NANOS = 1_000_000;

  private final TaskExecutor executor;
  private final ReadySet ready;
  private final Runnable drain;
  private final Consumer<Throwable> broken;
  private final Handover handover;
  private final Mailbox mailbox = new Mailbox();
  private final AtomicInteger posts = new AtomicInteger();
  private volatile boolean over;
  private volatile @Nullable Thread caller;

  /** Whether only the thread that waits for the run owns it, and the others leave it messages. */
  private boolean hasOneOwner;

  private boolean isStepwise;

  /** Whether the owner's thread will run an attempt when it has let go. Belongs to the owner. */
  private boolean isStaying;

  /** Not volatile: a thread finds itself here only if it has written that itself. */
  private @Nullable Thread owner;

  /**
   * Prepares to drive.
   *
   * @param executor where attempts run that the owner hands over
   * @param hasPriorities whether the atoms of the flow differ in priority
   * @param ready where the owner keeps an attempt for its own thread
   * @param drain deals with what is in the mailbox, on the owner's thread
   * @param broken told what escapes from there
   */
  Driver(
      TaskExecutor executor,
      boolean hasPriorities,
      ReadySet ready,
      Runnable drain,
      Consumer<Throwable> broken) {
    this.executor = executor;
    this.ready = ready;
    this.drain = drain;
    this.broken = broken;
    this.hasOneOwner = executor.isSerial();
    this.handover = new Handover(executor, hasPriorities, this::work, this::refused);
  }

  /** From here on the run goes on only as far as a thread asks for it, one thread at a time. */
  void driveStepwise() {
    hasOneOwner = true;
    isStepwise = true;
  }

  boolean isStepwise() {
    return isStepwise;
  }

  /** Makes the calling thread the one that takes the next step. */
  void comeToDrive() {
    caller = Thread.currentThread();
  }

  /** The step is taken; until the next one nobody is the owner. */
  void leaveDriving() {
    caller = null;
  }

  /** Drives until the run is over; the calling thread takes part in the work. */
  void runHere() {
    caller = Thread.currentThread();
    // An interrupt must reach no atom that it was not meant for, nor be lost for the caller.
    boolean interrupted = Thread.interrupted();
    Attempt next = post(new Nudge(), true);
    while (!over) {
      if (next == null) {
        Attempt overdue = await();
        interrupted |= Thread.interrupted();
        next = overdue != null || over ? overdue : own(true);
      } else {
        Attempt called = next;
        next = call(called);
        interrupted |= called.interrupted;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until a message has arrived, the run is over, or the executor leaves the thread that
   * waits to do the work.
   *
   * @return the work, or null if there is something to be dealt with, or the run is over
   */
  @Nullable Attempt await() {
    boolean interrupted = false;
    Attempt overdue = null;
    while (!over && overdue == null && mailbox.isEmpty()) {
      boolean isAllTaken = handover.isAllTaken();
      if (over || !mailbox.isEmpty()) {
        break; // Nothing may come between this look and the park.
      }
      if (isAllTaken) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, PATIENCE_NANOS);
        overdue = over || !mailbox.isEmpty() ? null : handover.takeUntaken();
      }
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return overdue;
  }

  /** Tells that the run is over, on the owner's thread. */
  void finish() {
    over = true;
    LockSupport.unpark(caller);
  }

  /** Posts a message that only wakes the owner, and leaves the work to the executor. */
  void nudge() {
    deliver(new Nudge(), false);
  }

  /**
   * Posts a message from a thread that is no worker of this run.
   *
   * @param mayStay whether the thread may become one
   */
  void deliver(Message message, boolean mayStay) {
    if (hasOneOwner) {
      leave(message);
      return;
    }
    Attempt next = post(message, mayStay);
    if (next == null) {
      return;
    }
    if (mayStay) {
      work(next);
    } else {
      hand(next);
    }
  }

  /**
   * Posts a message from a thread that must do nothing else: to the thread that waits for the run,
   * if there is one, or else from a thread of the executor.
   */
  void post(Message message) {
    if (hasOneOwner || caller != null) {
      leave(message);
    } else {
      executor.execute(() -> deliver(message, true), this::refused);
    }
  }

  /** Leaves a message to the thread that waits for the run, which may be in a method. */
  void leave(Message message) {
    mailbox.put(message);
    LockSupport.unpark(caller);
  }

  /** The loop of a worker: an attempt, then the one kept for this thread, and so on. */
  void work(Attempt first) {
    if (hasOneOwner) {
      callFor(first);
      return;
    }
    Attempt next = first;
    while (next != null) {
      next = call(next);
    }
  }

  /** Calls an attempt for the one owner of the run. */
  void callFor(Attempt attempt) {
    if (attempt.call()) {
      leave(attempt);
    }
  }

  private @Nullable Attempt call(Attempt attempt) {
    if (attempt.call()) {
      return post(attempt, true);
    }
    // A dropped attempt says nothing; in a serial run the next one waits in the owner's hands.
    return executor.isSerial() ? post(new Nudge(), true) : null;
  }

  private @Nullable Attempt post(Message message, boolean mayStay) {
    mailbox.put(message);
    return own(mayStay);
  }

  private @Nullable Attempt own(boolean mayStay) {
    if (posts.getAndIncrement() != 0) {
      return null;
    }
    int seen = 1;
    owner = Thread.currentThread();
    isStaying = mayStay;
    while (true) {
      drain();
      Attempt mine = takeNext();
      owner = null;
      seen = posts.addAndGet(-seen);
      if (seen == 0) {
        return mine;
      }
      owner = Thread.currentThread();
      ready.keep(mine);
    }
  }

  /** What this thread is to run next: what was kept for it, or what waits and goes before that. */
  private @Nullable Attempt takeNext() {
    Attempt kept = ready.takeKept();
    if (kept == null) {
      return null;
    }
    Attempt next = handover.swap(kept);
    if (!kept.equals(next)) {
      offer(kept);
    }
    return next;
  }

  /** If a thread waits for the run, it may take this when nobody else does. */
  private void offer(Attempt attempt) {
    Thread waiting = caller;
    if (waiting != null && handover.offer(attempt) && waiting != Thread.currentThread()) {
      LockSupport.unpark(waiting);
    }
  }

  private void drain() {
    try {
      drain.run();
    } catch (Throwable e) {
      // A defect, or no memory. Nobody may wait for a run that nobody drives any more.
      broken.accept(e);
    }
  }

  /**
   * Hands over what is kept for a thread that will run nothing itself, unless it is the only one.
   */
  void handOverKept() {
    Attempt kept = executor.isSerial() ? null : ready.takeKept();
    if (kept != null) {
      hand(kept);
    }
  }

  boolean isStaying() {
    return isStaying;
  }

  /** Whether this thread may decide things now. */
  boolean isOwner() {
    Thread current = Thread.currentThread();
    return current == owner || (hasOneOwner && current == caller);
  }

  /** Gives an attempt to the executor. */
  void hand(Attempt attempt) {
    offer(attempt);
    try {
      handover.hand(attempt);
    } catch (RuntimeException | Error e) {
      // For example no memory for another thread. The attempt has not started, so nothing is lost.
      deliver(new Stop("its executor failed: " + e, e), false);
    }
  }

  private void refused(RejectedExecutionException e) {
    Throwable error = e.getCause();
    String why = error == null ? "its executor is closed" : "its executor failed: " + error;
    deliver(new Stop(why, error), false);
  }

  /** Whether nothing waits to be dealt with. */
  boolean isQuiet() {
    return mailbox.isEmpty();
  }

  boolean isOver() {
    return over;
  }

  /** Deals with all that has been posted, the oldest first, on the owner's thread. */
  void takeAll(FlowEngine engine) {
    Message message = mailbox.takeAll();
    while (message != null) {
      Message next = message.next;
      message.next = null;
      message.arrive(engine);
      message = next;
    }
  }

  /** Says nothing: whoever posts it becomes the owner, and sees what is to be done. */
  private static final class Nudge extends Message {
    @Override
    void arrive(FlowEngine engine) {}
  }
}
