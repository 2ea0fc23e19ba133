package io.backstitch;

import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.StoredRun;
import io.backstitch.persistence.WriteSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Storage whose process dies, as far as the engine can tell, when it commits. */
final class CrashingPersistence implements Persistence {

  /** Whether the last commit before the crash reached the disk. */
  enum Kind {
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT
  }

  private final Persistence survivor;
  private final Kind kind;
  private int commitsLeft;
  private boolean crashed;
  private Optional<StoredRun> remains = Optional.empty();
  private boolean isRead;

  CrashingPersistence(Persistence survivor, int commits, Kind kind) {
    this.survivor = survivor;
    this.commitsLeft = commits;
    this.kind = kind;
  }

  /** What is left after the crash. */
  Persistence survivor() {
    return survivor;
  }

  /** From now on it was only a failure. */
  void mend() {
    crashed = false;
    commitsLeft = Integer.MAX_VALUE;
  }

  boolean hasCrashed() {
    return crashed;
  }

  boolean isStored(String runId) {
    return read(runId).isPresent();
  }

  /** The idempotency keys of calls that had ended, as far as was recorded before the crash. */
  Set<String> finishedKeys(String runId) {
    return read(runId).stream()
        .flatMap(run -> run.atoms().stream())
        .filter(atom -> atom.state() != AtomState.RUNNING)
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
    return new Store(survivor.open());
  }

  private final class Store implements RunStore {

    private final RunStore store;

    Store(RunStore store) {
      this.store = store;
    }

    @Override
    public boolean isImmediate() {
      return store.isImmediate();
    }

    @Override
    public void commit(List<WriteSet> batch) {
      if (crashed) {
        throw new PersistenceException("the process is gone");
      }
      if (commitsLeft-- > 0) {
        store.commit(batch);
        return;
      }
      crashed = true;
      if (kind == Kind.AFTER_THE_COMMIT) {
        store.commit(batch);
      }
      throw new PersistenceException("the process is killed");
    }

    @Override
    public Optional<StoredRun> load(String runId) {
      return store.load(runId);
    }

    @Override
    public List<String> unfinished(@Nullable String afterId, int limit) {
      return store.unfinished(afterId, limit);
    }

    @Override
    public void adopt(String runId) {
      store.adopt(runId);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
