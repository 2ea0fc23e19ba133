package io.backstitch.engine;

import io.backstitch.FlowState;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Requirement;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.machine.MachineRun;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.RunCounts;
import io.backstitch.persistence.Transactions;
import io.backstitch.storage.RunStorage;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one compiled flow.
 *
 * <p>Whatever happens is a message. Whoever posts one while nobody owns the run becomes its owner:
 * takes all messages, lets the {@link Course} decide, hands what was decided to the log as one
 * step, and lets go before any user code runs. A step becomes visible, and permits others to start,
 * when it is stored.
 */
public final class FlowEngine {

  private static final Logger LOG = LoggerFactory.getLogger(FlowEngine.class);

  private static final Request SUSPEND = Request.here(null);

  private final Supplier<String> runId;
  private final CompiledFlow flow;
  private final RunStorage storage;
  private final TaskExecutor executor;
  private final Counts counts = new Counts();
  private final Visits visits = new Visits();
  private final Announcer announcer;
  private final Consumer<RunEnd> atEnd;

  private final Absence absence;

  private final Driver driver;

  // What follows belongs to the owner.
  private final MachineRun<EngineState, EngineEvent, FlowEngine> machine =
      EngineMachine.DEFINITION.begin(this);
  private final ReadySet ready;
  private final Recorder recorder;
  private final Course course;
  private @Nullable NewRun start;
  private final @Nullable String definition;
  private @Nullable RunCounts counted;
  private boolean isBroken;
  private boolean hasEnded;

  private volatile boolean stopping;

  /**
   * Prepares a run.
   *
   * @param runId gives the id of the run
   * @param flow the compiled flow
   * @param storage its memory: fresh, or restored from what was stored
   * @param start what to store first for a new run, or null if the run is stored already, or is in
   *     memory only
   * @param definition how the flow is made, to be stored before anything starts, or null if it is
   *     stored already, or the run is in memory only
   * @param log where steps are stored, or null for a run in memory only
   * @param executor where methods run
   * @param options how it differs from the usual
   * @param listeners who hears of it
   * @param atEnd called once when the run comes to rest, by the thread that owns it then
   */
  public FlowEngine(
      Supplier<String> runId,
      CompiledFlow flow,
      RunStorage storage,
      @Nullable NewRun start,
      @Nullable String definition,
      @Nullable RunLog log,
      TaskExecutor executor,
      EngineOptions options,
      List<RunListener> listeners,
      Consumer<RunEnd> atEnd) {
    this.runId = runId;
    this.flow = flow;
    this.storage = storage;
    this.start = start;
    this.definition = definition;
    this.executor = executor;
    this.announcer = new Announcer(flow, storage, runId, listeners, counts);
    this.atEnd = atEnd;
    this.absence = new Absence(flow, storage);
    this.ready = new ReadySet(flow.size(), executor.isSerial(), options.wholeRounds(), visits);
    this.driver = new Driver(executor, flow.hasPriorities(), ready, this::drain, this::broken);
    this.recorder = new Recorder(this, flow, storage, log);
    boolean isLoaded = log != null && start == null;
    this.course =
        new Course(this, flow, storage, options, recorder, ready, announcer, visits, isLoaded);
  }

  /**
   * Has the counts of a run stored before it carries on. To be called before it begins.
   *
   * @param counts the counts
   */
  public void count(RunCounts counts) {
    counted = counts;
  }

  /** Runs until the run comes to rest; the calling thread takes part in the work. */
  public void runHere() {
    driver.runHere();
  }

  /**
   * Lets the run go on only as far as it is asked to, in memory only; instead of {@link #runHere}.
   *
   * @return the steps
   */
  public EngineSteps steps() {
    return new EngineSteps(this, driver, ready, course, machine.steps(EngineEvent.START));
  }

  /** Begins a run that threads of the executor carry on. */
  public void begin() {
    driver.nudge();
  }

  /**
   * Makes all atoms ones that have not started, so that the run can be started again, in memory
   * only. To be called by one thread while nothing runs, and before {@link #begin}.
   */
  public void reset() {
    course.reset();
  }

  /**
   * Asks the run to rest where it stands. What runs is awaited and stored; nothing new starts.
   *
   * @param why what stops it, as the end of a sentence
   */
  public void stop(String why) {
    stopping = true;
    driver.deliver(new Stop(why, null), false);
  }

  /**
   * Asks the run to rest: what runs is awaited and stored, and nothing new starts. It ends in state
   * SUSPENDED, or in a final state if nothing is left to do then.
   */
  public void suspend() {
    suspend(SUSPEND);
  }

  /**
   * The same.
   *
   * @param request who asks for it
   */
  public void suspend(Request request) {
    if (driver.isOwner()) {
      // A listener asks: from here on nothing starts.
      course.suspend(request);
    } else {
      driver.deliver(new Suspend(request), false);
    }
  }

  /**
   * Asks the run to undo what it has done: what runs is awaited and undone too, and nothing new
   * starts. Does nothing if the run is at its end or on its way back.
   *
   * @param request who asks for it, and why
   */
  public void cancel(Request request) {
    if (driver.isOwner()) {
      // A listener asks: from here on nothing starts.
      course.cancel(request);
    } else {
      driver.deliver(new Cancel(request), false);
    }
  }

  /** As {@link #suspend}, for a thread that must not do the owner's work, while another waits. */
  public void suspendLater() {
    driver.leave(new Suspend(SUSPEND));
  }

  /**
   * What the run has done so far in this engine.
   *
   * @param active how long that took
   * @return a snapshot; while the run goes on, of about now
   */
  public RunStatistics statistics(Duration active) {
    // Who reads is not the owner, and must see at least what came before its own last look.
    VarHandle.acquireFence();
    return counts.after(active);
  }

  /**
   * Whether the calling thread is in a method of one of the run's atoms, or of a listener that
   * hears of it: then it can't wait for the run.
   *
   * @return true if it is
   */
  public boolean isInside() {
    return driver.isOwner() || ready.isCalledBy(Thread.currentThread());
  }

  /**
   * Where the run stands, as stored.
   *
   * @return the state
   */
  public FlowState state() {
    return announcer.flowState();
  }

  /**
   * Whether the run has come to its end or to rest in this engine, and that is stored. Where it
   * stood before this engine began is no such state.
   *
   * @return true if so, though perhaps not all who wait for it know yet
   */
  public boolean hasComeToRest() {
    return course.hasComeToRest();
  }

  /** How many nodes and links the run has looked at, for a thread that knows it to be at rest. */
  long visits() {
    return visits.count();
  }

  private void drain() {
    if (isBroken) {
      return;
    }
    if (machine.state() == EngineState.UNDEFINED) {
      machine.fire(EngineEvent.START);
    } else if (!machine.isTerminated()) {
      machine.fire(EngineEvent.EXAMINE_FINISHED);
    }
  }

  /** The last line of defence: where the engine stands is unknown, so it does nothing any more. */
  void broken(Throwable error) {
    LOG.error("The engine of run '{}' broke; what it has recorded is kept", runId.get(), error);
    isBroken = true;
    driver.finish();
    end(new RunEnd(FlowState.SUSPENDED, "its engine broke: " + error, error));
  }

  private void end(RunEnd end) {
    if (!hasEnded) {
      hasEnded = true;
      atEnd.accept(end);
    }
  }

  // ---- Reactions of the machine, on the owner's thread ----

  @Nullable EngineEvent resume() {
    course.begin(start, definition, counted);
    start = null;
    flush();
    return EngineEvent.WAIT_FINISHED;
  }

  @Nullable EngineEvent rest() {
    boolean isWaiting = driver.isQuiet() && !mayStart() && !course.isOver();
    return isWaiting || ready.isInRound() ? null : EngineEvent.EXAMINE_FINISHED;
  }

  @Nullable EngineEvent analyze() {
    do {
      if (ready.isInRound()) {
        ready.keepNextOfRound();
        return EngineEvent.WAIT_FINISHED;
      }
      driver.takeAll(this);
      course.decideEnd();
      // Storage that acknowledges at once may make the end visible, or decide on it.
    } while (flush());
    if (course.isOver()) {
      return EngineEvent.COMPLETED;
    }
    if (mayStart()) {
      return EngineEvent.SCHEDULE_NEXT;
    }
    ready.keepNextOfRound();
    return EngineEvent.WAIT_FINISHED;
  }

  private boolean mayStart() {
    return ready.mayStart(recorder.isStored());
  }

  @Nullable EngineEvent schedule() {
    if (driver.isStepwise() && !driver.isQuiet()) {
      // Somebody has said something between two steps: perhaps that nothing more is to start.
      return EngineEvent.WAIT_FINISHED;
    }
    ready.start(driver.isStaying(), driver::hand, this::started);
    return EngineEvent.WAIT_FINISHED;
  }

  EngineEvent gameOver() {
    RunEnd end = course.end();
    end(end);
    driver.finish();
    return switch (end.state()) {
      case SUCCESS -> EngineEvent.SUCCESS;
      case REVERTED -> EngineEvent.REVERTED;
      case FAILURE -> EngineEvent.FAILED;
      default -> EngineEvent.SUSPENDED;
    };
  }

  /** Hands over what was decided; true if it is settled already. */
  private boolean flush() {
    Step settled = recorder.flush(runId);
    if (settled == null) {
      return false;
    }
    settled(settled);
    return true;
  }

  private void settled(Step step) {
    if (step.error != null) {
      course.notStored(step.error);
    } else {
      counts.step();
      course.stored(step);
    }
  }

  // ---- What messages say, on the owner's thread ----

  void halt(String why, @Nullable Throwable cause) {
    course.halt(why, cause);
  }

  void suspendNow(Request request) {
    course.suspend(request);
  }

  void cancelNow(Request request) {
    course.cancel(request);
  }

  void started(Attempt attempt) {
    attempt.announced = true;
    announcer.atom(attempt.node, attempt.runningState(), 0, null);
  }

  void completed(Attempt attempt) {
    course.completed(attempt);
  }

  /** The step that was on its way is stored, or could not be. */
  void acknowledged(Step step) {
    recorder.settled();
    settled(step);
  }

  void due(Due message) {
    course.due(message);
  }

  // ---- What attempts ask, on their own threads ----

  String runId() {
    return runId.get();
  }

  long now() {
    return recorder.now();
  }

  String flowName() {
    return flow.name();
  }

  /** Whether the run is to stop where it stands. */
  boolean isStopping() {
    return stopping;
  }

  /** Whether what runs is not wanted any more, since nothing that follows from it will start. */
  boolean isCancelled() {
    return stopping || course.isCancelled();
  }

  Absence absence() {
    return absence;
  }

  @Nullable Object argument(Attempt attempt, int index) {
    return storage.value(
        attempt.isRevert
            ? flow.slots().revertArgument(attempt.node, index)
            : flow.slots().argument(attempt.node, index));
  }

  List<Requirement> requirements(Attempt attempt) {
    return flow.slots().requirements(attempt.node, attempt.isRevert);
  }

  @Nullable Object resultOf(int node) {
    return storage.value(node);
  }

  @Nullable String encode(Atom atom, @Nullable Object result) {
    return recorder.encode(atom, result);
  }

  @Nullable Object decode(Atom atom, @Nullable String json) {
    return recorder.decode(atom, json);
  }

  AtomRecord transact(Transactions.Work work) throws Throwable {
    return recorder.transact(runId.get(), work);
  }

  void announceStart(Attempt attempt) {
    if (!announcer.isHeard()) {
      return;
    }
    if (executor.isSerial()) {
      // This thread is the only owner that a serial run has.
      started(attempt);
    } else {
      driver.deliver(new Started(attempt), false);
    }
  }

  void announceProgress(String atom, double fraction, String details) {
    if (!announcer.isHeard() || driver.isOver()) {
      return;
    }
    if (driver.isOwner()) {
      progressed(atom, fraction, details);
    } else {
      // In its place after the transition to RUNNING, of which the owner may be about to tell.
      driver.deliver(new Progress(atom, fraction, details), false);
    }
  }

  void progressed(String atom, double fraction, String details) {
    announcer.progress(atom, fraction, details);
  }

  void work(Attempt attempt) {
    driver.work(attempt);
  }

  void post(Message message) {
    driver.post(message);
  }

  void deliver(Message message, boolean mayStay) {
    driver.deliver(message, mayStay);
  }
}
