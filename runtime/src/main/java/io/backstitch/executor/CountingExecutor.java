package io.backstitch.executor;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * An executor that counts what another one does for it. Safe for use by any thread; what is not
 * wrapped in one costs nothing.
 */
public final class CountingExecutor implements TaskExecutor {

  private final TaskExecutor executor;
  private final LongSupplier nanoTime;
  private final Object lock = new Object();
  private long waiting;
  private long running;
  private long executed;
  private long refused;
  private long waitedNanos;
  private long busyNanos;

  CountingExecutor(TaskExecutor executor, LongSupplier nanoTime) {
    if (executor.isSerial()) {
      throw new IllegalArgumentException(
          "A serial executor is handed nothing, so there is nothing to count; FlowRun and TimingListener tell what a run has done");
    }
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  /**
   * Counts what an executor does from now on.
   *
   * @param executor the executor, not a serial one; closing what is returned closes it
   * @return what is to be used instead of it
   * @throws IllegalArgumentException if the executor is serial: it is handed no work
   */
  public static CountingExecutor over(TaskExecutor executor) {
    return new CountingExecutor(Objects.requireNonNull(executor, "executor"), System::nanoTime);
  }

  /**
   * What has been done so far.
   *
   * @return counts that belong together: all of one moment
   */
  public ExecutorStatistics statistics() {
    synchronized (lock) {
      return new ExecutorStatistics(
          waiting,
          running,
          executed,
          refused,
          Duration.ofNanos(waitedNanos),
          Duration.ofNanos(busyNanos));
    }
  }

  @Override
  public boolean isSerial() {
    return false;
  }

  @Override
  public void execute(Runnable work) {
    Counted counted = new Counted(work);
    try {
      executor.execute(counted);
    } catch (RuntimeException | Error e) {
      counted.refused();
      throw e;
    }
  }

  @Override
  public void execute(Runnable work, Consumer<RejectedExecutionException> whenRefused) {
    Counted counted = new Counted(work);
    try {
      executor.execute(
          counted,
          e -> {
            counted.refused();
            whenRefused.accept(e);
          });
    } catch (RuntimeException | Error e) {
      counted.refused();
      throw e;
    }
  }

  private final class Counted implements Runnable {

    private final Runnable work;
    private final long since = nanoTime.getAsLong();

    Counted(Runnable work) {
      this.work = work;
      synchronized (lock) {
        waiting++;
      }
    }

    void refused() {
      synchronized (lock) {
        waiting--;
        refused++;
      }
    }

    @Override
    public void run() {
      long begin = nanoTime.getAsLong();
      synchronized (lock) {
        waiting--;
        running++;
        waitedNanos += begin - since;
      }
      try {
        work.run();
      } finally {
        long took = nanoTime.getAsLong() - begin;
        synchronized (lock) {
          running--;
          executed++;
          busyNanos += took;
        }
      }
    }
  }

  @Override
  public void whileWaiting(Runnable wait) {
    executor.whileWaiting(wait);
  }

  @Override
  public void close() {
    executor.close();
  }
}
