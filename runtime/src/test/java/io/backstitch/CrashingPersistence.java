package io.backstitch;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.StoredRun;
import io.backstitch.persistence.WriteSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Storage whose process dies, as far as the engine can tell, when it commits. */
final class CrashingPersistence implements Persistence {

  /** Whether the last commit before the crash reached the disk. */
  enum Kind {
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT
  }

  private final Persistence survivor;
  private final Kind kind;
  private final boolean isImmediate;
  private final AtomicInteger commitsLeft;
  private volatile boolean crashed;
  private Optional<StoredRun> remains = Optional.empty();
  private boolean isRead;

  CrashingPersistence(Persistence survivor, boolean isImmediate, int commits, Kind kind) {
    this.survivor = survivor;
    this.isImmediate = isImmediate;
    this.commitsLeft = new AtomicInteger(commits);
    this.kind = kind;
  }

  /**
   * Starts a run named "r", and carries on with it in one process after the other, each of which
   * dies when it has got some commits further.
   *
   * @param commits how many commits each process gets further, without the last
   */
  static void runInPieces(Persistence survivor, DynamicFlow flow, int commits, int processes) {
    for (int process = 0; process < processes; process++) {
      CrashingPersistence crashing =
          new CrashingPersistence(survivor, true, commits, Kind.AFTER_THE_COMMIT);
      try (Backstitch backstitch =
          Backstitch.builder(crashing).executor(TaskExecutor.serial()).open()) {
        backstitch.register(flow);
        if (process == 0) {
          backstitch.start(flow.with(Map.of()), "r");
        } else {
          backstitch.recover();
        }
      }
    }
  }

  /** What is left after the crash. */
  Persistence survivor() {
    return survivor;
  }

  /** From now on it was only a failure. */
  void mend() {
    crashed = false;
    commitsLeft.set(Integer.MAX_VALUE);
  }

  boolean hasCrashed() {
    return crashed;
  }

  boolean isStored(String runId) {
    return read(runId).isPresent();
  }

  /**
   * The idempotency keys of calls that had ended, as far as was recorded before the crash. What was
   * skipped was not called, and may be when a controller tries again.
   */
  Set<String> finishedKeys(String runId) {
    return read(runId).stream()
        .flatMap(run -> run.atoms().stream())
        .filter(atom -> atom.state() != AtomState.RUNNING && atom.state() != AtomState.IGNORE)
        .map(atom -> runId + "/" + atom.atom() + "/" + atom.attempt())
        .collect(Collectors.toSet());
  }

  /** Reads what is stored, once: what happens after the crash does not show. */
  private Optional<StoredRun> read(String runId) {
    if (!isRead) {
      try (RunStore store = survivor.open()) {
        remains = store.load(runId);
      }
      isRead = true;
    }
    return remains;
  }

  @Override
  public RunStore open() {
    return new InterceptedPersistence(survivor, isImmediate, this::commit).open();
  }

  private void commit(List<WriteSet> batch, Runnable commit) {
    if (crashed) {
      throw new PersistenceException("the process is gone");
    }
    if (commitsLeft.getAndDecrement() > 0) {
      commit.run();
      return;
    }
    crashed = true;
    if (kind == Kind.AFTER_THE_COMMIT) {
      commit.run();
    }
    throw new PersistenceException("the process is killed");
  }
}
