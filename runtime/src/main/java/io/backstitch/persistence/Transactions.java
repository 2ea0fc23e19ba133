package io.backstitch.persistence;

import java.sql.Connection;

/**
 * Transactions of the database in which a store keeps its runs: what the method of a task does in
 * one is committed together with the record that it has succeeded, or not at all.
 *
 * <p>Safe for use by several threads.
 */
public interface Transactions {

  /**
   * Calls a method in a transaction, and commits that with the record of its success: exactly once,
   * though it may be called several times. Each time but the last is rolled back. It is called
   * again when trouble that passes was in the way, such as a lost connection or another
   * transaction; the bound is half a minute, not counting the time in which the method itself runs
   * or other methods have all the connections.
   *
   * @param runId the run that the method belongs to; it must be this store's owner's
   * @param work the method
   * @return what is stored now: the record that the method made; or another one, if it turns out
   *     that the attempt has been recorded before. Then nothing of this call is stored
   * @throws PersistenceException if it could not be stored, or nobody knows; the same can be called
   *     again
   * @throws Throwable what the method has thrown, or why what it did can't be committed; nothing is
   *     stored then
   */
  AtomRecord run(String runId, Work work) throws Throwable;

  /** What is done in a transaction. */
  interface Work {

    /**
     * Does it.
     *
     * @param connection the connection of the transaction, which must not be ended
     * @return the record to store: SUCCESS, or REVERTED if something was undone
     * @throws Throwable if it failed; all is rolled back
     */
    AtomRecord call(Connection connection) throws Throwable;

    /**
     * The atom whose method it is, for messages.
     *
     * @return its name
     */
    String atom();

    /**
     * Whether it is not to be tried again now, since everything comes to rest.
     *
     * @return true if the run is to stop where it stands
     */
    boolean isStopping();
  }
}
