package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.FlowFailures;
import io.backstitch.FlowState;
import io.backstitch.flow.Atom;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.persistence.NewRun;
import io.backstitch.storage.RunStorage;
import java.util.List;
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
  private final Recorder recorder;
  private final ReadySet ready;
  private final Announcer announcer;

  /** Whether what may start at once may have been started before a crash. */
  private final boolean isResumed;

  private final boolean[] mayHaveStarted;
  private Countdown countdown;
  private FlowState visibleState = FlowState.PENDING;
  private int forwardLeft;
  private int toRevert;
  private boolean settingOff;
  private boolean isReverting;
  private boolean revertFailed;
  private boolean endDecided;
  private @Nullable RunEnd halted;

  Course(
      FlowEngine engine,
      CompiledFlow flow,
      RunStorage storage,
      Recorder recorder,
      ReadySet ready,
      Announcer announcer,
      boolean isResumed) {
    this.engine = engine;
    this.flow = flow;
    this.storage = storage;
    this.recorder = recorder;
    this.ready = ready;
    this.announcer = announcer;
    this.isResumed = isResumed;
    this.mayHaveStarted = new boolean[flow.size()];
    this.countdown = new Countdown(flow, true, this::offer);
  }

  // ---- Beginning and end ----

  /**
   * Sets off from where the storage stands.
   *
   * @param start what must be stored before anything starts, or null
   */
  void begin(@Nullable NewRun start) {
    for (int node = 0; node < flow.size(); node++) {
      if (flow.atom(node) != null) {
        AtomState state = storage.state(node);
        forwardLeft += isPassed(state) ? 0 : 1;
        toRevert += isUndoable(state) ? 1 : 0;
      }
    }
    if (start != null) {
      recorder.begins(start);
    } else {
      setOff();
    }
  }

  private void setOff() {
    show(FlowState.RUNNING);
    if (storage.isTurnedBack()) {
      revertFromHere();
    } else {
      settingOff = true;
      countdown.begin();
      settingOff = false;
    }
  }

  /** Rests where the run stands, when what is under way has ended. */
  void halt(String why, @Nullable Throwable cause) {
    if (halted == null && !visibleState.isFinal()) {
      halted = new RunEnd(FlowState.SUSPENDED, why, cause);
      ready.dropWaiting();
    }
  }

  /** Decides that the run is over, if it is. */
  void decideEnd() {
    if (endDecided || halted != null || visibleState != FlowState.RUNNING) {
      return;
    }
    FlowState end = null;
    if (revertFailed) {
      end = ready.isIdle() ? FlowState.FAILURE : null;
    } else if (storage.isTurnedBack()) {
      end = ready.isIdle() && toRevert == 0 ? FlowState.REVERTED : null;
    } else if (forwardLeft == 0) {
      end = FlowState.SUCCESS;
    }
    if (end != null) {
      endDecided = true;
      recorder.ends(end);
    }
  }

  boolean isOver() {
    return halted != null ? ready.isIdle() && recorder.isStored() : visibleState.isFinal();
  }

  RunEnd end() {
    return halted != null ? halted : new RunEnd(visibleState, null, null);
  }

  // ---- What happens ----

  /** The call of an attempt has ended. */
  void completed(Attempt attempt) {
    ready.ended(attempt);
    mayHaveStarted[attempt.node] = false;
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
      ready.dropWaiting();
    }
  }

  private void decide(Attempt attempt, AtomState to) {
    recorder.decide(
        attempt.node, attempt.atom, to, attempt.nanos, attempt.failure, attempt.encoded);
  }

  /** From here on everything that is done is undone, and nothing that waits starts. */
  private void turnBack() {
    if (storage.isTurnedBack()) {
      return;
    }
    storage.turnBack();
    recorder.turnsBack();
    ready.dropWaiting();
    for (int node = 0; node < flow.size(); node++) {
      Atom atom = flow.atom(node);
      boolean running = ready.isRunning(node);
      if (atom != null && (running || mayHaveStarted[node])) {
        recorder.mayBeRunning(node, atom);
        if (!running) {
          storage.setState(node, AtomState.RUNNING);
          toRevert++;
        }
      }
    }
  }

  /** A step is stored: it becomes visible, and what it permits may start. */
  void stored(Step step) {
    if (step.start != null) {
      setOff();
    }
    for (Step.Change change : step.changes) {
      ready.stored(change.node());
      announcer.atom(change.node(), change.to(), change.nanos(), change.failure());
    }
    if (step.turnsBack) {
      revertFromHere();
    }
    for (Step.Change change : step.changes) {
      permit(change.node(), step.turnsBack);
    }
    if (step.flowState != null) {
      show(step.flowState);
    }
  }

  private void permit(int node, boolean isCounted) {
    if (!storage.isTurnedBack()) {
      countdown.pass(node);
    } else if (isReverting && !isCounted && countdown.isFree(node) && offer(node)) {
      countdown.pass(node);
    }
  }

  private void revertFromHere() {
    isReverting = true;
    countdown = new Countdown(flow, false, this::offer);
    countdown.begin();
  }

  private void show(FlowState state) {
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
    if (isPassed(storage.state(node))) {
      return true;
    }
    if (halted == null && !storage.isTurnedBack()) {
      mayHaveStarted[node] = settingOff && isResumed;
      ready.add(new Attempt(engine, node, atom, storage.attempt(node), null, NONE));
    }
    return false;
  }

  private boolean offerToRevert(int node, Atom atom) {
    if (ready.isInFlight(node)) {
      return false;
    }
    AtomState state = storage.state(node);
    if (!isUndoable(state)) {
      return state != AtomState.REVERTING;
    }
    if (halted != null || revertFailed) {
      return false;
    }
    if (atom.revertBody() == null) {
      // Nothing to call, but it is undone all the same, and recorded as such.
      toRevert--;
      announcer.atom(node, AtomState.REVERTING, 0, null);
      recorder.decide(node, atom, AtomState.REVERTED, 0, null, null);
    } else {
      FlowFailures failures = storage.flowFailures();
      ready.add(
          new Attempt(engine, node, atom, storage.attempt(node), atom.revertBody(), failures));
    }
    return false;
  }

  private static boolean isPassed(AtomState state) {
    return state == AtomState.SUCCESS || state == AtomState.IGNORE;
  }

  private static boolean isUndoable(AtomState state) {
    return state == AtomState.SUCCESS
        || state == AtomState.FAILURE
        || state == AtomState.RUNNING
        || state == AtomState.REVERT_FAILURE;
  }
}
