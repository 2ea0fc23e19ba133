package io.backstitch;

import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.RunCatalog;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.StoredRun;
import io.backstitch.persistence.Transactions;
import io.backstitch.persistence.WriteSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Storage with somebody at the door, who lets commits pass, holds them up, or refuses them.
 *
 * @param whenLoaded told when a run has been read, before who asked for it gets it
 */
record InterceptedPersistence(
    Persistence inner, boolean isImmediate, Doorkeeper doorkeeper, Consumer<String> whenLoaded)
    implements Persistence {

  InterceptedPersistence(Persistence inner, boolean isImmediate, Doorkeeper doorkeeper) {
    this(inner, isImmediate, doorkeeper, id -> {});
  }

  /** Whoever stands at the door. */
  @FunctionalInterface
  interface Doorkeeper {

    /**
     * Deals with a commit.
     *
     * @param batch what is to be committed
     * @param commit commits it
     */
    void commit(List<WriteSet> batch, Runnable commit);

    /** Told when the method of an atom has been committed with its record. */
    default void committed(AtomRecord record) {}
  }

  @Override
  public RunStore open() {
    return new Store(inner.open());
  }

  private final class Store implements RunStore {

    private final RunStore store;

    Store(RunStore store) {
      this.store = store;
    }

    @Override
    public boolean isImmediate() {
      return isImmediate;
    }

    @Override
    public void commit(List<WriteSet> batch) {
      doorkeeper.commit(batch, () -> store.commit(batch));
    }

    @Override
    public Optional<StoredRun> load(String runId) {
      Optional<StoredRun> loaded = store.load(runId);
      whenLoaded.accept(runId);
      return loaded;
    }

    @Override
    public List<String> unfinished(@Nullable String afterId, int limit) {
      return store.unfinished(afterId, limit);
    }

    @Override
    public boolean adopt(String runId) {
      return store.adopt(runId);
    }

    @Override
    public Optional<Transactions> transactions() {
      return store
          .transactions()
          .map(
              inner ->
                  (runId, work) -> {
                    AtomRecord record = inner.run(runId, work);
                    doorkeeper.committed(record);
                    return record;
                  });
    }

    @Override
    public RunCatalog catalog() {
      return store.catalog();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
