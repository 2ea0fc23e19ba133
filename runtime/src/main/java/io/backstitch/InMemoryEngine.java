package io.backstitch;

import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.EngineSteps;
import io.backstitch.engine.FlowEngine;
import io.backstitch.engine.RunEnd;
import io.backstitch.engine.RunListener;
import io.backstitch.engine.RunStatistics;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.storage.RunStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A run in memory, and the engine that drives it, in the hands of the caller: to watch it, to go
 * through it step by step, to let it rest and carry on, to run it again.
 *
 * <pre>{@code
 * InMemoryEngine<Outcome> engine =
 *     flow.with(server, database, target).engine().listener(new PrintingListener(System.out)).build();
 * Outcome outcome = engine.run();
 * }</pre>
 *
 * <p>Nothing is stored: what has happened is known as long as this object lives. {@link Backstitch}
 * is for runs that survive. One thread at a time runs it, or takes its steps; all else may be
 * called by any thread.
 *
 * @param <O> the type of the outcome
 */
public final class InMemoryEngine<O> {

  private final FlowDefinition<O> flow;
  private final @Nullable Object[] inputs;
  private final @Nullable TaskExecutor executor;
  private final EngineOptions options;
  private final List<RunListener> listeners;
  private final LazyId id = new LazyId();
  private final AtomicBoolean isBusy = new AtomicBoolean();
  private volatile @Nullable Leg leg;

  private InMemoryEngine(Builder<O> builder) {
    this.flow = builder.bound.flow();
    this.inputs = builder.bound.inputs();
    this.executor = builder.executor;
    this.options = builder.options;
    this.listeners = List.copyOf(builder.listeners);
  }

  /**
   * Runs until the run comes to rest; the calling thread takes part in the work. A run that is at
   * rest carries on: one that was suspended where it stood, one in state FAILURE with the reverts
   * that have failed. One that was undone begins anew. One that is done stays so: it is looked
   * through for something left to do, so listeners hear RUNNING and SUCCESS once more, and nothing
   * is called.
   *
   * @return the outcome
   * @throws FlowFailedException if the run did not succeed; its state tells whether all is undone
   * @throws FlowStoppedException if it was suspended, or could not go on where it stands
   * @throws IllegalStateException if it is under way already
   */
  public O run() {
    Leg running = begin();
    running.engine.runHere();
    return running.outcome();
  }

  /**
   * Runs for a time at the most. When it is over nothing more starts, what runs is awaited, and
   * unless that was the end of it, the run rests where it stands: running it again carries on.
   *
   * @param most how long
   * @return the outcome
   * @throws TimeoutException if the time was over before the run was
   * @throws FlowFailedException if the run did not succeed; its state tells whether all is undone
   * @throws FlowStoppedException if it was suspended before, or could not go on where it stands
   * @throws IllegalStateException if it is under way already
   */
  public O run(Duration most) throws TimeoutException {
    long nanos = TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(most, "most"));
    Leg running = begin();
    CompletableFuture<Void> deadline = new CompletableFuture<>();
    CompletableFuture<Boolean> isLate =
        deadline
            .orTimeout(nanos, TimeUnit.NANOSECONDS)
            .handle((ended, late) -> late != null && running.suspendLater());
    running.engine.runHere();
    deadline.complete(null);
    RunEnd end = running.end();
    if (isLate.join() && end.state() == FlowState.SUSPENDED && end.why() == null) {
      throw new TimeoutException(
          "Run '%s' of flow '%s' rests where it stood when its time of %s was over; running it again carries on"
              .formatted(id.get(), flow.name(), most));
    }
    return running.outcome();
  }

  private Leg begin() {
    beBusy();
    return begin(executor == null ? TaskExecutor.parallel() : executor);
  }

  private void beBusy() {
    if (!isBusy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "Run '%s' of flow '%s' is under way already".formatted(id.get(), flow.name()));
    }
  }

  private Leg begin(TaskExecutor on) {
    Leg next = new Leg(on, memory(), statistics());
    leg = next;
    return next;
  }

  /**
   * A memory of its own for each leg: who still reads the outcome of the last one is not disturbed.
   */
  private RunStorage memory() {
    Leg last = leg;
    return last == null
        ? new RunStorage(flow.graph(), inputs)
        : last.storage.carriedTo(flow.graph(), inputs);
  }

  /**
   * Lets the run go on step by step, as far as it is asked to. It is under way until it has come to
   * rest, or the steps are closed, which lets it rest.
   *
   * <pre>{@code
   * try (var steps = engine.steps()) {
   *   while (steps.hasNext()) {
   *     System.out.println(steps.next());
   *   }
   * }
   * Outcome outcome = engine.outcome();
   * }</pre>
   *
   * @return the steps, to be closed
   * @throws IllegalStateException if it is under way already
   */
  public EngineSteps steps() {
    return begin().engine.steps();
  }

  /**
   * Asks the run to rest: what runs is awaited, and nothing new starts. It may come to its end all
   * the same, if nothing is left to do then. Does nothing if the run is at rest.
   */
  public void suspend() {
    Leg running = leg;
    if (running != null) {
      running.engine.suspend();
    }
  }

  /**
   * Makes the run one that has not started: every atom is to be executed, from the beginning. What
   * was done and not undone is forgotten. Tasks see it as another attempt, with other idempotency
   * keys.
   *
   * @throws IllegalStateException if it is under way
   */
  public void reset() {
    beBusy();
    begin(TaskExecutor.serial()).reset();
  }

  /**
   * Where the run stands.
   *
   * @return the state; SUSPENDED also if something stopped it, such as an executor that was closed
   */
  public FlowState state() {
    Leg running = leg;
    return running == null ? FlowState.PENDING : running.state();
  }

  /**
   * What {@link #run} would have answered, for a run that has come to rest by {@link #steps}.
   *
   * @return the outcome
   * @throws FlowFailedException if the run did not succeed; its state tells whether all is undone
   * @throws FlowStoppedException if it was suspended, or could not go on where it stands
   * @throws IllegalStateException if it is under way, or has never been
   */
  public O outcome() {
    Leg last = leg;
    if (last == null) {
      throw notAtRest();
    }
    return last.outcome();
  }

  private IllegalStateException notAtRest() {
    return new IllegalStateException(
        "Run '%s' of flow '%s' has not come to rest yet".formatted(id.get(), flow.name()));
  }

  /**
   * What the run has done so far.
   *
   * @return a snapshot; while the run goes on, of about now
   */
  public RunStatistics statistics() {
    Leg running = leg;
    return running == null ? RunStatistics.NONE : running.statistics();
  }

  /** From one rest to the next. */
  private final class Leg {

    private final TaskExecutor on;
    private final RunStorage storage;
    private final RunStatistics before;
    private final long start = System.nanoTime();
    private volatile long nanos = -1;
    private volatile @Nullable RunEnd end;
    final FlowEngine engine;

    Leg(TaskExecutor on, RunStorage storage, RunStatistics before) {
      this.on = on;
      this.storage = storage;
      this.before = before;
      this.engine =
          new FlowEngine(
              id::get,
              flow.graph(),
              storage,
              null,
              null,
              null,
              on,
              options,
              listeners,
              this::ended);
    }

    void reset() {
      engine.reset();
      // TaskFlow keeps all this, so that a controller may find that it has tried enough already.
      storage.forgetPast();
      nanos = 0;
      isBusy.set(false);
    }

    private void ended(RunEnd how) {
      nanos = System.nanoTime() - start;
      end = how;
      if (executor == null) {
        on.close();
      }
      isBusy.set(false);
    }

    FlowState state() {
      RunEnd how = end;
      return how == null ? engine.state() : how.state();
    }

    RunStatistics statistics() {
      long active = nanos < 0 ? System.nanoTime() - start : nanos;
      return before.plus(engine.statistics(Duration.ofNanos(active)));
    }

    boolean suspendLater() {
      engine.suspendLater();
      return true;
    }

    RunEnd end() {
      RunEnd how = end;
      if (how == null) {
        throw notAtRest();
      }
      return how;
    }

    O outcome() {
      return Outcomes.inMemory(flow, id.get(), storage, end());
    }
  }

  /** Collects the choices with which an engine is made. For use by one thread. */
  public static final class Builder<O> {

    private final BoundFlow<O> bound;
    private @Nullable TaskExecutor executor;
    private EngineOptions options = EngineOptions.DEFAULT;
    private final List<RunListener> listeners = new ArrayList<>();

    Builder(BoundFlow<O> bound) {
      this.bound = bound;
    }

    /**
     * Sets where methods run; {@link TaskExecutor#parallel()} if not set.
     *
     * @param newExecutor the executor; it stays open
     * @return this builder
     */
    public Builder<O> executor(TaskExecutor newExecutor) {
      executor = Objects.requireNonNull(newExecutor, "executor");
      return this;
    }

    /**
     * Sets how the engine differs from the usual.
     *
     * @param newOptions the options; {@link EngineOptions#DEFAULT} if not set
     * @return this builder
     */
    public Builder<O> options(EngineOptions newOptions) {
      options = Objects.requireNonNull(newOptions, "options");
      return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener hears of the run
     * @return this builder
     */
    public Builder<O> listener(RunListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Makes the engine. Nothing runs before it is asked to.
     *
     * @return the engine, over a run that has not started
     * @throws InvalidFlowException if a task of the flow takes the connection of a transaction
     */
    public InMemoryEngine<O> build() {
      TransactionCheck.refuse(bound.flow(), "a run in memory is not stored in a database");
      return new InMemoryEngine<>(this);
    }
  }
}
