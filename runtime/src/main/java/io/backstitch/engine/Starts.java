package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.FlowFailures;
import io.backstitch.Intention;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RetryHistory;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What may start: atoms that nothing before them holds up, if no decider skips them, and on the way
 * back those that nothing after them holds up. Belongs to the owner of the run.
 */
final class Starts {

  private static final FlowFailures NONE = List::of;

  private final FlowEngine engine;
  private final CompiledFlow flow;
  private final RunStorage storage;
  private final Course course;
  private final Marks marks;
  private final ReadySet ready;
  private final Ending ending;
  private final Recorder recorder;
  private final Announcer announcer;
  private final Deciders deciders;
  private final Visits visits;

  /**
   * Prepares to look.
   *
   * @param course told what is decided on the way: that a decider fails, or skips something
   */
  Starts(
      FlowEngine engine,
      CompiledFlow flow,
      RunStorage storage,
      Course course,
      Marks marks,
      ReadySet ready,
      Ending ending,
      Recorder recorder,
      Announcer announcer,
      Visits visits) {
    this.engine = engine;
    this.flow = flow;
    this.storage = storage;
    this.course = course;
    this.marks = marks;
    this.ready = ready;
    this.ending = ending;
    this.recorder = recorder;
    this.announcer = announcer;
    this.visits = visits;
    this.deciders = new Deciders(flow, storage, engine.absence());
  }

  /** Looks at all that nothing holds up any more. */
  void examineFreed() {
    int node;
    while ((node = marks.forward.takeFreed()) >= 0) {
      examineForward(node);
    }
    while ((node = marks.backward.takeFreed()) >= 0) {
      examineBackward(node);
    }
  }

  private void examineForward(int node) {
    visits.one();
    Atom atom = flow.atom(node);
    if (atom == null
        || storage.state(node) != AtomState.PENDING
        || storage.intention(node) != Intention.EXECUTE
        || !marks.forward.isFree(node)
        || ready.isInFlight(node)
        || marks.unstored[node]
        || ending.isStopping()) {
      return;
    }
    // What is skipped is settled even if the run is to rest: it is no work, and may be the end.
    boolean isAllowed = flow.deciders(node).isEmpty() || isAllowed(node, atom);
    if (isAllowed && !ending.withholds()) {
      launch(node, atom, false);
    }
  }

  private boolean isAllowed(int node, Atom atom) {
    Set<Integer> ignored;
    try {
      ignored = deciders.ignored(attempt(node));
    } catch (Throwable e) {
      if (Attempt.isFatal(e)) {
        course.fatal(e);
      } else {
        course.failed(node, Failure.of(atom.name(), e), 0, false);
      }
      return false;
    }
    visits.many(ignored.size());
    for (int each : ignored) {
      Atom skipped = flow.atom(each);
      if (skipped != null
          && storage.state(each) == AtomState.PENDING
          && storage.intention(each) != Intention.IGNORE) {
        storage.setIntention(each, Intention.IGNORE);
        marks.skipped(each);
        ending.satisfied(each);
        course.decide(each, AtomState.IGNORE, 0, null, null);
      }
    }
    return ignored.isEmpty();
  }

  /** Undoes an atom, or lets a controller try again, if it is time. */
  void examineBackward(int node) {
    visits.one();
    Atom atom = flow.atom(node);
    if (atom == null
        || !marks.backward.isFree(node)
        || ready.isInFlight(node)
        || marks.unstored[node]
        || marks.doomedUnstored[node]) {
      return;
    }
    Intention intention = storage.intention(node);
    AtomState state = storage.state(node);
    if (intention == Intention.RETRY && state == AtomState.SUCCESS) {
      if (!ending.withholds()) {
        marks.unstored[node] = true;
        recorder.restarts(node);
      }
    } else if (intention == Intention.REVERT
        && Ending.hasSomethingToUndo(state)
        && !ending.withholds()) {
      if (hasNothingToCall(node, atom)) {
        // It is undone all the same, and recorded as such.
        ending.undone(node);
        announcer.atom(node, AtomState.REVERTING, 0, null);
        course.decide(node, AtomState.REVERTED, 0, null, null);
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
    return failure != null && !failure.wasCalled() && storage.retries().history(node).size() == 0;
  }

  /** An atom is about to start. */
  Attempt launch(int node, Atom atom, boolean isRevert) {
    marks.backward.set(node, false);
    FlowFailures failures = isRevert ? storage.flowFailures() : NONE;
    Attempt attempt = attempt(node, atom, isRevert, failures);
    if (isRevert ? atom.isRevertTransactional() : atom.isTransactional()) {
      attempt.transaction = new TransactionalCall(engine, attempt, recorder.aboutTo(attempt));
    }
    ready.add(attempt);
    return attempt;
  }

  /** Deciders have to be asked again: something before them is done once more. */
  void askAgain() {
    deciders.askAgain();
  }

  /** An attempt that is not to start: what a controller or decider that is asked is told. */
  Attempt attempt(int node) {
    return attempt(node, Objects.requireNonNull(flow.atom(node)), false, NONE);
  }

  private Attempt attempt(int node, Atom atom, boolean isRevert, FlowFailures failures) {
    RetryHistory history =
        atom.controller() == null ? RetryHistory.EMPTY : storage.retries().history(node);
    return new Attempt(engine, node, atom, storage.attempt(node), isRevert, history, failures);
  }
}
