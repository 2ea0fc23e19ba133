package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.FlowFailures;
import io.backstitch.FlowState;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.storage.RunStorage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one compiled flow.
 *
 * <p>Whatever happens is a message. Whoever posts one while nobody owns the run becomes its owner:
 * takes all messages, decides, hands what was decided to the log as one step, and lets go before
 * any user code runs. A step becomes visible, and permits others to start, when it is stored.
 */
public final class FlowEngine {

  private static final FlowFailures NONE = List::of;

  private final Supplier<String> runId;
  private final CompiledFlow flow;
  private final RunStorage storage;
  private final @Nullable RunLog log;
  private final TaskExecutor executor;
  private final Announcer announcer;
  private final Consumer<RunEnd> atEnd;

  private final Mailbox mailbox = new Mailbox();
  private final AtomicInteger posts = new AtomicInteger();
  private final io.backstitch.machine.StateMachine.Run<EngineState, EngineEvent, FlowEngine>
      machine = EngineMachine.DEFINITION.begin(this);

  // What follows belongs to the owner.
  private final @Nullable Attempt[] inFlight;
  private final boolean[] mayHaveStarted;
  private final ArrayDeque<Attempt> queue = new ArrayDeque<>();
  private List<Attempt> ready = new ArrayList<>();
  private @Nullable Attempt kept;
  private @Nullable NewRun start;
  private Step step = new Step(this);
  private Countdown countdown;
  private FlowState visibleState = FlowState.PENDING;
  private int forwardLeft;
  private int toRevert;
  private int unstored;
  private int flying;
  private boolean isReverting;
  private boolean revertFailed;
  private boolean resumed;
  private boolean settingOff;
  private boolean ended;
  private @Nullable RunEnd rest;

  private volatile boolean stopping;
  private volatile boolean over;
  private volatile @Nullable Thread driver;

  /**
   * Prepares a run.
   *
   * @param runId gives the id of the run
   * @param flow the compiled flow
   * @param storage its memory: fresh, or restored from what was stored
   * @param start what to store first for a new run, or null if the run is stored already
   * @param log where steps are stored, or null for a run in memory only
   * @param executor where methods run
   * @param listeners who hears of it
   * @param atEnd called once when the run comes to rest, by the thread that owns it then
   */
  public FlowEngine(
      Supplier<String> runId,
      CompiledFlow flow,
      RunStorage storage,
      @Nullable NewRun start,
      @Nullable RunLog log,
      TaskExecutor executor,
      List<RunListener> listeners,
      Consumer<RunEnd> atEnd) {
    this.runId = runId;
    this.flow = flow;
    this.storage = storage;
    this.start = start;
    this.log = log;
    this.executor = executor;
    this.announcer = new Announcer(flow, storage, runId, listeners);
    this.atEnd = atEnd;
    this.inFlight = new Attempt[flow.size()];
    this.mayHaveStarted = new boolean[flow.size()];
    this.countdown = new Countdown(flow, true, this::offer);
  }

  // ---- From any thread ----

  /** Runs until the run comes to rest; the calling thread takes part in the work. */
  public void runHere() {
    driver = Thread.currentThread();
    boolean interrupted = false;
    Attempt next = post(new Begin());
    while (!over) {
      if (next == null) {
        next = await();
      } else {
        next = call(next);
        // An interrupt must reach neither the next atom nor be lost for the caller.
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Attempt await() {
    boolean interrupted = false;
    while (!over && mailbox.isEmpty()) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return over ? null : own();
  }

  /** Begins a run that threads of the executor carry on. */
  public void begin() {
    carryOn(post(new Begin()), false);
  }

  /**
   * Asks the run to rest where it stands. What runs is awaited and stored; nothing new starts.
   *
   * @param why what stops it, as the end of a sentence
   */
  public void stop(String why) {
    stopping = true;
    deliver(new Stop(why), false);
  }

  /**
   * Where the run stands, as stored.
   *
   * @return the state
   */
  public FlowState state() {
    return announcer.flowState();
  }

  boolean isStopping() {
    return stopping;
  }

  String runId() {
    return runId.get();
  }

  /** A message from a thread that is no worker of this run, or may be one from now on. */
  void deliver(Message message, boolean mayStay) {
    carryOn(post(message), mayStay);
  }

  private void carryOn(@Nullable Attempt next, boolean mayStay) {
    if (next == null) {
      return;
    }
    if (mayStay) {
      work(next);
    } else {
      hand(next);
    }
  }

  /** The loop of a worker: an attempt, then the one kept for this thread, and so on. */
  void work(Attempt first) {
    Attempt next = first;
    while (next != null) {
      next = call(next);
      Thread.interrupted();
    }
  }

  private @Nullable Attempt call(Attempt attempt) {
    return attempt.call() ? post(attempt) : nextInLine();
  }

  private @Nullable Attempt nextInLine() {
    // A dropped attempt says nothing; in a serial run the next one waits in the owner's queue.
    return executor.isSerial() ? post(new Nudge()) : null;
  }

  private @Nullable Attempt post(Message message) {
    mailbox.put(message);
    if (executor.isSerial() && Thread.currentThread() != driver) {
      // A serial run has one owner only, who may be waiting.
      LockSupport.unpark(driver);
      return null;
    }
    return own();
  }

  private @Nullable Attempt own() {
    if (posts.getAndIncrement() != 0) {
      return null;
    }
    int seen = 1;
    while (true) {
      if (machine.state() == EngineState.UNDEFINED) {
        machine.fire(EngineEvent.START);
      } else if (!machine.isTerminated()) {
        machine.fire(EngineEvent.EXAMINE_FINISHED);
      }
      Attempt mine = kept;
      kept = null;
      seen = posts.addAndGet(-seen);
      if (seen == 0) {
        return mine;
      }
      kept = mine;
    }
  }

  // ---- Reactions of the machine, on the owner's thread ----

  @Nullable EngineEvent resume() {
    for (int node = 0; node < flow.size(); node++) {
      if (flow.atom(node) != null) {
        AtomState state = storage.state(node);
        forwardLeft += state == AtomState.SUCCESS || state == AtomState.IGNORE ? 0 : 1;
        toRevert += isUndoable(state) ? 1 : 0;
      }
    }
    if (start != null) {
      step.start = start;
      start = null;
      flush();
    } else {
      setOff();
    }
    return EngineEvent.WAIT_FINISHED;
  }

  private void setOff() {
    visible(FlowState.RUNNING);
    if (storage.isTurnedBack()) {
      revertFromHere();
    } else {
      settingOff = true;
      countdown.begin();
      settingOff = false;
    }
  }

  @Nullable EngineEvent rest() {
    return mailbox.isEmpty() && !mayStart() && !isDone() ? null : EngineEvent.EXAMINE_FINISHED;
  }

  @Nullable EngineEvent analyze() {
    do {
      Message message = mailbox.takeAll();
      while (message != null) {
        Message next = message.next;
        message.next = null;
        message.arrive(this);
        message = next;
      }
      decideEnd();
      // Storage that acknowledges at once may make the end visible, or decide on it.
    } while (flush());
    if (isDone()) {
      return EngineEvent.COMPLETED;
    }
    if (mayStart()) {
      return EngineEvent.SCHEDULE_NEXT;
    }
    keepFromQueue();
    return EngineEvent.WAIT_FINISHED;
  }

  /** A serial run goes in rounds: what a round makes ready waits until the round is over. */
  private boolean mayStart() {
    return !ready.isEmpty()
        && (!executor.isSerial() || (queue.isEmpty() && flying == ready.size() && unstored == 0));
  }

  @Nullable EngineEvent schedule() {
    List<Attempt> round = ready;
    ready = new ArrayList<>();
    if (round.size() > 1) {
      round.sort(Comparator.comparingInt((Attempt attempt) -> attempt.atom.priority()).reversed());
    }
    for (Attempt attempt : round) {
      if (executor.isSerial()) {
        queue.add(attempt);
      } else {
        if (kept != null) {
          hand(kept);
        }
        kept = attempt;
      }
    }
    keepFromQueue();
    return EngineEvent.WAIT_FINISHED;
  }

  private void keepFromQueue() {
    while (kept == null && !queue.isEmpty()) {
      kept = queue.poll();
    }
  }

  private void hand(Attempt attempt) {
    try {
      executor.execute(attempt);
    } catch (RejectedExecutionException e) {
      deliver(new Stop("its executor is closed"), false);
    }
  }

  EngineEvent gameOver() {
    RunEnd end = rest != null ? rest : new RunEnd(visibleState, null, null);
    atEnd.accept(end);
    over = true;
    LockSupport.unpark(driver);
    return switch (end.state()) {
      case SUCCESS -> EngineEvent.SUCCESS;
      case REVERTED -> EngineEvent.REVERTED;
      case FAILURE -> EngineEvent.FAILED;
      default -> EngineEvent.SUSPENDED;
    };
  }

  private boolean isDone() {
    return rest != null ? flying == 0 && unstored == 0 : visibleState.isFinal();
  }

  // ---- Messages, on the owner's thread ----

  private static final class Begin extends Message {
    @Override
    void arrive(FlowEngine engine) {}
  }

  private static final class Nudge extends Message {
    @Override
    void arrive(FlowEngine engine) {}
  }

  private static final class Stop extends Message {
    private final String why;

    Stop(String why) {
      this.why = why;
    }

    @Override
    void arrive(FlowEngine engine) {
      engine.halt(why, null);
    }
  }

  void started(Attempt attempt) {
    announcer.atom(attempt.node, attempt.runningState(), 0, null);
  }

  void completed(Attempt attempt) {
    attempt.arrived = true;
    mayHaveStarted[attempt.node] = false;
    flying--;
    if (attempt.fatal != null) {
      // What the method did is unknown, so the atom stays as one that was running.
      halt("the Java virtual machine reported " + attempt.fatal, attempt.fatal);
    } else if (attempt.revert == null) {
      executed(attempt);
    } else {
      reverted(attempt);
    }
  }

  private void executed(Attempt attempt) {
    toRevert++;
    if (attempt.failure == null) {
      forwardLeft--;
      storage.setResult(attempt.node, attempt.result, attempt.parts);
      decide(attempt, AtomState.SUCCESS);
    } else {
      storage.addFailure(attempt.failure);
      decide(attempt, AtomState.FAILURE);
      turnBack();
    }
  }

  private void reverted(Attempt attempt) {
    if (attempt.failure == null) {
      toRevert--;
      decide(attempt, AtomState.REVERTED);
    } else {
      revertFailed = true;
      storage.addRevertFailure(attempt.failure);
      decide(attempt, AtomState.REVERT_FAILURE);
      dropWaiting();
    }
  }

  private void decide(Attempt attempt, AtomState to) {
    decide(attempt.node, attempt.atom, to, attempt.nanos, attempt.failure, attempt.encoded);
  }

  private void decide(
      int node,
      Atom atom,
      AtomState to,
      long nanos,
      @Nullable Failure failure,
      @Nullable String encoded) {
    step.change(node, to, nanos, failure);
    store(node, atom, to, failure, encoded);
  }

  private void store(
      int node, Atom atom, AtomState to, @Nullable Failure failure, @Nullable String encoded) {
    if (log != null) {
      boolean isRevertFailure = to == AtomState.REVERT_FAILURE;
      step.store(
          new AtomRecord(
              atom.name(),
              storage.attempt(node),
              atom.version(),
              to,
              // A revert that is tried again, perhaps in another process, must see the result.
              isRevertFailure ? encode(atom, storage.value(node)) : encoded,
              storage.failureOf(atom.name()),
              isRevertFailure ? failure : null));
    }
  }

  /** From here on everything that is done is undone, and nothing that waits starts. */
  private void turnBack() {
    if (storage.isTurnedBack()) {
      return;
    }
    storage.turnBack();
    step.turnsBack = true;
    dropWaiting();
    for (int node = 0; node < inFlight.length; node++) {
      Atom atom = flow.atom(node);
      Attempt attempt = inFlight[node];
      boolean running = attempt != null && !attempt.arrived;
      if (atom != null && (running || mayHaveStarted[node])) {
        store(node, atom, AtomState.RUNNING, null, null);
        if (!running) {
          storage.setState(node, AtomState.RUNNING);
          toRevert++;
        }
      }
    }
  }

  private void dropWaiting() {
    ready.forEach(this::forgetIfDropped);
    ready.clear();
    queue.clear();
    kept = null;
    for (int node = 0; node < inFlight.length; node++) {
      Attempt attempt = inFlight[node];
      if (attempt != null) {
        forgetIfDropped(attempt);
      }
    }
  }

  private void forgetIfDropped(Attempt attempt) {
    if (inFlight[attempt.node] == attempt && (attempt.drop() || attempt.isDropped())) {
      inFlight[attempt.node] = null;
      flying--;
    }
  }

  private void halt(String why, @Nullable Throwable cause) {
    if (rest == null && !visibleState.isFinal()) {
      rest = new RunEnd(FlowState.SUSPENDED, why, cause);
      dropWaiting();
    }
  }

  private void decideEnd() {
    if (ended || rest != null || visibleState != FlowState.RUNNING) {
      return;
    }
    FlowState end = null;
    if (revertFailed) {
      end = flying == 0 ? FlowState.FAILURE : null;
    } else if (storage.isTurnedBack()) {
      end = flying == 0 && toRevert == 0 ? FlowState.REVERTED : null;
    } else if (forwardLeft == 0) {
      end = FlowState.SUCCESS;
    }
    if (end != null) {
      ended = true;
      step.flowState = end;
    }
  }

  /** Hands over what was decided; true if it is stored already, and so visible. */
  private boolean flush() {
    if (step.isEmpty()) {
      return false;
    }
    Step decided = step;
    step = new Step(this);
    if (log != null) {
      try {
        if (!log.submit(decided.toWriteSet(runId(), storage.isTurnedBack()), decided)) {
          unstored++;
          return false;
        }
      } catch (PersistenceException e) {
        decided.error = e;
      }
    }
    unstored++;
    acknowledged(decided);
    return true;
  }

  void acknowledged(Step stored) {
    unstored--;
    if (stored.error != null) {
      halt("it could not be stored: " + stored.error.getMessage(), stored.error);
      return;
    }
    if (stored.start != null) {
      setOff();
    }
    for (Step.Change change : stored.changes) {
      inFlight[change.node()] = null;
      announcer.atom(change.node(), change.to(), change.nanos(), change.failure());
    }
    if (stored.turnsBack) {
      revertFromHere();
    }
    for (Step.Change change : stored.changes) {
      permit(change, stored.turnsBack);
    }
    if (stored.flowState != null) {
      visible(stored.flowState);
    }
  }

  private void permit(Step.Change change, boolean counted) {
    int node = change.node();
    if (!storage.isTurnedBack()) {
      countdown.pass(node);
    } else if (isReverting && !counted && countdown.isFree(node) && offer(node)) {
      countdown.pass(node);
    }
  }

  private void revertFromHere() {
    isReverting = true;
    countdown = new Countdown(flow, false, this::offer);
    countdown.begin();
  }

  private void visible(FlowState state) {
    visibleState = state;
    announcer.flow(state);
  }

  // ---- What may start ----

  /** Asked by the countdown of a node that waits for nothing more: may its neighbours go on? */
  private boolean offer(int node) {
    Atom atom = flow.atom(node);
    if (atom == null) {
      return true;
    }
    return isReverting ? offerToRevert(node, atom) : offerToExecute(node, atom);
  }

  private boolean offerToExecute(int node, Atom atom) {
    AtomState state = storage.state(node);
    if (state == AtomState.SUCCESS || state == AtomState.IGNORE) {
      return true;
    }
    if (rest == null && !storage.isTurnedBack()) {
      // In a resumed run, what may start at once may have been started before the crash.
      mayHaveStarted[node] = settingOff && resumed;
      launch(new Attempt(this, node, atom, storage.attempt(node), null, NONE));
    }
    return false;
  }

  /** Tells that the memory was restored from storage. To be called before the run begins. */
  public void markResumed() {
    resumed = true;
  }

  private boolean offerToRevert(int node, Atom atom) {
    AtomState state = storage.state(node);
    if (inFlight[node] != null) {
      return false;
    }
    if (!isUndoable(state)) {
      return state != AtomState.REVERTING;
    }
    if (rest != null || revertFailed) {
      return false;
    }
    if (atom.revertBody() == null) {
      // Nothing to call, but it is undone all the same, and recorded as such.
      toRevert--;
      storage.setState(node, AtomState.REVERTING);
      decide(node, atom, AtomState.REVERTED, 0, null, null);
    } else {
      launch(
          new Attempt(
              this, node, atom, storage.attempt(node), atom.revertBody(), storage.flowFailures()));
    }
    return false;
  }

  private static boolean isUndoable(AtomState state) {
    return state == AtomState.SUCCESS
        || state == AtomState.FAILURE
        || state == AtomState.RUNNING
        || state == AtomState.REVERT_FAILURE;
  }

  private void launch(Attempt attempt) {
    inFlight[attempt.node] = attempt;
    flying++;
    ready.add(attempt);
  }

  // ---- What attempts ask ----

  @Nullable Object argument(Attempt attempt, int index) {
    return storage.value(
        attempt.revert == null
            ? flow.argument(attempt.node, index)
            : flow.revertArgument(attempt.node, index));
  }

  @Nullable Object resultOf(int node) {
    return storage.value(node);
  }

  @Nullable String encode(Atom atom, @Nullable Object result) {
    return log == null || atom.resultType() == null ? null : log.encode(result, atom.resultType());
  }

  void announceStart(Attempt attempt) {
    if (!announcer.isHeard()) {
      return;
    }
    if (executor.isSerial()) {
      // This thread is the only owner that a serial run has.
      started(attempt);
    } else {
      Attempt next = post(new Started(attempt));
      if (next != null) {
        hand(next);
      }
    }
  }

  void announceProgress(String atom, double fraction, String details) {
    announcer.progress(atom, fraction, details);
  }

  private static final class Started extends Message {
    private final Attempt attempt;

    Started(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    void arrive(FlowEngine engine) {
      engine.started(attempt);
    }
  }
}
