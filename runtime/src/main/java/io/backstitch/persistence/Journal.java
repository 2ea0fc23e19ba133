package io.backstitch.persistence;

import java.util.concurrent.Executor;

/**
 * Commits what runs changed, so that runs which wait at the same time share a commit.
 *
 * <p>One thread, which runs no code of users and is never interrupted, takes everything that waits,
 * commits it once, and hands the acknowledgements to an executor. The sets of one run keep their
 * order. Safe for use by several threads.
 */
public final class Journal implements AutoCloseable {

  private Journal() {}

  /**
   * Opens a journal over a store.
   *
   * @param store where it commits to; stays open when the journal is closed
   * @param acknowledger runs the acknowledgements; if it refuses, the journal's own thread does
   * @return the journal
   */
  public static Journal over(RunStore store, Executor acknowledger) {
    return new Journal();
  }

  /**
   * Commits a write set, soon or at once.
   *
   * @param set what changed
   * @param ack told when it is durable, or failed; not called if the answer is true
   * @return true if the store is immediate and the set is committed already; false if it waits
   * @throws PersistenceException if the journal is closed, or the store is immediate and refused the
   *     set
   */
  public boolean submit(WriteSet set, Acknowledgement ack) {
    return false;
  }

  /**
   * Forgets that a set of a run failed, so that later ones are taken again: when the run has been
   * read anew.
   *
   * @param runId the run
   */
  public void forget(String runId) {}

  /** Commits all that waits, then stops. Closing again does nothing. */
  @Override
  public void close() {}
}
