package io.backstitch;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.Journal;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.StoredRun;
import io.backstitch.persistence.WriteSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
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

  /** What every store takes. */
  private static final int MAX_ID = 512;

  private static final int MAX_VALUE_BYTES = 16 * 1024 * 1024;

  private final RunStore store;
  private final Codec codec;
  private final TaskExecutor executor;
  private final boolean ownsExecutor;
  private final Journal journal;
  private final RunHost host;
  private final Map<String, FlowDefinition<?>> flows = new ConcurrentHashMap<>();
  private final LiveRuns live = new LiveRuns();
  private final Lock closing = new ReentrantLock();

  private Backstitch(Builder builder) {
    this.store = builder.persistence.open();
    this.codec = new LimitedCodec(builder.codec, builder.maxValueBytes);
    this.ownsExecutor = builder.executor == null;
    this.executor = builder.executor == null ? TaskExecutor.parallel() : builder.executor;
    this.journal = Journal.over(store, RunHost.callbacks(executor));
    this.host =
        new RunHost(
            journal, codec, executor, builder.options, List.copyOf(builder.listeners), live::leave);
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
   * @throws InvalidFlowException if another flow of that name is known, or a symbol's type can't be
   *     stored
   */
  public Backstitch register(FlowDefinition<?> flow) {
    FlowDefinition<?> known = flows.putIfAbsent(flow.name(), flow);
    if (known != null && known != flow) {
      throw new InvalidFlowException(
          Kind.DUPLICATE_NAME,
          "A flow named '" + flow.name() + "' is registered already; runs are stored by that name");
    }
    try {
      RunCodec.check(flow, codec);
    } catch (InvalidFlowException e) {
      flows.remove(flow.name(), flow);
      throw e;
    }
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
    return start(bound, UUID.randomUUID().toString());
  }

  /**
   * Starts a run, or finds the run that was started with this id before: then it is that one, which
   * carries on if it stood still, and begins anew if it was reset, unless somebody has suspended
   * it.
   *
   * @param bound the flow with its inputs
   * @param runId the id, unique in the persistence, of at most 512 characters
   * @return the run, which is on disk
   * @param <O> the type of the outcome
   * @throws IllegalArgumentException if the id is blank or too long
   * @throws InvalidFlowException if the flow is not registered, or the id is used for another flow
   *     or other inputs
   * @throws FlowStoppedException if the run could not be stored; nothing of it was done then
   */
  public <O> FlowRun<O> start(BoundFlow<O> bound, String runId) {
    if (Objects.requireNonNull(runId, "runId").isBlank()) {
      throw new IllegalArgumentException(
          "The id of a run of flow '%s' must not be blank; write one that tells the run from others, or start it without an id"
              .formatted(bound.flow().name()));
    }
    if (runId.length() > MAX_ID) {
      throw new IllegalArgumentException(
          "A run id has at most %d characters, but this one has %d: %s..."
              .formatted(MAX_ID, runId.length(), runId.substring(0, 40)));
    }
    FlowDefinition<O> flow = bound.flow();
    if (flows.get(flow.name()) != flow) {
      throw new InvalidFlowException(
          Kind.UNKNOWN_NAME,
          "Flow '"
              + flow.name()
              + "' is not registered here; call register first, so that its"
              + " runs can be recovered after a crash");
    }
    String inputs = RunCodec.encodeInputs(bound, codec);
    StoredFlowRun<O> fresh = new StoredFlowRun<>(runId, flow, inputs, host);
    StoredFlowRun<?> known = takeUp(fresh);
    if (known != null) {
      // Whoever starts it first may not have stored it yet.
      known.awaitStart();
      same(known, known.flow(), flow.name(), inputs);
      return sameType(known);
    }
    begin(fresh, bound, inputs);
    return fresh;
  }

  /** Makes a run one that is driven here, unless it is already: then the one that is. */
  private @Nullable StoredFlowRun<?> takeUp(StoredFlowRun<?> run) {
    if (journal.isOwnThread()) {
      throw new IllegalStateException(
          "A listener can't start or carry on with a run when the executor has been shut down");
    }
    return live.takeUp(run);
  }

  private <O> void begin(StoredFlowRun<O> run, BoundFlow<O> bound, String inputs) {
    try {
      Optional<StoredRun> stored = store.load(run.id());
      if (stored.isPresent()) {
        run.setInputs(stored.get().inputs());
        same(run, stored.get().flow(), bound.flow().name(), inputs);
        adopt(run, stored.get(), goesOnByItself(stored.get().state()));
      } else {
        // An earlier start with this id may have failed.
        journal.forget(run.id());
        run.startNew(bound);
      }
    } catch (RuntimeException | Error e) {
      giveUp(run, e);
      throw e;
    }
  }

  private void giveUp(StoredFlowRun<?> run, Throwable error) {
    live.leave(run);
    run.giveUp(error);
  }

  /** Whether a run was under way, and neither came to its end nor was asked to rest. */
  private static boolean goesOnByItself(FlowState state) {
    return !state.isFinal() && state != FlowState.SUSPENDED;
  }

  /** One flow, one definition, so its outcome is of that type. */
  @SuppressWarnings("unchecked")
  private static <O> FlowRun<O> sameType(StoredFlowRun<?> run) {
    return (FlowRun<O>) run;
  }

  private void same(StoredFlowRun<?> run, String knownFlow, String flow, String inputs) {
    if (!knownFlow.equals(flow)) {
      throw new InvalidFlowException(
          Kind.BAD_INPUT,
          "Run id '%s' is used by flow '%s', so flow '%s' can't use it; choose another id"
              .formatted(run.id(), knownFlow, flow));
    }
    if (!codec.isSame(run.inputs(), inputs)) {
      throw new InvalidFlowException(
          Kind.BAD_INPUT,
          "Run '%s' of flow '%s' was started with other inputs; choose another id, or the same inputs"
              .formatted(run.id(), flow));
    }
  }

  private void adopt(StoredFlowRun<?> run, StoredRun stored, boolean goesOn) {
    run.setInputs(stored.inputs());
    if (goesOn) {
      store.adopt(run.id());
      journal.forget(run.id());
    }
    run.carryOn(stored, goesOn);
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
    return new RecoveryScan(store, live, this::recover).scan();
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
    StoredFlowRun<?> run = asked(runId, "can't be resumed");
    StoredFlowRun<?> known = takeUp(run);
    if (known != null) {
      return known;
    }
    carryOn(run, state -> !state.isFinal() || state == FlowState.FAILURE);
    return run;
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
    StoredFlowRun<?> run = asked(runId, "can't be reset");
    if (takeUp(run) != null) {
      throw new IllegalStateException(
          "Run '" + runId + "' is under way; suspend it and wait for its rest before it is reset");
    }
    try {
      StoredRun stored = stored(runId, "can't be reset");
      WriteSet reset = RunReset.of(stored);
      store.adopt(runId);
      journal.forget(runId);
      RunReset.commit(reset, journal);
    } finally {
      giveUp(
          run,
          new IllegalStateException("Run '" + runId + "' was being reset; ask for it once more"));
    }
  }

  /**
   * Carries on with a run that has been taken up, or tells how it has ended.
   *
   * @param goesOn the states in which it carries on
   * @return whether it does
   */
  private boolean carryOn(StoredFlowRun<?> run, Predicate<FlowState> goesOn) {
    try {
      // Only now nobody else changes it; it may have come to its end meanwhile.
      StoredRun stored = stored(run.id(), "can't carry on");
      boolean carriesOn = goesOn.test(stored.state());
      adopt(run, stored, carriesOn);
      return carriesOn;
    } catch (RuntimeException | Error e) {
      giveUp(run, e);
      throw e;
    }
  }

  /** A run that somebody asks for by its id. */
  private StoredFlowRun<?> asked(String runId, String what) {
    live.checkOpen("Run '" + runId + "' " + what);
    return new StoredFlowRun<>(runId, flowOf(stored(runId, what), what), "", host);
  }

  private StoredRun stored(String runId, String what) {
    return store
        .load(runId)
        .orElseThrow(
            () ->
                new InvalidFlowException(
                    Kind.UNKNOWN_NAME,
                    "There is no run '%s' here, so it %s; check its id, and where its runs are stored"
                        .formatted(runId, what)));
  }

  private FlowDefinition<?> flowOf(StoredRun stored, String what) {
    FlowDefinition<?> flow = flows.get(stored.flow());
    if (flow == null) {
      throw new InvalidFlowException(
          Kind.UNKNOWN_NAME,
          "Run '%s' %s, because its flow '%s' is not registered here; call register first"
              .formatted(stored.id(), what, stored.flow()));
    }
    return flow;
  }

  private Optional<FlowRun<?>> recover(StoredRun found) {
    StoredFlowRun<?> run =
        new StoredFlowRun<>(found.id(), flowOf(found, "can't carry on"), "", host);
    return takeUp(run) == null && carryOn(run, Backstitch::goesOnByItself)
        ? Optional.of(run)
        : Optional.empty();
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
    Collection<StoredFlowRun<?>> running = live.all();
    running.forEach(run -> run.stop("its Backstitch was closed"));
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
    private EngineOptions options = EngineOptions.DEFAULT;
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
