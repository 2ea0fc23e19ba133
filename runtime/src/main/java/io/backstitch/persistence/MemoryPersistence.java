package io.backstitch.persistence;

import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Keeps runs in the memory of this process: for tests, and for flows that need not survive it.
 *
 * <p>What is stored lives as long as this object: it is still there when the store is closed and
 * opened again. One store can be open at a time. Safe for use by several threads.
 */
public final class MemoryPersistence implements Persistence {

  private final ConcurrentNavigableMap<String, MemoryRow> runs = new ConcurrentSkipListMap<>();
  private long owners;
  private boolean open;

  /** Creates an empty one. */
  public MemoryPersistence() {}

  @Override
  public synchronized RunStore open() {
    if (open) {
      throw new PersistenceException(
          "This MemoryPersistence is open already; close the other store first.");
    }
    open = true;
    owners++;
    return new MemoryRunStore(runs, owners, this::closed);
  }

  private synchronized void closed() {
    open = false;
  }
}
