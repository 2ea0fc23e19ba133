package io.backstitch;

import io.backstitch.engine.FlowEngine;
import io.backstitch.engine.Request;
import io.backstitch.engine.RunEnd;
import io.backstitch.engine.RunStatistics;
import io.backstitch.internal.SpareThread;
import io.backstitch.persistence.MessageKind;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunCounts;
import io.backstitch.persistence.StoredRun;
import io.backstitch.storage.RunStorage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A run whose steps are stored, while it is driven here or after it has come to its end. */
final class StoredFlowRun<O> implements FlowRun<O> {

  private static final Request NO_REASON = Request.here(null);

  private final String id;
  private final FlowDefinition<O> definition;
  private final RunHost host;
  private final CompletableFuture<O> outcome = new CompletableFuture<>();
  private final AtomicReference<@Nullable Runnable> completion = new AtomicReference<>();
  private final CountDownLatch known = new CountDownLatch(1);
  private final CountDownLatch atRest = new CountDownLatch(1);
  private volatile String inputs;
  private volatile @Nullable RuntimeException notStarted;
  private volatile @Nullable String stopped;
  private volatile @Nullable Request suspending;
  private volatile @Nullable Request cancelling;
  private volatile @Nullable Request cancelledInVain;
  private volatile boolean isWatched;
  private volatile long startNanos;
  private volatile long endNanos;
  private volatile @Nullable FlowEngine engine;
  private volatile FlowState finalState = FlowState.PENDING;

  /**
   * A run that nothing is done about yet.
   *
   * @param inputs its inputs, as they are stored
   * @param host what it is driven with
   */
  StoredFlowRun(String id, FlowDefinition<O> definition, String inputs, RunHost host) {
    this.id = id;
    this.definition = definition;
    this.inputs = inputs;
    this.host = host;
  }

  void setInputs(String json) {
    inputs = json;
  }

  String inputs() {
    return inputs;
  }

  /** Stores the run and sets off; returns when it is stored. */
  void startNew(BoundFlow<O> bound, Map<String, String> metadata) {
    RunStorage storage = new RunStorage(definition.graph(), bound.inputs());
    NewRun row = new NewRun(definition.name(), definition.version(), inputs, metadata, null);
    drive(storage, row, definition.recordText(), null);
    awaitStart();
  }

  /**
   * Carries on from what is stored, or tells how the run has ended.
   *
   * @param goesOn whether to carry on
   * @param counts what is to be stored of its past before it does, or null
   */
  void carryOn(StoredRun stored, boolean goesOn, @Nullable RunCounts counts) {
    RunStorage storage = RunReader.restore(definition, stored, host.codec(), goesOn);
    isWatched = false;
    if (!goesOn) {
      finalState = stored.state();
      known.countDown();
      rest(storage, new RunEnd(stored.state(), null, null), Runnable::run);
    } else {
      if (!storage.isTurnedBack()) {
        // Why it rested is over.
        storage.setWhy(null);
      }
      String now = definition.recordText();
      drive(storage, null, now.equals(stored.definition()) ? null : now, counts);
    }
  }

  /** It will carry on here when it is its turn. */
  void waits(StoredRun found) {
    finalState = found.state();
    known.countDown();
  }

  /** Another process has it, and is asked now and then. */
  void watch(FlowState state) {
    finalState = state;
    isWatched = true;
    known.countDown();
  }

  boolean isWatched() {
    return isWatched && atRest.getCount() > 0;
  }

  FlowDefinition<O> definition() {
    return definition;
  }

  /** Returns when the run is stored; throws what has kept it from that. */
  void awaitStart() {
    awaitUninterruptibly(known);
    if (notStarted != null) {
      throw notStarted;
    }
  }

  private void drive(
      RunStorage storage, @Nullable NewRun row, @Nullable String made, @Nullable RunCounts counts) {
    FlowEngine created =
        new FlowEngine(
            () -> id,
            definition.graph(),
            storage,
            row,
            made,
            new JournalLog(host.journal(), host.transactions(), host.codec(), this::started),
            host.executor(),
            host.options(),
            host.listeners(),
            end -> rest(storage, end, RunHost.callbacks(host.executor())));
    if (counts != null) {
      created.count(counts);
    }
    startNanos = System.nanoTime();
    engine = created;
    if (row == null) {
      known.countDown();
    }
    String why = stopped;
    if (why != null) {
      created.stop(why);
    }
    if (cancelling != null) {
      created.cancel(cancelling);
    }
    if (suspending != null) {
      created.suspend(suspending);
    }
    if (host.executor().isSerial()) {
      created.runHere();
    } else {
      created.begin();
    }
  }

  private void started(@Nullable PersistenceException error) {
    if (error != null) {
      notStarted = FlowStoppedException.notStarted(definition.name(), id, error);
    }
    known.countDown();
  }

  /** Completes the outcome on a thread that may run the code of those who wait for it. */
  private void rest(RunStorage storage, RunEnd end, Executor executor) {
    FlowEngine driven = engine;
    finalState = end.why() == null || driven == null ? end.state() : stored(driven.state());
    endNanos = System.nanoTime();
    if (end.why() == null && end.state() == FlowState.SUSPENDED && !storage.isTurnedBack()) {
      cancelledInVain = cancelling;
    }
    completion.set(
        () -> {
          host.whenAtRest().accept(this);
          try {
            outcome.complete(Outcomes.ofStored(definition, id, storage, end));
          } catch (Throwable e) {
            outcome.completeExceptionally(e);
          }
        });
    atRest.countDown();
    known.countDown();
    try {
      executor.execute(this::complete);
    } catch (RuntimeException | Error e) {
      // Who waits must hear of it, but their code must not run here: this may be the journal's
      // thread.
      SpareThread.run(this::complete);
    }
  }

  /** What the storage says of a run that was stopped, and who carries on with it will read. */
  private static FlowState stored(FlowState shown) {
    return shown == FlowState.SUSPENDING || shown == FlowState.RESUMING ? FlowState.RUNNING : shown;
  }

  private void complete() {
    Runnable first = completion.getAndSet(null);
    if (first != null) {
      first.run();
    }
  }

  /** Tells that the run was not taken up. */
  void giveUp(Throwable error) {
    notStarted =
        error instanceof RuntimeException unchecked
            ? unchecked
            : new IllegalStateException("Run '" + id + "' could not be taken up: " + error, error);
    known.countDown();
    atRest.countDown();
    outcome.completeExceptionally(error);
  }

  void stop(String why) {
    stopped = why;
    FlowEngine running = engine;
    if (running != null) {
      running.stop(why);
    }
  }

  /** Returns when the run is at rest and all who wait for it know, whatever its executor does. */
  void awaitRest() {
    awaitUninterruptibly(atRest);
    complete();
  }

  /** Whether nothing is done about the run any more, though perhaps not all who wait know yet. */
  boolean isOver() {
    FlowEngine driven = engine;
    return atRest.getCount() == 0 || (driven != null && driven.hasComeToRest());
  }

  /** Whether the calling thread is in a method of one of its atoms, or of a listener. */
  boolean isInside() {
    FlowEngine running = engine;
    return running != null && atRest.getCount() > 0 && running.isInside();
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
  public String toString() {
    return "run '" + id + "' of flow '" + flow() + "' in state " + state();
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
  public void suspend() {
    suspend(NO_REASON);
  }

  void suspend(Request request) {
    if (isWatched()) {
      host.sender().send(id, MessageKind.SUSPEND, request.why());
      return;
    }
    suspending = request;
    FlowEngine running = engine;
    if (running != null && atRest.getCount() > 0) {
      running.suspend(request);
    }
  }

  @Override
  public void cancel(String why) {
    cancel(Request.toCancel(why));
  }

  void cancel(Request request) {
    if (isWatched()) {
      host.sender().send(id, MessageKind.CANCEL, request.why());
      return;
    }
    cancelling = request;
    FlowEngine running = engine;
    if (running != null && atRest.getCount() > 0) {
      running.cancel(request);
    }
  }

  void ask(MessageKind kind, Request request) {
    switch (kind) {
      case SUSPEND -> suspend(request);
      case CANCEL -> cancel(request);
    }
  }

  /** What was asked when the run had just come to rest; null if there is nothing of the kind. */
  @Nullable Request cancelledInVain() {
    return cancelledInVain;
  }

  FlowStoppedException stopped(String why) {
    return new FlowStoppedException(flow(), id, why, null);
  }

  @Override
  public RunStatistics statistics() {
    FlowEngine driven = engine;
    if (driven == null) {
      return RunStatistics.NONE;
    }
    long until = atRest.getCount() == 0 ? endNanos : System.nanoTime();
    return driven.statistics(Duration.ofNanos(until - startNanos));
  }

  @Override
  public O join() {
    if (isInside()) {
      throw new IllegalStateException(
          "An atom or listener of run '"
              + id
              + "' can't wait for the end of the run it is part of");
    }
    if (!outcome.isDone()) {
      host.executor().whileWaiting(() -> outcome.handle((value, error) -> value).join());
    }
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
