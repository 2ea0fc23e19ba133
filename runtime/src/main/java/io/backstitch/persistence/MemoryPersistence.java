package io.backstitch.persistence;

/**
 * Keeps runs in the memory of this process: for tests, and for flows that need not survive it.
 *
 * <p>What is stored lives as long as this object: it is still there when the store is closed and
 * opened again. One store can be open at a time. Safe for use by several threads.
 */
public final class MemoryPersistence implements Persistence {

  /** Creates an empty one. */
  public MemoryPersistence() {}

  @Override
  public RunStore open() {
    throw new PersistenceException("not yet");
  }
}
