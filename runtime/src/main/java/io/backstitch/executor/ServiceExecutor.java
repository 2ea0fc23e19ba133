package io.backstitch.executor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands work to an {@link ExecutorService}. */
final class ServiceExecutor implements TaskExecutor {

  private final ExecutorService service;
  private final boolean owned;

  ServiceExecutor(ExecutorService service, boolean owned) {
    this.service = service;
    this.owned = owned;
  }

  static ExecutorService pool(int most) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            most,
            most,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "backstitch-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public boolean isSerial() {
    return false;
  }

  @Override
  public void execute(Runnable work) {
    service.execute(work);
  }

  @Override
  public void close() {
    if (owned) {
      service.shutdown();
    }
  }
}
