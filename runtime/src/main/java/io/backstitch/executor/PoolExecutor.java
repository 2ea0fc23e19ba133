package io.backstitch.executor;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands work to platform threads of its own, made when needed and gone when idle. */
final class PoolExecutor implements TaskExecutor {

  private static final int IDLE_SECONDS = 10;

  private final AtomicInteger made = new AtomicInteger();
  private final ThreadPoolExecutor pool;

  PoolExecutor(int most) {
    pool =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Worker(work, "backstitch-" + made.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
  }

  /** A thread that knows where it belongs. */
  private final class Worker extends Thread {

    Worker(Runnable work, String name) {
      super(work, name);
      setDaemon(true);
    }

    boolean isOf(PoolExecutor executor) {
      return executor == PoolExecutor.this;
    }
  }

  @Override
  public boolean isSerial() {
    return false;
  }

  @Override
  public void execute(Runnable work) {
    pool.execute(work);
  }

  @Override
  public void whileWaiting(Runnable wait) {
    if (!(Thread.currentThread() instanceof Worker worker) || !worker.isOf(this)) {
      wait.run();
      return;
    }
    more();
    try {
      wait.run();
    } finally {
      fewer();
    }
  }

  private synchronized void more() {
    pool.setMaximumPoolSize(pool.getMaximumPoolSize() + 1);
    pool.setCorePoolSize(pool.getCorePoolSize() + 1);
  }

  private synchronized void fewer() {
    pool.setCorePoolSize(pool.getCorePoolSize() - 1);
    pool.setMaximumPoolSize(pool.getMaximumPoolSize() - 1);
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
