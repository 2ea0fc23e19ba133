package io.backstitch.executor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands work to an {@link ExecutorService} of the application, which may be full. */
final class ServiceExecutor implements TaskExecutor {

  /** When an executor that is full is asked again. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS, Runnable::run);

  private final ExecutorService service;

  ServiceExecutor(ExecutorService service) {
    if (service instanceof ThreadPoolExecutor pool) {
      refuseToLose(pool.getRejectedExecutionHandler());
    }
    this.service = service;
  }

  private static void refuseToLose(RejectedExecutionHandler whenFull) {
    if (whenFull instanceof ThreadPoolExecutor.DiscardPolicy
        || whenFull instanceof ThreadPoolExecutor.DiscardOldestPolicy) {
      throw new IllegalArgumentException(
          "An executor with a %s drops work when it is full and tells nobody, so runs would wait for ever; give it an AbortPolicy, with which runs wait until there is room"
              .formatted(whenFull.getClass().getName()));
    }
  }

  @Override
  public boolean isSerial() {
    return false;
  }

  @Override
  public void execute(Runnable work) {
    if (!handOver(work, false)) {
      throw new RejectedExecutionException("The executor " + service + " is full");
    }
  }

  @Override
  public void execute(Runnable work, Consumer<RejectedExecutionException> refused) {
    execute(work, refused, false);
  }

  private void executeLater(Runnable work, Consumer<RejectedExecutionException> refused) {
    try {
      // What is no pool may know no other thread than that of its caller.
      execute(work, refused, !(service instanceof ThreadPoolExecutor));
    } catch (RuntimeException | Error e) {
      refused.accept(new RejectedExecutionException("The executor " + service + " failed", e));
    }
  }

  private void execute(
      Runnable work, Consumer<RejectedExecutionException> refused, boolean mayRunHere) {
    boolean isTaken;
    try {
      isTaken = handOver(work, mayRunHere);
    } catch (RejectedExecutionException e) {
      refused.accept(e);
      return;
    }
    if (!isTaken) {
      LATER.execute(() -> executeLater(work, refused));
    }
  }

  /**
   * Hands work over.
   *
   * @param mayRunHere whether this thread may do the work, if the executor wants its caller to
   * @return whether the executor has taken it; if not, it is full
   * @throws RejectedExecutionException if it is shut down
   */
  private boolean handOver(Runnable work, boolean mayRunHere) {
    Handover handover = new Handover(work, mayRunHere ? null : Thread.currentThread());
    try {
      service.execute(handover);
    } catch (RejectedExecutionException e) {
      if (service.isShutdown()) {
        throw e;
      }
      return false;
    }
    // A pool that wants its callers to do the work says nothing when it is shut down.
    if (service.isShutdown() && handover.takeBack()) {
      throw new RejectedExecutionException("The executor " + service + " is shut down");
    }
    handover.caller = null;
    return !handover.isRefused;
  }

  /** Work that no thread does while it hands it over, having other things to do. */
  private static final class Handover implements Runnable {

    private final Runnable work;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    volatile @Nullable Thread caller;
    volatile boolean isRefused;

    Handover(Runnable work, @Nullable Thread caller) {
      this.work = work;
      this.caller = caller;
    }

    /** Whether nobody has begun with the work, and nobody will. */
    boolean takeBack() {
      return isTaken.compareAndSet(false, true);
    }

    @Override
    public void run() {
      if (caller == Thread.currentThread()) {
        isRefused = true;
      } else if (isTaken.compareAndSet(false, true)) {
        work.run();
      }
    }
  }

  /** The application closes what it has given. */
  @Override
  public void close() {}
}
