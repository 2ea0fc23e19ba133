package io.backstitch.executor;

import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Where the methods of atoms run. Safe for use by any thread; one executor may serve any number of
 * runs.
 */
public interface TaskExecutor extends AutoCloseable {

  /**
   * One atom at a time, in reproducible order, on the thread that starts the run.
   *
   * @return the executor, which has nothing to close
   */
  static TaskExecutor serial() {
    return new SerialExecutor();
  }

  /**
   * Atoms in parallel: a virtual thread for each where the Java virtual machine has them, otherwise
   * {@link #threads(int)} with four threads a core, and 16 at least.
   *
   * @return a new executor, to be closed
   */
  static TaskExecutor parallel() {
    ExecutorService virtual = VirtualThreads.newExecutorOrNull();
    return virtual != null
        ? new VirtualExecutor(virtual)
        : threads(Math.max(16, 4 * Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Atoms in parallel on platform threads, which are made when needed and go when idle.
   *
   * @param most how many threads at the most
   * @return a new executor, to be closed
   * @throws IllegalArgumentException if that is less than one
   */
  static TaskExecutor threads(int most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "An executor needs at least one thread, not %d; write 1 or more".formatted(most));
    }
    return new PoolExecutor(most);
  }

  /**
   * Atoms in parallel on an executor of the application. If it is full, or wants its caller to do
   * the work, it is asked again a little later; so a bounded queue slows runs down, and loses
   * nothing. If it is shut down, runs rest where they stand, and can be carried on with.
   *
   * @param service the executor; closing what is returned leaves it open. It must not drop work
   *     silently when it is full: that is checked as far as it can be seen
   * @return the executor
   * @throws IllegalArgumentException if it is a {@link java.util.concurrent.ThreadPoolExecutor}
   *     with a policy that drops work
   */
  static TaskExecutor on(ExecutorService service) {
    return new ServiceExecutor(Objects.requireNonNull(service, "service"));
  }

  /**
   * Whether runs are driven by the thread that starts them, one atom at a time.
   *
   * @return true for {@link #serial()}
   */
  boolean isSerial();

  /**
   * Runs some work on a thread of this executor, as soon as one has time.
   *
   * @param work the work, which does not throw
   * @throws RejectedExecutionException if the executor is closed, or full
   */
  void execute(Runnable work);

  /**
   * Runs some work on a thread of this executor, sooner or later: if it is full, as soon as it has
   * room.
   *
   * @param work the work, which does not throw
   * @param refused told, by any thread, if the executor is closed before it has taken the work,
   *     which is then not done; with a cause if that is no closing, but an error of the executor
   */
  default void execute(Runnable work, Consumer<RejectedExecutionException> refused) {
    try {
      execute(work);
    } catch (RejectedExecutionException e) {
      refused.accept(e);
    }
  }

  /**
   * Waits for something that may need a thread of this executor, on a thread that may be one of
   * them. Executors with a bound of their own let another thread work meanwhile, so that atoms can
   * wait for other runs; for {@link #on} the application has to see to that.
   *
   * @param wait returns when what is waited for has happened
   */
  default void whileWaiting(Runnable wait) {
    wait.run();
  }

  /** Takes no more work. What runs is neither awaited nor interrupted. */
  @Override
  void close();
}
