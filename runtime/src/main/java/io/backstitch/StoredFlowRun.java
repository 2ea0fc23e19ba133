package io.backstitch;

import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.FlowEngine;
import io.backstitch.engine.RunEnd;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.Journal;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.StoredRun;
import io.backstitch.storage.RunStorage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run whose steps are stored, while it is driven here or after it has come to its end. */
final class StoredFlowRun<O> implements FlowRun<O> {

  private final String id;
  private final FlowDefinition<O> definition;
  private final CompletableFuture<O> outcome = new CompletableFuture<>();
  private final CountDownLatch atRest = new CountDownLatch(1);
  private volatile String inputs = "";
  private volatile @Nullable FlowEngine engine;
  private volatile FlowState finalState = FlowState.PENDING;

  StoredFlowRun(String id, FlowDefinition<O> definition) {
    this.id = id;
    this.definition = definition;
  }

  void setInputs(String json) {
    inputs = json;
  }

  String inputs() {
    return inputs;
  }

  void startNew(
      BoundFlow<O> bound,
      Journal journal,
      Codec codec,
      TaskExecutor executor,
      List<RunListener> listeners,
      Consumer<StoredFlowRun<?>> whenAtRest) {
    RunStorage storage = new RunStorage(definition.graph(), bound.inputs());
    NewRun row = new NewRun(definition.name(), definition.version(), inputs);
    drive(storage, row, journal, codec, executor, listeners, whenAtRest);
  }

  void carryOn(
      StoredRun stored,
      Journal journal,
      Codec codec,
      TaskExecutor executor,
      List<RunListener> listeners,
      Consumer<StoredFlowRun<?>> whenAtRest) {
    RunStorage storage = RunCodec.restore(definition, stored, codec);
    if (stored.state().isFinal()) {
      finalState = stored.state();
      rest(storage, new RunEnd(stored.state(), null, null), Runnable::run, whenAtRest);
    } else {
      drive(storage, null, journal, codec, executor, listeners, whenAtRest);
    }
  }

  private void drive(
      RunStorage storage,
      @Nullable NewRun row,
      Journal journal,
      Codec codec,
      TaskExecutor executor,
      List<RunListener> listeners,
      Consumer<StoredFlowRun<?>> whenAtRest) {
    CountDownLatch stored = new CountDownLatch(1);
    AtomicReference<@Nullable PersistenceException> refusal = new AtomicReference<>();
    FlowEngine created =
        new FlowEngine(
            () -> id,
            definition.graph(),
            storage,
            row,
            new JournalLog(journal, codec, stored, refusal),
            executor,
            EngineOptions.DEFAULT,
            listeners,
            end -> {
              finalState = end.state();
              stored.countDown();
              rest(
                  storage,
                  end,
                  executor.isSerial() ? Runnable::run : executor::execute,
                  whenAtRest);
            });
    if (row == null) {
      stored.countDown();
    }
    engine = created;
    if (executor.isSerial()) {
      created.runHere();
    } else {
      created.begin();
      awaitUninterruptibly(stored);
    }
    PersistenceException refused = refusal.get();
    if (refused != null) {
      throw new PersistenceException(
          "Run '%s' of flow '%s' could not be stored, so nothing of it was done; start it again with the same id: %s"
              .formatted(id, definition.name(), refused.getMessage()),
          refused);
    }
  }

  /** Completes the outcome on a thread that may run the code of those who wait for it. */
  private void rest(
      RunStorage storage,
      RunEnd end,
      java.util.concurrent.Executor executor,
      Consumer<StoredFlowRun<?>> whenAtRest) {
    Runnable complete =
        () -> {
          try {
            outcome.complete(Outcomes.of(definition, id, storage, end));
          } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
          }
        };
    whenAtRest.accept(this);
    atRest.countDown();
    try {
      executor.execute(complete);
    } catch (RejectedExecutionException e) {
      // The executor has been shut down; those who wait must hear of the end all the same.
      complete.run();
    }
  }

  void giveUp(RuntimeException error) {
    atRest.countDown();
    outcome.completeExceptionally(error);
  }

  void stop(String why) {
    FlowEngine running = engine;
    if (running != null) {
      running.stop(why);
    }
  }

  void awaitRest() {
    awaitUninterruptibly(atRest);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String flow() {
    return definition.name();
  }

  @Override
  public FlowState state() {
    FlowEngine running = engine;
    return running == null || atRest.getCount() == 0 ? finalState : running.state();
  }

  @Override
  public O join() {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public CompletionStage<O> completion() {
    return outcome.minimalCompletionStage();
  }
}
