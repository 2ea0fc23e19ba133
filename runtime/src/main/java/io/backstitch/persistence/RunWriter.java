package io.backstitch.persistence;

import java.sql.SQLException;
import java.util.List;

/**
 * Commits batches over one connection. Not safe for use by several threads; good for nothing after
 * an exception.
 */
interface RunWriter extends AutoCloseable {

  /**
   * Stores a batch as a whole.
   *
   * @throws PersistenceException if it is refused
   * @throws SQLException if nothing was stored, or nobody knows
   */
  void commit(List<WriteSet> batch) throws SQLException;

  /** Closes the connection, too. */
  @Override
  void close() throws SQLException;
}
