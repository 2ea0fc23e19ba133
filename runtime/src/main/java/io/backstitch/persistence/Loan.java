package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection with a transaction on it, in which somebody else works; given back as it came.
 *
 * @param connection the connection itself
 * @param lent what the other gets
 * @param autoCommit whether each statement committed by itself when it came
 */
record Loan(Connection connection, LentConnection lent, boolean autoCommit) {

  private static final Logger LOG = LoggerFactory.getLogger(Loan.class);

  /**
   * Begins a transaction on a connection of its own.
   *
   * @param owner whose it is, as the end of a sentence
   */
  static Loan of(Database database, String owner) throws SQLException {
    Connection connection = database.borrow();
    try {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      return new Loan(connection, new LentConnection(connection, owner), autoCommit);
    } catch (SQLException | RuntimeException e) {
      Closing.after(e, connection);
      throw e;
    }
  }

  /** Rolls back because something has failed, and gives back. */
  void rollBack(Throwable because) {
    try (connection) {
      connection.rollback();
      restore();
    } catch (SQLException | RuntimeException e) {
      // Then it is lost, and so is the transaction.
      because.addSuppressed(e);
    }
  }

  /** Gives back what was committed, which nothing that fails here changes. */
  void giveBack() {
    try (connection) {
      restore();
    } catch (SQLException | RuntimeException e) {
      LOG.warn("A connection could not be given back as it came", e);
    }
  }

  private void restore() throws SQLException {
    lent.restore();
    connection.setAutoCommit(autoCommit);
  }
}
