package io.backstitch.persistence;

import io.backstitch.AtomState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Writes records into transactions of others, and finds out whether those were committed.
 *
 * @param owner who writes
 */
record TransactionRecords(Dialect dialect, RecordJson json, long owner) {

  private static final String INTEGRITY_VIOLATION = "23";

  /** What a success may replace: the attempt was in doubt, or it was reset before it began. */
  private static final String UNDECIDED = "state in ('RUNNING', 'PENDING')";

  /** What an undoing may replace: everything but another one. */
  private static final String NOT_UNDONE = "state <> 'REVERTED'";

  /**
   * Writes a record, as the last thing that is done in a transaction before it is committed.
   *
   * @return false if what is there already is the end of the attempt, so that all is to be rolled
   *     back
   * @throws PersistenceException if this owner has been shut out, or the run is not its own
   */
  boolean write(Connection connection, String runId, AtomRecord record) throws SQLException {
    holdOwner(connection, runId);
    String replaceable = record.state() == AtomState.REVERTED ? NOT_UNDONE : UNDECIDED;
    try {
      return insert(connection, runId, record, replaceable);
    } catch (SQLException e) {
      if (e.getSQLState() == null || !e.getSQLState().startsWith(INTEGRITY_VIOLATION)) {
        throw e;
      }
      // Here a statement that fails is not the end of a transaction.
      return remove(connection, runId, record, replaceable)
          && insert(connection, runId, record, replaceable);
    }
  }

  /** The lock makes whoever shuts this owner out wait for the commit. */
  private void holdOwner(Connection connection, String runId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select exists (select 1 from backstitch_run where id = ? and owner = ?)"
                + dialect.lastingCommit()
                + " from backstitch_owner where number = ? and not fenced"
                + dialect.shareOwner())) {
      select.setString(1, runId);
      select.setLong(2, owner);
      select.setLong(3, owner);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw Refusals.fenced();
        }
        if (!row.getBoolean(1)) {
          throw Refusals.notMine(runId);
        }
      }
    }
  }

  private boolean insert(Connection connection, String runId, AtomRecord record, String replaceable)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(dialect.insertAtom(replaceable))) {
      JdbcWriter.set(insert, runId, record, json);
      return insert.executeUpdate() == 1;
    }
  }

  private static boolean remove(
      Connection connection, String runId, AtomRecord record, String replaceable)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from backstitch_atom where run_id = ? and atom = ? and attempt = ? and "
                + replaceable)) {
      delete.setString(1, runId);
      delete.setString(2, record.atom());
      delete.setInt(3, record.attempt());
      return delete.executeUpdate() == 1;
    }
  }

  /**
   * Waits until every transaction that this owner has written a record into has come to its end,
   * and lets no other write one until that of the caller has ended.
   *
   * @param seconds how long at the most, or 0 for as long as the database has it
   */
  void awaitOthers(Connection connection, int seconds) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement(
            "select number from backstitch_owner where number = ? for update")) {
      lock.setQueryTimeout(seconds);
      lock.setLong(1, owner);
      lock.executeQuery().close();
    }
  }
}
