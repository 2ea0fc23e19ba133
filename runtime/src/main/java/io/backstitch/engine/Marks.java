package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Intention;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;

/**
 * What is known of the nodes of a run beside what is stored of them: what holds them up, and what
 * is decided but not stored yet. Belongs to the owner of the run.
 */
final class Marks {

  private final CompiledFlow flow;
  private final RunStorage storage;
  private final ReadySet ready;
  private final Visits visits;

  /** Atoms that may have been started before a crash, as far as the record tells. */
  final boolean[] mayHaveStarted;

  /** Atoms of which something is decided that is not stored yet. */
  final boolean[] unstored;

  /** Atoms that are to be undone, by a decision that is not stored yet. */
  final boolean[] doomedUnstored;

  /** Nodes that are held up by what comes before them and is not done. */
  final Tally forward;

  /** Nodes that are held up by what comes after them and is not undone. */
  final Tally backward;

  /** Whether something may have happened to an atom though one before it has not started. */
  private boolean isScattered;

  Marks(CompiledFlow flow, RunStorage storage, ReadySet ready, Visits visits) {
    this.flow = flow;
    this.storage = storage;
    this.ready = ready;
    this.visits = visits;
    this.mayHaveStarted = new boolean[flow.size()];
    this.unstored = new boolean[flow.size()];
    this.doomedUnstored = new boolean[flow.size()];
    this.forward = Tally.of(flow, visits, true, this::isPassed);
    this.backward =
        storage.isFresh()
            ? Tally.ofAllDone(flow, visits, false)
            : Tally.of(flow, visits, false, this::isOutOfTheWay);
  }

  /** Whether a node lets those after it start, as far as it is concerned. */
  boolean isPassed(int node) {
    if (flow.atom(node) == null) {
      return true;
    }
    Intention intention = storage.intention(node);
    return isSatisfied(storage.state(node))
        && (intention == Intention.EXECUTE || intention == Intention.IGNORE);
  }

  private boolean isOutOfTheWay(int node) {
    return flow.atom(node) == null
        || !Ending.hasSomethingToUndo(storage.state(node))
        || storage.isInherited(node);
  }

  private static boolean isSatisfied(AtomState state) {
    return state == AtomState.SUCCESS || state == AtomState.IGNORE;
  }

  /**
   * Looks where a run stands that has not just begun.
   *
   * @param absence knows which atoms could not be started for want of an argument
   * @param isAfterCrash whether what may start at once may have been started before
   */
  void take(Absence absence, boolean isAfterCrash) {
    if (isAfterCrash) {
      markWhatMayHaveStarted(absence);
    }
    isScattered = !storage.isFresh() && isFoundScattered();
  }

  private void markWhatMayHaveStarted(Absence absence) {
    visits.many(flow.size());
    for (int node = 0; node < flow.size(); node++) {
      AtomState state = storage.state(node);
      mayHaveStarted[node] =
          flow.atom(node) != null
              && storage.intention(node) == Intention.EXECUTE
              && !(forward.isFree(node) && absence.isOfAny(node, false))
              && (state == AtomState.RETRYING
                  || (state == AtomState.PENDING && forward.isFree(node)));
    }
  }

  /** Records as running what may have been started before a crash, and was not looked at since. */
  void recordWhatMayHaveStarted(Recorder recorder) {
    for (int node = 0; node < mayHaveStarted.length; node++) {
      if (mayHaveStarted[node] && storage.state(node) == AtomState.PENDING) {
        recorder.mayBeRunning(node);
      }
    }
  }

  /** A decider has skipped an atom, wherever it is. */
  void skipped(int node) {
    isScattered = true;
    mayHaveStarted[node] = false;
  }

  /**
   * What comes after a retry controller, as far as anything has happened to it. What comes after an
   * atom that has not started has not started either, unless it was skipped or found like that.
   */
  int[] touchedAfter(int controller) {
    int[] after =
        isScattered
            ? flow.reachableFrom(controller)
            : flow.reachableFrom(controller, this::isTouched);
    visits.many(after.length);
    return after;
  }

  private boolean isFoundScattered() {
    boolean[] isPassed = new boolean[flow.size()];
    for (int node : flow.inOrder()) {
      boolean areAllPassed = true;
      visits.many(1 + flow.countBefore(node));
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
    visits.one();
    return flow.atom(node) == null
        || storage.state(node) != AtomState.PENDING
        || storage.intention(node) != Intention.EXECUTE
        || ready.isInFlight(node)
        || unstored[node]
        || mayHaveStarted[node];
  }
}
