package io.backstitch;

import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.Journal;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunStore;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The front door: runs of flows that survive a crash.
 *
 * <pre>{@code
 * try (Backstitch backstitch = Backstitch.open(JdbcPersistence.h2(Path.of("upgrades")))) {
 *   backstitch.register(flow);
 *   backstitch.recover();
 *   FlowRun<Outcome> run = backstitch.start(flow.with(server, database, target), "upgrade-2026-11");
 *   Outcome outcome = run.join();
 * }
 * }</pre>
 *
 * <p>Safe for use by any number of threads. Closing it lets what runs end and be recorded; runs
 * that have not come to their end can be recovered later.
 */
public final class Backstitch implements AutoCloseable {

  private static final int MAX_VALUE_BYTES = 16 * 1024 * 1024;

  private static final int MAX_RECOVERING = 256;

  private final RunStore store;
  private final TaskExecutor executor;
  private final boolean ownsExecutor;
  private final Journal journal;
  private final Flows flows;
  private final LiveRuns live = new LiveRuns();
  private final RunService service;
  private final Heartbeat heartbeat;
  private final Runs runs;
  private final Lock closing = new ReentrantLock();

  private Backstitch(Builder builder) {
    this.store = builder.persistence.open();
    Codec codec = new LimitedCodec(builder.codec, builder.maxValueBytes);
    this.flows = new Flows(codec, store.transactions().isPresent());
    this.ownsExecutor = builder.executor == null;
    this.executor = builder.executor == null ? TaskExecutor.parallel() : builder.executor;
    this.journal = Journal.over(store, RunHost.callbacks(executor), builder.patience);
    RunHost host =
        new RunHost(
            journal,
            store.transactions(),
            codec,
            executor,
            builder.options,
            List.copyOf(builder.listeners),
            live::leave,
            store::send);
    this.service = new RunService(store, flows, live, new Backlog(builder.maxRecovering), host);
    this.heartbeat = Heartbeat.over(store, live, service);
    this.runs = new Runs(service, store.catalog(), codec);
  }

  /**
   * Opens with the default executor, codec and no listener.
   *
   * @param persistence where runs are stored
   * @return a Backstitch, to be closed
   * @throws io.backstitch.persistence.PersistenceException if it can't be opened
   */
  public static Backstitch open(Persistence persistence) {
    return builder(persistence).open();
  }

  /**
   * Opens with choices.
   *
   * @param persistence where runs are stored
   * @return a builder, for use by one thread
   */
  public static Builder builder(Persistence persistence) {
    return new Builder(persistence);
  }

  /**
   * Makes a flow known, so that its runs can be started and recovered.
   *
   * @param flow the flow
   * @return this
   * @throws InvalidFlowException if another flow of that name is known, a symbol's type can't be
   *     stored, or a task takes a connection and runs are not stored in a database here
   */
  public Backstitch register(FlowDefinition<?> flow) {
    flows.register(flow);
    return this;
  }

  /**
   * Starts a run with a random id.
   *
   * @param bound the flow with its inputs
   * @return the run, which is on disk
   * @param <O> the type of the outcome
   */
  public <O> FlowRun<O> start(BoundFlow<O> bound) {
    return start(bound, StartOptions.withRandomId());
  }

  /**
   * Starts a run with an id, or finds the one that was started with it before.
   *
   * @param bound the flow with its inputs
   * @param runId the id, unique in the persistence, of at most 512 characters
   * @return the run, which is on disk
   * @param <O> the type of the outcome
   * @throws IllegalArgumentException if the id is blank or too long
   * @see #start(BoundFlow, StartOptions)
   */
  public <O> FlowRun<O> start(BoundFlow<O> bound, String runId) {
    return start(bound, StartOptions.withId(runId));
  }

  /**
   * Starts a run, or finds the run that was started with this id before: then it is that one, which
   * carries on if it stood still, and begins anew if it was reset, unless somebody has suspended
   * it.
   *
   * @param bound the flow with its inputs
   * @param options its id, and what people want to find it by
   * @return the run, which is on disk
   * @param <O> the type of the outcome
   * @throws InvalidFlowException if the flow is not registered, or the id is used for another flow
   *     or other inputs
   * @throws FlowStoppedException if the run could not be stored; nothing of it was done then
   */
  public <O> FlowRun<O> start(BoundFlow<O> bound, StartOptions options) {
    return service.start(bound, options.idOrRandom(), options.metadata());
  }

  /**
   * Starts a run in a transaction of the caller: the run is there if and only if that is committed.
   * Then one of the processes that share the database and have registered the flow carries on with
   * it, within about a second; or at once whoever calls {@link #start(BoundFlow, String)} with its
   * id, which is how to get hold of the run. If there is a run of that id already, of the same flow
   * with the same inputs, nothing changes.
   *
   * @param bound the flow with its inputs
   * @param options its id, and what people want to find it by
   * @param transaction a connection to the database in which the runs are stored, with autocommit
   *     off; neither committed nor closed here
   * @throws IllegalArgumentException if autocommit is on
   * @throws InvalidFlowException if the flow is not registered, or the id is used for another flow
   *     or other inputs
   * @throws UnsupportedOperationException if runs are not stored in a database that others can open
   * @throws PersistenceException if the run could not be stored
   */
  public void start(BoundFlow<?> bound, StartOptions options, Connection transaction) {
    service.start(bound, options.idOrRandom(), options.metadata(), transaction);
  }

  /**
   * Starts a run with an id in a transaction of the caller.
   *
   * @param bound the flow with its inputs
   * @param runId the id, unique in the persistence, of at most 512 characters
   * @param transaction a connection to the database in which the runs are stored
   * @throws IllegalArgumentException if the id is blank or too long
   * @see #start(BoundFlow, StartOptions, Connection)
   */
  public void start(BoundFlow<?> bound, String runId, Connection transaction) {
    start(bound, StartOptions.withId(runId), transaction);
  }

  /**
   * Carries on with every unfinished run of the registered flows that nobody drives; one that was
   * reset begins anew. Those that were suspended, and those that need a person, are left alone for
   * {@link #resume} or {@link #reset}, and listed each time.
   *
   * @return the runs that carry on, and those that were left alone, with the reason
   * @throws IllegalStateException if this is closed
   * @throws PersistenceException if it can't be read which runs there are
   */
  public Recovery recover() {
    live.checkOpen("Runs can't be recovered");
    return new RecoveryScan(store, live, service).scan();
  }

  /**
   * Carries on with a run that rests until somebody asks for it. One that was suspended goes on
   * where it stood. One in state {@link FlowState#FAILURE} needed a person, because something could
   * not be undone: when what stood in the way has been dealt with, the reverts that failed are
   * tried again, with the same idempotency keys, and the way back goes on. A run that stands still
   * otherwise carries on too; one that is done or undone stays so, and one that is driven here
   * already is just returned.
   *
   * @param runId the id of the run
   * @return the run
   * @throws InvalidFlowException if there is no such run, its flow is not registered, or has
   *     changed so that the run can't carry on
   * @throws IllegalStateException if this is closed
   */
  public FlowRun<?> resume(String runId) {
    return service.resume(runId);
  }

  /**
   * Makes a run that is at rest one that has not started; {@link #resume}, a {@link #start} with
   * its id, or the next {@link #recover}, runs it from the beginning, with the inputs it has. So a
   * run that was undone can be tried again when the cause is mended. What was done and not undone
   * is forgotten: after state SUCCESS it is done once more, after FAILURE and SUSPENDED it is left
   * as it is. Tasks see it as another attempt, with other idempotency keys.
   *
   * @param runId the id of the run
   * @throws InvalidFlowException if there is no such run, or its flow is not registered
   * @throws IllegalStateException if the run is under way, here or, as far as is known, elsewhere,
   *     or this is closed
   * @throws PersistenceException if it could not be stored; the run is as it was then
   */
  public void reset(String runId) {
    service.reset(runId);
  }

  /**
   * What there is to ask and to say about stored runs, whatever process they are of.
   *
   * @return the runs; usable until this is closed
   */
  public Runs runs() {
    return runs;
  }

  /**
   * Lets the methods that run end, records them, and closes the persistence. Runs that have not
   * come to their end stand where they stood, and {@link FlowRun#join} tells so. Returns when all
   * that is done, also if another thread is closing it already.
   *
   * @throws IllegalStateException if an atom or a listener calls it, for whose end it would have to
   *     wait
   */
  @Override
  public void close() {
    for (StoredFlowRun<?> run : live.all()) {
      if (run.isInside()) {
        throw new IllegalStateException(
            "An atom or listener of run '"
                + run.id()
                + "' can't close its Backstitch, which would wait for it to end");
      }
    }
    closing.lock();
    try {
      if (live.shut()) {
        closeAll();
      }
    } finally {
      closing.unlock();
    }
  }

  private void closeAll() {
    heartbeat.close();
    Collection<StoredFlowRun<?>> running = live.all();
    running.forEach(run -> run.stop("its Backstitch was closed"));
    service.stopWaiting("its Backstitch was closed");
    // The executor is not ours alone: it may have been shut down, and have dropped what it had.
    journal.acknowledgeHere();
    running.forEach(StoredFlowRun::awaitRest);
    journal.close();
    if (ownsExecutor) {
      executor.close();
    }
    store.close();
  }

  /** Collects the choices with which a {@link Backstitch} is opened. For use by one thread. */
  public static final class Builder {

    private final Persistence persistence;
    private @Nullable TaskExecutor executor;
    private Codec codec = Codec.jackson();
    private int maxValueBytes = MAX_VALUE_BYTES;
    private int maxRecovering = MAX_RECOVERING;
    private EngineOptions options = EngineOptions.DEFAULT;
    private Duration patience = Journal.PATIENCE;
    private final List<RunListener> listeners = new ArrayList<>();

    private Builder(Persistence persistence) {
      this.persistence = Objects.requireNonNull(persistence, "persistence");
    }

    /**
     * Sets where methods run; {@link TaskExecutor#parallel()} if not set.
     *
     * @param newExecutor the executor; it stays open when the Backstitch is closed
     * @return this builder
     */
    public Builder executor(TaskExecutor newExecutor) {
      executor = Objects.requireNonNull(newExecutor, "executor");
      return this;
    }

    /**
     * Sets how values become text; {@link Codec#jackson()} if not set.
     *
     * @param newCodec the codec
     * @return this builder
     */
    public Builder codec(Codec newCodec) {
      codec = Objects.requireNonNull(newCodec, "codec");
      return this;
    }

    /**
     * Sets how large a value may be, an input or a result: it is stored with its step, and read
     * again on recovery. A task with a larger result fails, and is undone with the result that it
     * has.
     *
     * @param bytes the most that its JSON may take in UTF-8; 16 MiB if not set
     * @return this builder
     * @throws IllegalArgumentException if that is less than 1
     */
    public Builder maxValueBytes(int bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("maxValueBytes must be at least 1, not " + bytes);
      }
      maxValueBytes = bytes;
      return this;
    }

    /** Sets how long runs wait for storage that is away, before they stop where they stand. */
    Builder patience(Duration newPatience) {
      patience = newPatience;
      return this;
    }

    /**
     * Sets how many runs that {@link Backstitch#recover} carries on with are in memory at a time;
     * the others wait for their turn, and need hardly any. More of them share commits, and need
     * more memory.
     *
     * @param runs how many; 256 if not set
     * @return this builder
     * @throws IllegalArgumentException if that is less than 1
     */
    public Builder maxRecovering(int runs) {
      if (runs < 1) {
        throw new IllegalArgumentException("maxRecovering must be at least 1, not " + runs);
      }
      maxRecovering = runs;
      return this;
    }

    /**
     * Sets how engines differ from the usual.
     *
     * @param newOptions the options of all runs; {@link EngineOptions#DEFAULT} if not set
     * @return this builder
     */
    public Builder options(EngineOptions newOptions) {
      options = Objects.requireNonNull(newOptions, "options");
      return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener hears of all runs
     * @return this builder
     */
    public Builder listener(RunListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Opens the persistence.
     *
     * @return a Backstitch, to be closed
     * @throws io.backstitch.persistence.PersistenceException if it can't be opened
     */
    public Backstitch open() {
      return new Backstitch(this);
    }
  }
}
