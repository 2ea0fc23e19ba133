package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.FlowFailures;
import io.backstitch.FlowState;
import io.backstitch.Intention;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RetryHistory;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.persistence.NewRun;
import io.backstitch.storage.RunStorage;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The course of a run: what follows from each thing that happens, which atoms may start next,
 * forward or back, and when the run is over. Belongs to the owner of the run.
 *
 * <p>Everything takes two steps. It is decided, and handed to the recorder; and when it is stored,
 * it becomes visible and permits others to start.
 */
final class Course {

  private static final FlowFailures NONE = List::of;

  private final FlowEngine engine;
  private final CompiledFlow flow;
  private final RunStorage storage;
  private final EngineOptions options;
  private final Recorder recorder;
  private final ReadySet ready;
  private final Announcer announcer;
  private final Resolver resolver;
  private final Deciders deciders;
  private final Ending ending;

  /** Whether what may start at once may have been started before a crash. */
  private final boolean isAfterCrash;

  /** Whether the run is stored as one that is at rest, so that nothing of it was under way. */
  private final boolean isAtRest;

  private final boolean[] mayHaveStarted;

  /** Whether something may have happened to an atom though one before it has not started. */
  private boolean isScattered;

  /** Atoms of which something is decided that is not stored yet. */
  private final boolean[] unstored;

  /** Atoms that are to be undone, by a decision that is not stored yet. */
  private final boolean[] doomedUnstored;

  /** Held up by what comes before and is not done; and by what comes after and is not undone. */
  private final Tally forward;

  private final Tally backward;

  Course(
      FlowEngine engine,
      CompiledFlow flow,
      RunStorage storage,
      EngineOptions options,
      Recorder recorder,
      ReadySet ready,
      Announcer announcer,
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
    this.mayHaveStarted = new boolean[flow.size()];
    this.unstored = new boolean[flow.size()];
    this.doomedUnstored = new boolean[flow.size()];
    this.resolver =
        new Resolver(
            flow, storage, options.deferReverts(), this::attempt, recorder::controllerAsked);
    this.deciders = new Deciders(flow, storage);
    this.ending = new Ending(flow, storage, ready, recorder);
    this.forward = Tally.of(flow, true, this::isPassed);
    this.backward =
        storage.isFresh()
            ? Tally.ofAllDone(flow, false)
            : Tally.of(flow, false, this::isOutOfTheWay);
  }

  private boolean isPassed(int node) {
    if (flow.atom(node) == null) {
      return true;
    }
    Intention intention = storage.intention(node);
    return isSatisfied(storage.state(node))
        && (intention == Intention.EXECUTE || intention == Intention.IGNORE);
  }

  private boolean isOutOfTheWay(int node) {
    return flow.atom(node) == null || !Ending.hasSomethingToUndo(storage.state(node));
  }

  private static boolean isSatisfied(AtomState state) {
    return state == AtomState.SUCCESS || state == AtomState.IGNORE;
  }

  // ---- Beginning and end ----

  /**
   * Sets off from where the storage stands.
   *
   * @param start what must be stored before anything starts, or null
   */
  void begin(@Nullable NewRun start) {
    if (start != null) {
      recorder.begins(start);
    } else if (isAtRest) {
      // Nothing starts before it is known that the run is under way again.
      recorder.resumes();
    } else {
      setOff();
    }
  }

  /** Makes all atoms ones that have not started, so that the run can be started again. */
  void reset() {
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
    show(FlowState.RUNNING);
    if (ending.isSuspending()) {
      show(FlowState.SUSPENDING);
    }
    if (isAfterCrash) {
      // All of them, before anything is decided now: what fails now dooms them too.
      markWhatMayHaveStarted();
    }
    isScattered = !storage.isFresh() && isFoundScattered();
    for (int node = 0; node < flow.size(); node++) {
      Atom atom = flow.atom(node);
      if (atom != null) {
        setOff(node, atom);
      }
    }
    examineFreed();
    for (int node = 0; node < flow.size(); node++) {
      examineBackward(node);
    }
  }

  private void markWhatMayHaveStarted() {
    for (int node = 0; node < flow.size(); node++) {
      AtomState state = storage.state(node);
      mayHaveStarted[node] =
          flow.atom(node) != null
              && storage.intention(node) == Intention.EXECUTE
              && !(forward.isFree(node) && engine.absence().isOfAny(node, false))
              && (state == AtomState.RETRYING
                  || (state == AtomState.PENDING && forward.isFree(node)));
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
      mayHaveStarted[node] = true;
      launch(node, atom, false);
    }
  }

  /** Rests where the run stands, when what is under way has ended. */
  void halt(String why, @Nullable Throwable cause) {
    ending.halt(why, cause);
  }

  private void fatal(Throwable error) {
    halt("the Java virtual machine reported " + error, error);
  }

  /** Rests when what is under way has ended, unless nothing is left then. */
  void suspend() {
    if (ending.suspend()) {
      show(FlowState.SUSPENDING);
    }
  }

  void decideEnd() {
    ending.decide();
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
    mayHaveStarted[attempt.node] &= !attempt.called;
    if (attempt.fatal != null) {
      // What the method did is unknown, so the atom stays as one that was running.
      fatal(attempt.fatal);
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
      storage.setHistory(node, storage.history(node).with(attempt.result));
    }
    ending.executed(node);
    decide(node, AtomState.SUCCESS, attempt.nanos, null, attempt.encoded);
  }

  private void failed(int node, Failure thrown, long nanos, boolean called) {
    // What a crash may have caught in the middle has perhaps something to undo all the same.
    Failure failure = called || mayHaveStarted[node] ? thrown : thrown.beforeCall();
    // From here on it is stored as what it is.
    mayHaveStarted[node] = false;
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

  private void decide(
      int node, AtomState to, long nanos, @Nullable Failure failure, @Nullable String encoded) {
    unstored[node] = true;
    recorder.decide(node, to, nanos, failure, encoded);
  }

  private void reverted(Attempt attempt) {
    int node = attempt.node;
    if (attempt.failure == null) {
      storage.clearRevertFailure(node);
      if (attempt.atom.controller() != null) {
        storage.setHistory(node, RetryHistory.EMPTY);
      }
      ending.undone(node);
      decide(node, AtomState.REVERTED, attempt.nanos, null, null);
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
      doomRegion(region.controller(), region.retry());
    } else if (!storage.isTurnedBack()) {
      storage.turnBack();
      int[] all = IntStream.range(0, flow.size()).toArray();
      doom(all);
      recorder.turnsBack();
      recorder.dooms(all);
    }
  }

  private void doomRegion(int controller, boolean retry) {
    if (storage.intention(controller) != Intention.REVERT) {
      storage.setIntention(controller, retry ? Intention.RETRY : Intention.REVERT);
      doomedUnstored[controller] = true;
      ending.doomed(controller);
      forward.set(controller, false);
    }
    recorder.controllerAsked(controller);
    int[] after = retry ? touchedAfter(controller) : flow.reachableFrom(controller);
    doom(after);
    recorder.dooms(new int[] {controller});
    recorder.dooms(after);
  }

  /** From here on these are to be undone, and those that wait never start. */
  private void doom(int[] nodes) {
    boolean dropped = false;
    for (int node : nodes) {
      if (flow.atom(node) != null && storage.intention(node) != Intention.REVERT) {
        dropped |= doom(node);
      }
    }
    if (dropped) {
      ready.sweep();
    }
  }

  /** Whether an attempt has been dropped. */
  private boolean doom(int node) {
    storage.setIntention(node, Intention.REVERT);
    doomedUnstored[node] = true;
    ending.doomed(node);
    forward.set(node, false);
    boolean mayRun = mayHaveStarted[node] || storage.state(node) == AtomState.RUNNING;
    boolean dropped = ready.drop(node);
    if (ready.isInFlight(node)) {
      mayRun = ready.isRunning(node);
    } else if (mayRun) {
      backward.set(node, false);
      storage.setState(node, AtomState.RUNNING);
      ending.failed(node);
    } else if (dropped) {
      backward.set(node, !Ending.hasSomethingToUndo(storage.state(node)));
    }
    if (mayRun) {
      recorder.mayBeRunning(node);
    }
    mayHaveStarted[node] = false;
    return dropped;
  }

  /** A step is stored: it becomes visible, and what it permits may start. */
  void stored(Step step) {
    if (step.start != null || step.resumes) {
      setOff();
    }
    for (Step.Change change : step.changes) {
      int node = change.node();
      unstored[node] = false;
      ready.stored(node);
      announcer.atom(node, change.to(), change.nanos(), change.failure());
      forward.set(node, isPassed(node));
      backward.set(node, !Ending.hasSomethingToUndo(change.to()));
    }
    for (int controller : step.restarts) {
      restart(controller);
    }
    for (int[] nodes : step.doomed) {
      for (int node : nodes) {
        doomedUnstored[node] = false;
      }
    }
    examineFreed();
    for (Step.Change change : step.changes) {
      examineBackward(change.node());
    }
    for (int[] nodes : step.doomed) {
      for (int i = nodes.length - 1; i >= 0; i--) {
        examineBackward(nodes[i]);
      }
    }
    if (step.flowState != null) {
      show(step.flowState);
    }
  }

  /** What a retry controller guards is undone, and that it starts again is stored. */
  private void restart(int controller) {
    unstored[controller] = false;
    if (storage.intention(controller) != Intention.RETRY) {
      // Doomed meanwhile by a failure elsewhere.
      examineBackward(controller);
      return;
    }
    storage.setIntention(controller, Intention.EXECUTE);
    announcer.atom(controller, AtomState.RETRYING, 0, null);
    if (!ending.isStopping()) {
      storage.setAttempt(controller, storage.attempt(controller) + 1);
      startAgain(controller);
    }
  }

  /** Everything after a retry controller is as if it had never started, and it is executed. */
  private void startAgain(int controller) {
    for (int node : touchedAfter(controller)) {
      if (flow.atom(node) != null) {
        reset(node);
      }
    }
    launch(controller, Objects.requireNonNull(flow.atom(controller)), false).mustRun = true;
  }

  /**
   * What comes after a retry controller, as far as anything has happened to it. What comes after an
   * atom that has not started has not started either, unless it was skipped or found like that.
   */
  private int[] touchedAfter(int controller) {
    return isScattered
        ? flow.reachableFrom(controller)
        : flow.reachableFrom(controller, this::isTouched);
  }

  private boolean isFoundScattered() {
    boolean[] isPassed = new boolean[flow.size()];
    for (int node : flow.inOrder()) {
      boolean areAllPassed = true;
      for (int i = 0; i < flow.countBefore(node); i++) {
        areAllPassed &= isPassed[flow.before(node, i)];
      }
      isPassed[node] = flow.atom(node) == null ? areAllPassed : isTouched(node);
      if (isPassed[node] && !areAllPassed) {
        return true;
      }
    }
    return false;
  }

  private boolean isTouched(int node) {
    return flow.atom(node) == null
        || storage.state(node) != AtomState.PENDING
        || storage.intention(node) != Intention.EXECUTE
        || ready.isInFlight(node)
        || unstored[node]
        || mayHaveStarted[node];
  }

  private void reset(int node) {
    AtomState before = storage.state(node);
    storage.reset(node);
    // It may have been skipped while it was doomed, and so count as done with.
    ending.doomed(node);
    announcer.reset(node, before);
    forward.set(node, false);
    backward.set(node, true);
  }

  private void show(FlowState state) {
    ending.show(state);
    announcer.flow(state);
  }

  // ---- What may start ----

  private void examineFreed() {
    int node;
    while ((node = forward.takeFreed()) >= 0) {
      examineForward(node);
    }
    while ((node = backward.takeFreed()) >= 0) {
      examineBackward(node);
    }
  }

  private void examineForward(int node) {
    Atom atom = flow.atom(node);
    if (atom == null
        || storage.state(node) != AtomState.PENDING
        || storage.intention(node) != Intention.EXECUTE
        || !forward.isFree(node)
        || ready.isInFlight(node)
        || unstored[node]
        || ending.withholds()) {
      return;
    }
    if (flow.deciders(node).isEmpty() || isAllowed(node, atom)) {
      launch(node, atom, false);
    }
  }

  private boolean isAllowed(int node, Atom atom) {
    int[] ignored;
    try {
      ignored = deciders.ignored(node);
    } catch (Throwable e) {
      if (Attempt.isFatal(e)) {
        fatal(e);
      } else {
        failed(node, Failure.of(atom.name(), e), 0, false);
      }
      return false;
    }
    for (int each : ignored) {
      Atom skipped = flow.atom(each);
      if (skipped != null && storage.intention(each) != Intention.IGNORE) {
        storage.setIntention(each, Intention.IGNORE);
        isScattered = true;
        mayHaveStarted[each] = false;
        ending.satisfied(each);
        decide(each, AtomState.IGNORE, 0, null, null);
      }
    }
    return ignored.length == 0;
  }

  private void examineBackward(int node) {
    Atom atom = flow.atom(node);
    if (atom == null
        || !backward.isFree(node)
        || ready.isInFlight(node)
        || unstored[node]
        || doomedUnstored[node]) {
      return;
    }
    Intention intention = storage.intention(node);
    AtomState state = storage.state(node);
    if (intention == Intention.RETRY && state == AtomState.SUCCESS) {
      if (!ending.withholds()) {
        unstored[node] = true;
        recorder.restarts(node);
      }
    } else if (intention == Intention.REVERT
        && Ending.hasSomethingToUndo(state)
        && !ending.withholds()) {
      if (hasNothingToCall(node, atom)) {
        // It is undone all the same, and recorded as such.
        ending.undone(node);
        announcer.atom(node, AtomState.REVERTING, 0, null);
        decide(node, AtomState.REVERTED, 0, null, null);
      } else {
        launch(node, atom, true);
      }
    }
  }

  /** Whether an atom is undone without a call: it has no revert, or did not get to be executed. */
  private boolean hasNothingToCall(int node, Atom atom) {
    if (atom.revertBody() == null && atom.controller() == null) {
      return true;
    }
    Failure failure = storage.state(node) == AtomState.FAILURE ? storage.failureOf(node) : null;
    // A controller with a history was called before: that has to be undone.
    return failure != null && !failure.wasCalled() && storage.history(node).size() == 0;
  }

  private Attempt launch(int node, Atom atom, boolean isRevert) {
    backward.set(node, false);
    FlowFailures failures = isRevert ? storage.flowFailures() : NONE;
    Attempt attempt = attempt(node, atom, isRevert, failures);
    ready.add(attempt);
    return attempt;
  }

  private Attempt attempt(int controller) {
    return attempt(controller, Objects.requireNonNull(flow.atom(controller)), false, NONE);
  }

  private Attempt attempt(int node, Atom atom, boolean isRevert, FlowFailures failures) {
    RetryHistory history = atom.controller() == null ? RetryHistory.EMPTY : storage.history(node);
    return new Attempt(engine, node, atom, storage.attempt(node), isRevert, history, failures);
  }
}
