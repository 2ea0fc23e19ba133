package io.backstitch.persistence;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** A database as a store sees it: how to reach it, and what is special about it. */
interface Database extends AutoCloseable {

  /** What its SQL looks like. */
  Dialect dialect();

  /** Opens a connection, which commits each statement by itself. */
  Connection connect() throws SQLException;

  /** Opens a connection, or takes one from a pool, for others to work with: as it comes. */
  default Connection borrow() throws SQLException {
    return connect();
  }

  /** Makes what was just committed over a connection as durable as anything that is stored. */
  default void secure(Connection connection) throws SQLException {}

  /** Whether nobody but this process can have it open, so that whoever had it before is dead. */
  boolean isOurs();

  /** What commits batches over a connection, which is its own then. */
  default RunWriter writer(Connection connection, RecordJson json, long owner) throws SQLException {
    return dialect().writer(connection, json, owner);
  }

  /** Keeps it small; called now and then between commits. */
  void tidyUp() throws SQLException;

  /** Says in one sentence why it could not be opened. */
  PersistenceException refusal(SQLException e);

  /** Lets others have it. */
  @Override
  void close() throws IOException;
}
