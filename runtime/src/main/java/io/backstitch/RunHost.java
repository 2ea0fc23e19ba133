package io.backstitch;

import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.internal.SpareThread;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.Journal;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a stored run is driven with.
 *
 * @param journal stores its steps
 * @param codec turns its values into text
 * @param executor where methods run
 * @param options how its engine differs from the usual
 * @param listeners who hears of it
 * @param whenAtRest told when it has come to rest, before those who wait for it
 */
record RunHost(
    Journal journal,
    Codec codec,
    TaskExecutor executor,
    EngineOptions options,
    List<RunListener> listeners,
    Consumer<StoredFlowRun<?>> whenAtRest) {

  /**
   * Where that runs which belongs to no atom: news from the store, and the code of those who wait
   * for runs. It throws if the executor refuses it at once.
   */
  static Executor callbacks(TaskExecutor executor) {
    // A serial run has one thread only, which the journal may wake directly.
    return executor.isSerial() ? Runnable::run : work -> execute(work, executor);
  }

  private static void execute(Runnable work, TaskExecutor executor) {
    Thread caller = Thread.currentThread();
    executor.execute(
        work,
        closed -> {
          if (Thread.currentThread() == caller) {
            throw closed;
          }
          SpareThread.run(work);
        });
  }
}
