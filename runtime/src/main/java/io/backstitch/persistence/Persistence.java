package io.backstitch.persistence;

/**
 * Where runs are stored. A description only: nothing is touched before {@link #open()}.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface Persistence {

  /**
   * Opens the place, creating or migrating it as needed. Whoever had it open before and died is
   * shut out from then on.
   *
   * @return the open store, to be closed by the caller
   * @throws PersistenceException if it can't be opened: it is in use, unreadable, or made by a
   *     newer version
   */
  RunStore open();
}
