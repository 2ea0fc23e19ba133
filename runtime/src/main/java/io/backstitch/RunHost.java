package io.backstitch;

import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.internal.SpareThread;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.Journal;
import io.backstitch.persistence.MessageKind;
import io.backstitch.persistence.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a stored run is driven with.
 *
 * @param journal stores its steps
 * @param transactions where tasks run that take a connection, if the store has any
 * @param codec turns its values into text
 * @param executor where methods run
 * @param options how its engine differs from the usual
 * @param listeners who hears of it
 * @param whenAtRest told when it has come to rest, before those who wait for it
 * @param sender passes on what is asked of a run that another process has
 */
record RunHost(
    Journal journal,
    Optional<Transactions> transactions,
    Codec codec,
    TaskExecutor executor,
    EngineOptions options,
    List<RunListener> listeners,
    Consumer<StoredFlowRun<?>> whenAtRest,
    Sender sender) {

  /** Leaves a message for whoever drives a run. */
  @FunctionalInterface
  interface Sender {
    void send(String runId, MessageKind kind, @Nullable String why);
  }

  /** The same, but for who is told of runs at rest. */
  RunHost whenAtRest(Consumer<StoredFlowRun<?>> next) {
    return new RunHost(journal, transactions, codec, executor, options, listeners, next, sender);
  }

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
