package io.backstitch.executor;

import java.util.concurrent.ExecutorService;

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
        ? new ServiceExecutor(virtual, true)
        : threads(Math.max(16, 4 * Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Atoms in parallel on platform threads, which are made when needed and go when idle.
   *
   * @param most how many threads at the most
   * @return a new executor, to be closed
   */
  static TaskExecutor threads(int most) {
    return new PoolExecutor(most);
  }

  /**
   * Atoms in parallel on an executor of the application. If it is full, or wants its caller to do
   * the work, it is asked again a little later; so a bounded queue slows runs down, and loses
   * nothing.
   *
   * @param service the executor; closing what is returned leaves it open
   * @return the executor
   */
  static TaskExecutor on(ExecutorService service) {
    return new ServiceExecutor(service, false);
  }

  /**
   * Whether runs are driven by the thread that starts them, one atom at a time.
   *
   * @return true for {@link #serial()}
   */
  boolean isSerial();

  /**
   * Runs some work, sooner or later, on a thread of this executor.
   *
   * @param work the work, which does not throw
   * @throws java.util.concurrent.RejectedExecutionException if the executor is closed
   */
  void execute(Runnable work);

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
