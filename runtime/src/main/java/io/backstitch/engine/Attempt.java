package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.AtomTimes;
import io.backstitch.Failure;
import io.backstitch.FlowFailures;
import io.backstitch.TaskContext;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Requirement;
import io.backstitch.flow.RetryHistory;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.RevertBody;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import io.backstitch.flow.ValueType;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.storage.ResultCheck;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One call of an atom's method or revert: what it is handed, the gate it starts through, and, when
 * it has ended, the message that says so. One object for all that, since there is one for each
 * step.
 */
final class Attempt extends Message implements Runnable, RevertArguments, TaskContext {

  private static final int QUEUED = 0;
  private static final int RUNNING = 1;
  private static final int DROPPED = 2;

  private final FlowEngine engine;
  final int node;
  final Atom atom;
  final int number;
  final boolean isRevert;
  private final RetryHistory history;
  private final FlowFailures failures;
  private final AtomicInteger gate = new AtomicInteger(QUEUED);

  @Nullable Object result;
  @Nullable Object @Nullable [] parts;
  @Nullable String encoded;
  @Nullable Failure failure;
  @Nullable Throwable fatal;

  /** Why a method that is to be recorded in one transaction with what it does could not be. */
  @Nullable PersistenceException notStored;

  /** Whether what the method did is recorded, and its success. */
  boolean isStored;

  /** Set by the owner before this starts, if the method runs in a transaction. */
  @Nullable TransactionalCall transaction;

  long nanos;

  /** When the call began and ended, in milliseconds since 1970; 0 if nothing is stored. */
  long started;

  long ended;

  /**
   * Set by the owner when this message has arrived: the call has ended, and what it did is known.
   */
  boolean arrived;

  /** Whether the method was called: not if something that it requires is absent. */
  boolean called;

  /** Whether the thread was interrupted when the method returned. */
  boolean interrupted;

  /** The thread that is in the method. Not volatile: only that thread looks for itself. */
  @Nullable Thread caller;

  /** Set by the owner when those who listen know that it runs. */
  boolean announced;

  /** Set by the owner while this is about to start, and not handed to anybody yet. */
  boolean isReady;

  /**
   * Set by the owner when what leads to this attempt has happened already: it belongs to its round.
   */
  boolean mustRun;

  /**
   * An attempt that is about to start.
   *
   * @param node the node of the atom
   * @param isRevert whether it is undone
   * @param history what was tried before, if the atom is a retry controller
   * @param failures what has failed in the run so far, for a revert
   */
  Attempt(
      FlowEngine engine,
      int node,
      Atom atom,
      int number,
      boolean isRevert,
      RetryHistory history,
      FlowFailures failures) {
    this.engine = engine;
    this.node = node;
    this.atom = atom;
    this.number = number;
    this.isRevert = isRevert;
    this.history = history;
    this.failures = failures;
  }

  /** Takes an attempt that has not started out of the game; false if it has. */
  boolean drop() {
    return gate.compareAndSet(QUEUED, DROPPED);
  }

  boolean isQueued() {
    return gate.get() == QUEUED;
  }

  boolean isDropped() {
    return gate.get() == DROPPED;
  }

  AtomState runningState() {
    return !isRevert ? AtomState.RUNNING : AtomState.REVERTING;
  }

  /** Runs on a worker: this attempt, and then whatever the engine keeps for the same thread. */
  @Override
  public void run() {
    engine.work(this);
  }

  /** Calls the method, unless this attempt was dropped; true if it was called. */
  boolean call() {
    if (!gate.compareAndSet(QUEUED, RUNNING)) {
      return false;
    }
    caller = Thread.currentThread();
    if (!announced) {
      engine.announceStart(this);
    }
    // An interrupt that came before was not meant for the method, nor is it for what follows.
    boolean before = Thread.interrupted();
    started = engine.now();
    long start = System.nanoTime();
    try {
      checkArguments();
      if (transaction == null) {
        callMethod();
      } else {
        transaction.run();
      }
    } catch (Throwable e) {
      failed(e);
    }
    nanos = System.nanoTime() - start;
    ended = engine.now();
    caller = null;
    // An interrupt was meant for the method, and not for what the thread does next.
    interrupted = Thread.interrupted() || before;
    return true;
  }

  void callMethod() throws Throwable {
    called = true;
    if (isRevert) {
      revert();
      return;
    }
    Object returned = execute();
    // What is of another class is no use to its revert either, which is told of no result.
    ResultCheck.checkClass(atom, returned);
    result = returned;
    parts = ResultCheck.takeApart(atom, result);
    encoded = engine.encode(atom, result);
  }

  /** When it was under way, and what it undoes, if it ends now. */
  AtomTimes times(AtomTimes before, long now) {
    return isRevert ? before.reverted(started, now) : AtomTimes.executed(started, now);
  }

  void forgetResult() {
    result = null;
    parts = null;
    encoded = null;
  }

  /** Takes what an earlier call of this attempt has stored for what this one has returned. */
  void takeStored(@Nullable String json) {
    result = engine.decode(atom, json);
    parts = ResultCheck.takeApart(atom, result);
    encoded = json;
  }

  /** Fails if something is absent that the method can't do without. */
  void checkArguments() {
    engine.absence().refuse(node, isRevert);
  }

  private void failed(Throwable thrown) {
    if (isFatal(thrown)) {
      fatal = thrown;
      return;
    }
    try {
      if (isRevert) {
        encodeForAnotherTry(thrown);
      }
      failure = Failure.of(atom.name(), thrown);
    } catch (VirtualMachineError e) {
      fatal = e;
    }
  }

  /** A revert that is tried again, perhaps in another process, must see the result. */
  private void encodeForAnotherTry(Throwable thrown) {
    try {
      Object undone = engine.resultOf(node);
      encoded = undone == null ? null : engine.encode(atom, undone);
    } catch (RuntimeException | StackOverflowError e) {
      thrown.addSuppressed(e);
    }
  }

  /** Whether the virtual machine itself is in trouble, so that nothing can be said of the atom. */
  static boolean isFatal(Throwable thrown) {
    return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
  }

  private @Nullable Object execute() throws Throwable {
    TaskBody body = atom.body();
    return body != null
        ? body.execute(this)
        : Objects.requireNonNull(atom.controller()).execute(history, this);
  }

  private void revert() throws Throwable {
    RevertBody body = atom.revertBody();
    if (body != null) {
      body.revert(this);
    } else if (atom.controller() != null) {
      atom.controller().revert(history, this);
    }
  }

  @Override
  void arrive(FlowEngine owner) {
    owner.completed(this);
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> @Nullable T getOrNull(int index, Symbol<T> symbol) {
    Object value = engine.argument(this, index);
    List<Requirement> requirements = engine.requirements(this);
    if (!Asked.fits(requirements.get(index).symbol(), symbol)) {
      throw Asked.another(asker(), engine.flowName(), requirements, index, symbol);
    }
    return (T) value;
  }

  @Override
  public <T> T get(int index, Symbol<T> symbol) {
    T value = getOrNull(index, symbol);
    if (value == null) {
      throw engine.absence().of(node, isRevert, index);
    }
    return value;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T result(ValueType<T> type) {
    if (!Asked.fits(atom.resultType(), type)) {
      throw Asked.another(asker(), engine.flowName(), atom.resultType(), type);
    }
    return (T) engine.resultOf(node);
  }

  private String asker() {
    boolean isOwnMethod = isRevert && atom.controller() == null;
    return (isOwnMethod ? "The revert of atom '" : "Atom '") + atom.name() + "'";
  }

  @Override
  public FlowFailures failures() {
    return failures;
  }

  @Override
  public Connection connection() {
    return transaction == null ? RevertArguments.super.connection() : transaction.connection();
  }

  @Override
  public TaskContext context() {
    return this;
  }

  @Override
  public String runId() {
    return engine.runId();
  }

  @Override
  public String atom() {
    return atom.name();
  }

  @Override
  public int attempt() {
    return number;
  }

  @Override
  public String idempotencyKey() {
    // What belongs to run "a" and atom "b/c" must not be taken for run "a/b" and atom "c".
    String run = engine.runId().replace("%", "%25").replace("/", "%2F");
    String key = run + "/" + atom.name() + "/" + number;
    return isRevert ? key + "/revert" : key;
  }

  @Override
  public void progress(double fraction, String details) {
    // Not a number is no progress.
    double told = fraction >= 0 ? Math.min(1, fraction) : 0;
    engine.announceProgress(atom.name(), told, details);
  }

  @Override
  public boolean isCancelled() {
    return engine.isCancelled();
  }
}
