package io.backstitch.executor;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work for a {@link java.util.concurrent.ScheduledExecutorService} that goes on after a failure. By
 * itself, such an executor never again runs what has thrown once, and says nothing.
 *
 * <p>Work that wants to end throws a {@link CancellationException}: that is no failure, and it is
 * not run again. Safe for use by any thread.
 */
public final class PeriodicWork implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(PeriodicWork.class);

  /** What is done again and again. */
  @FunctionalInterface
  public interface Action {

    /**
     * Does it once.
     *
     * @throws Exception if it fails; it is done again all the same
     */
    void run() throws Exception;
  }

  private final String name;
  private final Action action;
  private final Consumer<Throwable> whenFailed;
  private final AtomicLong runs = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  private PeriodicWork(String name, Action action, Consumer<Throwable> whenFailed) {
    this.name = Objects.requireNonNull(name, "name");
    this.action = Objects.requireNonNull(action, "action");
    this.whenFailed = Objects.requireNonNull(whenFailed, "whenFailed");
  }

  /**
   * Work whose failures are logged as errors.
   *
   * @param name what it is, for the log
   * @param action what is done
   * @return what is to be scheduled
   */
  public static PeriodicWork of(String name, Action action) {
    return new PeriodicWork(
        name, action, e -> LOG.error("'{}' failed; it is done again at its next time", name, e));
  }

  /**
   * Work whose failures are told.
   *
   * @param name what it is, for the log
   * @param action what is done
   * @param whenFailed told of each failure, by the thread that did the work; what it throws is
   *     logged
   * @return what is to be scheduled
   */
  public static PeriodicWork of(String name, Action action, Consumer<Throwable> whenFailed) {
    return new PeriodicWork(name, action, whenFailed);
  }

  /**
   * How often the work was begun.
   *
   * @return the number
   */
  public long runs() {
    return runs.get();
  }

  /**
   * How often it failed.
   *
   * @return the number
   */
  public long failures() {
    return failures.get();
  }

  /**
   * Does the work once; it fails without throwing.
   *
   * @throws CancellationException if the work does not want to be done again
   */
  @Override
  public void run() {
    runs.incrementAndGet();
    try {
      action.run();
    } catch (CancellationException e) {
      throw e;
    } catch (Exception | Error e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      failures.incrementAndGet();
      tell(e);
    }
  }

  private void tell(Throwable failure) {
    try {
      whenFailed.accept(failure);
    } catch (RuntimeException | Error e) {
      e.addSuppressed(failure);
      LOG.error("Nobody could be told that '{}' failed; it is done again all the same", name, e);
    }
  }
}
