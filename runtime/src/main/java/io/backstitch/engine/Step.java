package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.FlowState;
import io.backstitch.persistence.Acknowledgement;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunCounts;
import io.backstitch.persistence.RunUpdate;
import io.backstitch.persistence.WriteSet;
import io.backstitch.storage.RunStorage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one drain of the mailbox has decided: it is stored as one commit, and becomes visible, all
 * of it, when the commit is acknowledged. Then it is the message that says so.
 */
final class Step extends Message implements Acknowledgement {

  /** An atom's new state, which nobody sees before it is stored. */
  record Change(int node, AtomState to, long nanos, @Nullable Failure failure) {}

  private final FlowEngine engine;
  final List<Change> changes = new ArrayList<>();

  /** Nodes that are to be undone when this is stored: each entry is what one failure dooms. */
  final List<int[]> doomed = new ArrayList<>();

  /** Retry controllers that start what they guard again when this is stored. */
  final List<Integer> restarts = new ArrayList<>();

  private final Map<String, AtomRecord> records = new LinkedHashMap<>();
  @Nullable NewRun start;
  @Nullable String definition;
  @Nullable FlowState flowState;

  /** Whether the run was stored before, and sets off again when this is stored. */
  boolean resumes;

  /** The counts of a run that sets off again, or null if they stay. */
  @Nullable RunCounts counts;

  boolean turnsBack;

  /** The numbers of stored messages that ask for this, and are gone when it is stored. */
  final List<Long> consumed = new ArrayList<>();

  @Nullable PersistenceException error;

  Step(FlowEngine engine) {
    this.engine = engine;
  }

  boolean isEmpty() {
    return changes.isEmpty() && doomed.isEmpty() && restarts.isEmpty() && !hasSomethingToStore();
  }

  /** Whether the storage does not know all of it already. */
  boolean hasSomethingToStore() {
    return !records.isEmpty()
        || start != null
        || flowState != null
        || resumes
        || turnsBack
        || !consumed.isEmpty();
  }

  void change(int node, AtomState to, long nanos, @Nullable Failure failure) {
    changes.add(new Change(node, to, nanos, failure));
  }

  void store(AtomRecord record) {
    records.put(record.atom(), record);
  }

  /** Stores what was decided before this step, unless something newer is decided in it. */
  void storeBefore(AtomRecord record) {
    records.putIfAbsent(record.atom(), record);
  }

  WriteSet toWriteSet(String runId, RunStorage storage) {
    RunUpdate update =
        flowState != null || turnsBack || start != null || resumes
            ? new RunUpdate(
                flowState == null ? FlowState.RUNNING : flowState,
                storage.isTurnedBack(),
                storage.why(),
                definition)
            : null;
    return new WriteSet(runId, start, update, counts, List.copyOf(records.values()), consumed);
  }

  @Override
  void arrive(FlowEngine owner) {
    owner.acknowledged(this);
  }

  @Override
  public void committed(boolean mayStay) {
    engine.deliver(this, mayStay);
  }

  @Override
  public void failed(PersistenceException cause) {
    error = cause;
    engine.deliver(this, false);
  }
}
