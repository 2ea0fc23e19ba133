package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.FlowState;
import io.backstitch.flow.Atom;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.storage.RunStorage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is decided, and hands it to the log as one step. One step of a run is on its way at
 * a time: what is decided meanwhile shares the next commit. Belongs to the owner of the run.
 */
final class Recorder {

  private final FlowEngine engine;
  private final RunStorage storage;
  private final @Nullable RunLog log;
  private Step step;
  private boolean underWay;

  Recorder(FlowEngine engine, RunStorage storage, @Nullable RunLog log) {
    this.engine = engine;
    this.storage = storage;
    this.log = log;
    this.step = new Step(engine);
  }

  void begins(NewRun run) {
    step.start = run;
  }

  void ends(FlowState state) {
    step.flowState = state;
  }

  /** From here on everything that is done is undone. */
  void turnsBack() {
    step.turnsBack = true;
  }

  /** An atom has another state, which shows when it is stored. */
  void decide(
      int node,
      Atom atom,
      AtomState to,
      long nanos,
      @Nullable Failure failure,
      @Nullable String encoded) {
    step.change(node, to, nanos, failure);
    store(node, atom, to, failure, encoded);
  }

  /** An atom that may be running when the run turns back: the record is exact from there on. */
  void mayBeRunning(int node, Atom atom) {
    store(node, atom, AtomState.RUNNING, null, null);
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

  /** Encodes a result, on the thread that made it; null if nothing is to be stored. */
  @Nullable String encode(Atom atom, @Nullable Object result) {
    return log == null || atom.resultType() == null ? null : log.encode(result, atom.resultType());
  }

  /** Whether all that was handed over is stored. */
  boolean isStored() {
    return !underWay;
  }

  /**
   * Hands over what was decided.
   *
   * @return the step if it is settled at once, stored or not; null if there is nothing to hand
   *     over, or it is on its way
   */
  @Nullable Step flush(Supplier<String> runId) {
    if (step.isEmpty() || underWay) {
      return null;
    }
    Step decided = step;
    step = new Step(engine);
    if (log != null) {
      try {
        if (!log.submit(decided.toWriteSet(runId.get(), storage.isTurnedBack()), decided)) {
          underWay = true;
          return null;
        }
      } catch (PersistenceException e) {
        decided.error = e;
      }
    }
    return decided;
  }

  /** Tells that the step that was on its way has been stored, or could not be. */
  void settled() {
    underWay = false;
  }
}
