package io.backstitch;

import io.backstitch.persistence.Acknowledgement;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.Journal;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunUpdate;
import io.backstitch.persistence.StoredRun;
import io.backstitch.persistence.WriteSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Makes a stored run one that has not started: all that changes is one commit. */
final class RunReset {

  private RunReset() {}

  /**
   * What changes in a run that is reset.
   *
   * @throws IllegalStateException if the run is not at rest
   */
  static WriteSet of(StoredRun run) {
    if (run.state() == FlowState.RUNNING || run.state() == FlowState.SUSPENDING) {
      throw new IllegalStateException(
          "Run '%s' of flow '%s' is not at rest: it was under way when its process ended, and what it did then is not known; recover it first"
              .formatted(run.id(), run.flow()));
    }
    Map<String, AtomRecord> latest = new LinkedHashMap<>();
    for (AtomRecord record : run.atoms()) {
      // Later attempts of an atom come after earlier ones.
      latest.put(record.atom(), record);
    }
    long next = run.newest() + 1;
    List<AtomRecord> atoms = latest.values().stream().map(record -> reset(record, next)).toList();
    return new WriteSet(
        run.id(), null, new RunUpdate(FlowState.PENDING, false), run.counts().begunAnew(), atoms);
  }

  private static AtomRecord reset(AtomRecord record, long sequence) {
    boolean isAttempted = record.state() != AtomState.PENDING && record.state() != AtomState.IGNORE;
    return new AtomRecord(
        record.atom(),
        record.attempt() + (isAttempted ? 1 : 0),
        record.version(),
        AtomState.PENDING,
        null,
        null,
        null,
        null,
        sequence);
  }

  /**
   * Stores it, and returns when it is stored.
   *
   * @throws PersistenceException if it can't be stored
   */
  static void commit(WriteSet reset, Journal journal) {
    Stored stored = new Stored();
    if (!journal.submit(reset, stored)) {
      stored.await();
    }
  }

  /** Needs no thread but the journal's. */
  private static final class Stored implements Acknowledgement {

    private final CompletableFuture<Void> result = new CompletableFuture<>();

    void await() {
      try {
        result.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof PersistenceException cause
            ? cause
            : new PersistenceException("The reset of a run could not be stored", e);
      }
    }

    @Override
    public void settled(@Nullable PersistenceException error) {
      if (error == null) {
        result.complete(null);
      } else {
        result.completeExceptionally(error);
      }
    }

    @Override
    public void committed(boolean mayStay) {}

    @Override
    public void failed(PersistenceException error) {}
  }
}
