package io.backstitch;

import io.backstitch.persistence.Acknowledgement;
import io.backstitch.persistence.Journal;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.WriteSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Stores what changes in a run that no engine drives. */
final class Commit {

  private Commit() {}

  /**
   * Stores it, and returns when it is stored.
   *
   * @throws PersistenceException if it can't be stored
   */
  static void now(WriteSet set, Journal journal) {
    Stored stored = new Stored(set.runId());
    if (!journal.submit(set, stored)) {
      stored.await();
    }
  }

  /** Needs no thread but the journal's. */
  private static final class Stored implements Acknowledgement {

    private final String runId;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    Stored(String runId) {
      this.runId = runId;
    }

    void await() {
      try {
        result.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof PersistenceException cause
            ? cause
            : new PersistenceException("Run '" + runId + "' could not be stored", e);
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
