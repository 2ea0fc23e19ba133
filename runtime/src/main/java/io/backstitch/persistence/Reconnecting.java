package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What works over a connection of its own: made when it is first needed, and made anew when the
 * connection is lost. Safe for use by several threads, one of which works with it at a time.
 *
 * @param <T> what works over the connection, and closes it when it is closed
 */
final class Reconnecting<T extends AutoCloseable> {

  /** Works with what is connected. */
  @FunctionalInterface
  interface Use<T, R> {

    /** Works with it. */
    R of(T connected) throws SQLException;
  }

  private final Database database;
  private final Use<Connection, T> make;
  private final Runnable checkOpen;
  private @Nullable T current;

  /**
   * Nothing is connected yet.
   *
   * @param make makes what works over a connection
   * @param checkOpen throws if it must not be used any more
   */
  Reconnecting(Database database, Use<Connection, T> make, Runnable checkOpen) {
    this.database = database;
    this.make = make;
    this.checkOpen = checkOpen;
  }

  /** A connection that is closed again if nothing comes of it: the last one closes the database. */
  static <R> R connected(Database database, Use<Connection, R> use) throws SQLException {
    Connection connection = database.connect();
    try {
      return use.of(connection);
    } catch (SQLException | RuntimeException e) {
      Closing.after(e, connection);
      throw e;
    }
  }

  /** Takes over what is connected already. */
  synchronized void use(T connected) {
    current = connected;
  }

  /**
   * Asks what may be asked twice.
   *
   * @param problem what can't be done otherwise, as the beginning of a sentence
   * @throws PersistenceException if there is no answer
   */
  synchronized <R> R ask(String problem, Use<T, R> question) {
    try {
      return once(question);
    } catch (SQLException first) {
      if (Passing.is(first)) {
        try {
          // The connection may have been lost long ago.
          return once(question);
        } catch (SQLException e) {
          first.addSuppressed(e);
        }
      }
      throw failed(problem, first);
    }
  }

  /**
   * Changes something, once: whoever asks finds out what became of it if that is not known.
   *
   * @param problem what can't be done otherwise, as the beginning of a sentence
   * @throws PersistenceException if it is not done, or nobody knows
   */
  synchronized <R> R change(String problem, Use<T, R> change) {
    try {
      return once(change);
    } catch (SQLException e) {
      throw failed(problem, e);
    }
  }

  /** Whether a connection is still good after a failure is not worth asking. */
  private <R> R once(Use<T, R> use) throws SQLException {
    checkOpen.run();
    T now = current;
    if (now == null) {
      now = connected(database, make);
      current = now;
    }
    try {
      return use.of(now);
    } catch (SQLException e) {
      current = null;
      Closing.after(e, now);
      throw e;
    }
  }

  private PersistenceException failed(String problem, SQLException e) {
    return new PersistenceException(
        problem + " in " + database + ": " + e.getMessage(), e, Passing.is(e));
  }

  /** Gives up the connection, to be closed; null if there is none. */
  synchronized @Nullable T release() {
    T last = current;
    current = null;
    return last;
  }
}
