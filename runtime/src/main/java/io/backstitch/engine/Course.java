package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.FlowState;
import io.backstitch.Intention;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RetryHistory;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunCounts;
import io.backstitch.storage.RunStorage;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The course of a run: what follows from each thing that happens. Belongs to the owner of the run.
 *
 * <p>Everything takes two steps. It is decided, and handed to the recorder; and when it is stored,
 * it becomes visible and permits others to start.
 */
final class Course {

  private final FlowEngine engine;
  private final CompiledFlow flow;
  private final RunStorage storage;
  private final EngineOptions options;
  private final Recorder recorder;
  private final ReadySet ready;
  private final Announcer announcer;
  private final Resolver resolver;
  private final Marks marks;
  private final Doom doom;
  private final Starts starts;
  private final Ending ending;
  private final Waits waits;
  private final Visits visits;

  /** Whether what may start at once may have been started before a crash. */
  private final boolean isAfterCrash;

  /** Whether the run is not new, but comes from the storage. */
  private final boolean isLoaded;

  private final Recomputation recomputation;
  private boolean hasSetOff;

  /** Somebody asked for the way back before it was known where the run stands. */
  private @Nullable Request cancelFirst;

  private volatile boolean isCancelled;

  /** Whether the run has come to its end, or to rest, as far as it is stored. */
  private volatile boolean hasComeToRest;

  /** Whether the run is stored as one that is at rest, so that nothing of it was under way. */
  private final boolean isAtRest;

  Course(
      FlowEngine engine,
      CompiledFlow flow,
      RunStorage storage,
      EngineOptions options,
      Recorder recorder,
      ReadySet ready,
      Announcer announcer,
      Visits visits,
      boolean isLoaded) {
    this.engine = engine;
    this.flow = flow;
    this.storage = storage;
    this.options = options;
    this.recorder = recorder;
    this.ready = ready;
    this.announcer = announcer;
    this.isAtRest = isLoaded && storage.flowState() != FlowState.RESUMING;
    this.isAfterCrash = isLoaded && !isAtRest;
    this.marks = new Marks(flow, storage, ready, visits);
    this.visits = visits;
    this.waits = new Waits(engine::post);
    this.ending = new Ending(flow, storage, ready, recorder, waits);
    this.doom = new Doom(flow, storage, marks, ready, ending, recorder, visits);
    this.starts =
        new Starts(engine, flow, storage, this, marks, ready, ending, recorder, announcer, visits);
    this.isLoaded = isLoaded;
    this.recomputation = new Recomputation(flow, storage, marks, ready, ending, starts);
    this.resolver =
        new Resolver(
            flow, storage, options.deferReverts(), starts::attempt, recorder::controllerAsked);
  }

  // ---- Beginning and end ----

  /**
   * Sets off from where the storage stands.
   *
   * @param start the run, if it must be stored before anything starts, or null
   * @param definition how the flow is made, if that must be stored before anything starts, or null
   * @param counts its counts, if they must be stored before anything starts, or null
   */
  void begin(@Nullable NewRun start, @Nullable String definition, @Nullable RunCounts counts) {
    if (start != null) {
      recorder.begins(start, definition);
    } else if (isAtRest || definition != null || counts != null) {
      // Nothing starts before it is known that the run is under way again, and with which flow.
      recorder.resumes(definition, counts);
    } else {
      setOff();
    }
  }

  /** Makes all atoms ones that have not started, so that the run can be started again. */
  void reset() {
    visits.many(flow.size());
    for (int node = 0; node < flow.size(); node++) {
      if (flow.atom(node) != null) {
        reset(node);
      }
    }
    storage.turnForward();
    announcer.flow(FlowState.PENDING);
  }

  private void setOff() {
    if (storage.flowState() == FlowState.REVERTED) {
      reset();
    }
    ending.count();
    visits.many(2 * flow.size());
    show(FlowState.RUNNING);
    if (ending.isSuspending()) {
      show(FlowState.SUSPENDING);
    }
    if (isLoaded && flow.hasLazyAtoms()) {
      // A lazy atom may fail, and then dooms what may have started beside it.
      marks.take(engine.absence(), isAfterCrash);
      recomputation.find(isAfterCrash);
      if (recomputation.goesOn()) {
        return;
      }
    }
    setOffAll();
  }

  private void setOffAll() {
    // Before anything is decided now: what fails now dooms what may have started too.
    marks.take(engine.absence(), isAfterCrash && !recomputation.isCutShort());
    hasSetOff = true;
    if (cancelFirst != null) {
      cancel(cancelFirst);
    }
    for (int node = 0; node < flow.size(); node++) {
      Atom atom = flow.atom(node);
      if (atom != null) {
        setOff(node, atom);
      }
    }
    starts.examineFreed();
    for (int node = 0; node < flow.size(); node++) {
      starts.examineBackward(node);
    }
  }

  private void setOff(int node, Atom atom) {
    AtomState state = storage.state(node);
    Intention intention = storage.intention(node);
    if (intention != Intention.EXECUTE) {
      return;
    }
    if (state == AtomState.FAILURE) {
      followFailure(node, Objects.requireNonNull(storage.failureOf(node)));
    } else if (state == AtomState.RETRYING && !ending.withholds()) {
      startAgain(node);
    } else if (state == AtomState.RUNNING && !ending.withholds()) {
      // Whether it has done its work is unknown: it is executed again, with the same key.
      marks.mayHaveStarted[node] = true;
      starts.launch(node, atom, false);
    }
  }

  /** Rests where the run stands, when what is under way has ended. */
  void halt(String why, @Nullable Throwable cause) {
    ending.halt(why, cause);
  }

  /** Rests because what was done could not be stored. */
  void notStored(PersistenceException error) {
    halt("it could not be stored: " + error.getMessage(), error);
  }

  /** Rests because of an error that nothing can be said about. */
  void fatal(Throwable error) {
    halt("the Java virtual machine reported " + error, error);
  }

  /** Rests when what is under way has ended, unless nothing is left then. */
  void suspend(Request request) {
    if (ending.suspend(request)) {
      show(FlowState.SUSPENDING);
    }
  }

  /** Undoes all that is done, unless the run is at its end, or on its way back already. */
  void cancel(Request request) {
    if (!hasSetOff) {
      // Where the run stands is not known yet.
      if (cancelFirst != null) {
        // The first is enough, but what asked for the other is to be gone, too.
        recorder.follows(request);
      } else {
        cancelFirst = request;
      }
    } else if (ending.isDecided()) {
      ending.finallyFollows(request);
    } else {
      turnBack(request);
    }
  }

  private void turnBack(Request request) {
    recorder.follows(request);
    if (!storage.isTurnedBack()) {
      storage.setWhy(Objects.requireNonNullElse(request.why(), "it was cancelled"));
      doom.everything();
    }
    isCancelled = true;
  }

  boolean isCancelled() {
    return isCancelled;
  }

  boolean hasComeToRest() {
    return hasComeToRest;
  }

  void decideEnd() {
    if (ending.decide()) {
      // Who carries on takes the record as exact.
      marks.recordWhatMayHaveStarted(recorder);
    }
  }

  boolean isOver() {
    return ending.isOver();
  }

  RunEnd end() {
    return ending.end();
  }

  // ---- What happens ----

  /** The call of an attempt has ended. */
  void completed(Attempt attempt) {
    ready.ended(attempt);
    recorder.timed(attempt);
    marks.mayHaveStarted[attempt.node] &= !attempt.called;
    if (attempt.fatal != null) {
      // What the method did is unknown, so the atom stays as one that was running.
      storage.setState(attempt.node, attempt.runningState());
      fatal(attempt.fatal);
    } else if (attempt.notStored != null) {
      // Nothing of it is there, or nobody knows: whoever carries on calls it again.
      storage.setState(attempt.node, attempt.runningState());
      notStored(attempt.notStored);
    } else if (attempt.isRevert) {
      reverted(attempt);
    } else {
      executed(attempt);
    }
  }

  private void executed(Attempt attempt) {
    int node = attempt.node;
    if (attempt.failure != null) {
      failed(node, attempt.failure, attempt.nanos, attempt.called);
      if (attempt.result != null) {
        // The method has returned something that can't be stored, or not taken apart.
        storage.keepForRevert(node, attempt.result);
      }
      return;
    }
    storage.setResult(node, attempt.result, attempt.parts);
    if (attempt.atom.controller() != null) {
      storage.retries().setHistory(node, storage.retries().history(node).with(attempt.result));
    }
    ending.executed(node);
    ended(attempt, AtomState.SUCCESS);
  }

  /** An atom has failed; whether its method was called. */
  void failed(int node, Failure thrown, long nanos, boolean called) {
    // What a crash may have caught in the middle has perhaps something to undo all the same.
    Failure failure = called || marks.mayHaveStarted[node] ? thrown : thrown.beforeCall();
    // From here on it is stored as what it is.
    marks.mayHaveStarted[node] = false;
    storage.setFailure(node, failure);
    ending.failed(node);
    decide(node, AtomState.FAILURE, nanos, failure, null);
    followFailure(node, failure);
  }

  private void followFailure(int node, Failure failure) {
    if (options.neverResolve()) {
      ending.breakOff();
    } else {
      resolve(node, failure);
    }
  }

  /** An atom has another state, which shows when it is stored. */
  void decide(
      int node, AtomState to, long nanos, @Nullable Failure failure, @Nullable String encoded) {
    marks.unstored[node] = true;
    recorder.decide(node, to, nanos, failure, encoded);
  }

  /** A method has done its work. */
  private void ended(Attempt attempt, AtomState to) {
    if (attempt.isStored) {
      marks.unstored[attempt.node] = true;
      recorder.decideStored(attempt.node, to, attempt.nanos);
    } else if (flow.isLazy(attempt.node) && to == AtomState.SUCCESS) {
      marks.unstored[attempt.node] = true;
      recorder.decideLazily(attempt.node, to, attempt.nanos, attempt.encoded);
    } else {
      decide(attempt.node, to, attempt.nanos, null, attempt.encoded);
    }
  }

  private void reverted(Attempt attempt) {
    int node = attempt.node;
    if (attempt.failure == null) {
      storage.clearRevertFailure(node);
      if (attempt.atom.controller() != null) {
        storage.retries().setHistory(node, RetryHistory.EMPTY);
      }
      ending.undone(node);
      ended(attempt, AtomState.REVERTED);
    } else {
      storage.setRevertFailure(node, attempt.failure);
      decide(node, AtomState.REVERT_FAILURE, attempt.nanos, attempt.failure, attempt.encoded);
      ending.breakOff();
    }
  }

  private void resolve(int node, Failure failure) {
    Resolver.Region region;
    try {
      region = resolver.resolve(node, failure);
    } catch (VirtualMachineError e) {
      fatal(e);
      return;
    }
    if (region != null) {
      doom.region(region.controller(), region.retry());
    } else {
      doom.everything();
    }
  }

  /** A step is stored: it becomes visible, and what it permits may start. */
  void stored(Step step) {
    if (step.start != null || step.resumes) {
      setOff();
    }
    for (Step.Change change : step.changes) {
      int node = change.node();
      marks.unstored[node] = false;
      ready.stored(node);
      announcer.atom(node, change.to(), change.nanos(), change.failure());
      marks.forward.set(node, marks.isPassed(node));
      marks.backward.set(node, !Ending.hasSomethingToUndo(change.to()));
    }
    for (int controller : step.restarts) {
      restart(controller);
    }
    for (int[] nodes : step.doomed) {
      for (int node : nodes) {
        marks.doomedUnstored[node] = false;
      }
    }
    if (hasSetOff) {
      examineAfter(step);
    } else if (!recomputation.goesOn()) {
      setOffAll();
    }
    if (step.flowState != null) {
      hasComeToRest = true;
      show(step.flowState);
    }
  }

  private void examineAfter(Step step) {
    starts.examineFreed();
    for (Step.Change change : step.changes) {
      starts.examineBackward(change.node());
    }
    for (int[] nodes : step.doomed) {
      for (int i = nodes.length - 1; i >= 0; i--) {
        starts.examineBackward(nodes[i]);
      }
    }
  }

  /** What a retry controller guards is undone, and that it starts again is stored. */
  private void restart(int controller) {
    marks.unstored[controller] = false;
    if (storage.intention(controller) != Intention.RETRY) {
      // Doomed meanwhile by a failure elsewhere.
      starts.examineBackward(controller);
      return;
    }
    storage.setIntention(controller, Intention.EXECUTE);
    announcer.atom(controller, AtomState.RETRYING, 0, null);
    storage.setAttempt(controller, storage.attempt(controller) + 1);
    if (!ending.isStopping()) {
      Duration wait = delay(controller);
      if (wait == null) {
        return;
      }
      if (wait.isZero() || wait.isNegative()) {
        startAgain(controller);
      } else if (!ending.withholds()) {
        waits.begin(controller, wait);
      }
    }
  }

  private @Nullable Duration delay(int controller) {
    try {
      return resolver.delay(controller);
    } catch (VirtualMachineError e) {
      fatal(e);
      return null;
    }
  }

  /** The time has come for a retry controller to try again, unless something happened meanwhile. */
  void due(Due message) {
    if (waits.isOver(message) && !ending.withholds()) {
      startAgain(message.controller());
      starts.examineFreed();
    }
  }

  /** Whether something waits for its time to come. */
  boolean isWaiting() {
    return !waits.isEmpty();
  }

  /** Everything after a retry controller is as if it had never started, and it is executed. */
  private void startAgain(int controller) {
    starts.askAgain();
    for (int node : marks.touchedAfter(controller)) {
      if (flow.atom(node) != null) {
        reset(node);
      }
    }
    starts.launch(controller, Objects.requireNonNull(flow.atom(controller)), false).mustRun = true;
  }

  private void reset(int node) {
    AtomState before = storage.state(node);
    storage.reset(node);
    // It may have been skipped while it was doomed, and so count as done with.
    ending.doomed(node);
    announcer.reset(node, before);
    marks.forward.set(node, false);
    marks.backward.set(node, true);
  }

  private void show(FlowState state) {
    ending.show(state);
    announcer.flow(state);
  }
}
