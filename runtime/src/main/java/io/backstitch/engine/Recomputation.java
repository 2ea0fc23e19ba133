package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Intention;
import io.backstitch.flow.Atom;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.Objects;

/**
 * Executes lazy atoms once more whose results were not stored when a process ended, before anything
 * else is decided: what came after them may have been started, and needs the results to be undone.
 * Belongs to the owner of the run.
 */
final class Recomputation {

  private final CompiledFlow flow;
  private final RunStorage storage;
  private final Marks marks;
  private final ReadySet ready;
  private final Ending ending;
  private final Starts starts;

  /** By node, whether it is a lazy atom that may have been done. */
  private final boolean[] mayBeDone;

  private boolean isCutShort;

  Recomputation(
      CompiledFlow flow,
      RunStorage storage,
      Marks marks,
      ReadySet ready,
      Ending ending,
      Starts starts) {
    this.flow = flow;
    this.storage = storage;
    this.marks = marks;
    this.ready = ready;
    this.ending = ending;
    this.starts = starts;
    this.mayBeDone = new boolean[flow.size()];
  }

  /**
   * Looks for such atoms.
   *
   * @param isAfterCrash whether what they permit may have been started, though no record says so
   */
  void find(boolean isAfterCrash) {
    boolean[] isPassed = new boolean[flow.size()];
    boolean[] isAfterLazy = new boolean[flow.size()];
    for (int node : flow.inOrder()) {
      boolean areAllPassed = true;
      for (int i = 0; i < flow.countBefore(node); i++) {
        int before = flow.before(node, i);
        areAllPassed &= isPassed[before];
        boolean isBetween = flow.atom(before) == null && isAfterLazy[before];
        isAfterLazy[node] |= mayBeDone[before] || isBetween;
      }
      Atom atom = flow.atom(node);
      mayBeDone[node] = areAllPassed && isLazyAndNotDone(node);
      isPassed[node] = areAllPassed && (marks.isPassed(node) || mayBeDone[node]);
      if (isAfterCrash && areAllPassed && isAfterLazy[node] && !mayBeDone[node] && atom != null) {
        suspect(node);
      }
    }
  }

  private boolean isLazyAndNotDone(int node) {
    return flow.isLazy(node)
        && storage.state(node) == AtomState.PENDING
        && storage.intention(node) == Intention.EXECUTE
        && flow.deciders(node).isEmpty();
  }

  /** It may have been started, whether or not the results that it took come back. */
  private void suspect(int node) {
    AtomState state = storage.state(node);
    if (storage.intention(node) == Intention.EXECUTE
        && (state == AtomState.PENDING || state == AtomState.RETRYING)) {
      marks.mayHaveStarted[node] = true;
    }
  }

  /** Starts what can be; whether something is still to come. */
  boolean goesOn() {
    boolean isUnderWay = false;
    for (int node = 0; node < mayBeDone.length; node++) {
      if (mayBeDone[node]) {
        isUnderWay |= goesOn(node);
      }
    }
    return isUnderWay;
  }

  private boolean goesOn(int node) {
    if (ready.isInFlight(node) || marks.unstored[node]) {
      return true;
    }
    if (storage.state(node) != AtomState.PENDING || !marks.forward.isFree(node)) {
      return false;
    }
    if (ending.withholds()) {
      isCutShort = true;
      return false;
    }
    starts.launch(node, Objects.requireNonNull(flow.atom(node)), false);
    return true;
  }

  /** Whether something has not come back, so that what is suspected stays so. */
  boolean isCutShort() {
    return isCutShort;
  }
}
