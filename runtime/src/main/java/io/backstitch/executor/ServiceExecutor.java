package io.backstitch.executor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands work to an {@link ExecutorService}. */
final class ServiceExecutor implements TaskExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceExecutor.class);

  /** When an executor that is full is asked again. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

  private final ExecutorService service;
  private final boolean owned;

  ServiceExecutor(ExecutorService service, boolean owned) {
    this.service = service;
    this.owned = owned;
  }

  @Override
  public boolean isSerial() {
    return false;
  }

  @Override
  public void execute(Runnable work) {
    if (owned) {
      service.execute(work);
    } else {
      handOver(work);
    }
  }

  /** Hands work to an executor that may be full, and may then want its caller to do the work. */
  private void handOver(Runnable work) {
    Handover handover = new Handover(work);
    try {
      service.execute(handover);
    } catch (RejectedExecutionException e) {
      if (service.isShutdown()) {
        throw e;
      }
      handover.isRefused = true;
    }
    handover.caller = null;
    if (handover.isRefused) {
      LATER.execute(() -> handOverAgain(work));
    }
  }

  private void handOverAgain(Runnable work) {
    try {
      handOver(work);
    } catch (RejectedExecutionException e) {
      // Shut down meanwhile: lost like all that waits in its queue then.
      LOG.debug("An executor was shut down before it took what waited for it", e);
    }
  }

  /** Work that no thread does while it hands it over: it has other things to do. */
  private static final class Handover implements Runnable {

    private final Runnable work;
    volatile @Nullable Thread caller = Thread.currentThread();
    volatile boolean isRefused;

    Handover(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      if (caller == Thread.currentThread()) {
        isRefused = true;
      } else {
        work.run();
      }
    }
  }

  @Override
  public void close() {
    if (owned) {
      service.shutdown();
    }
  }
}
