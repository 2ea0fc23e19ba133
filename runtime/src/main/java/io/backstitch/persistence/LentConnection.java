package io.backstitch.persistence;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is lent: whoever has it works in a transaction of somebody else, and can
 * neither end that nor leave anything behind that outlives it. Good for nothing when it is
 * {@linkplain #takeBack taken back}.
 *
 * <p>Its statements are the driver's own, so that nothing is in their way; what is refused here can
 * be done over {@code Statement.getConnection()}, or as SQL, by whoever insists.
 */
final class LentConnection implements Connection {

  private static final String NOT_CONNECTED = "08003";
  private static final String BAD_END = "2D000";

  private final Connection connection;
  private final String owner;
  private volatile boolean isTakenBack;
  private @Nullable Integer isolationBefore;

  /**
   * Lends a connection.
   *
   * @param owner whose transaction it is, as the end of a sentence
   */
  LentConnection(Connection connection, String owner) {
    this.connection = connection;
    this.owner = owner;
  }

  /** Makes it one that is closed; the connection behind it stays open. */
  void takeBack() {
    isTakenBack = true;
  }

  /** Undoes what would outlive the transaction, when that has ended. */
  void restore() throws SQLException {
    if (isolationBefore != null) {
      connection.setTransactionIsolation(isolationBefore);
    }
  }

  private Connection open() throws SQLException {
    if (isTakenBack) {
      throw new SQLException(
          "This connection is closed: the transaction was that of " + owner + ", and has ended",
          NOT_CONNECTED);
    }
    return connection;
  }

  private SQLException refusal(String what, String advice) throws SQLException {
    open();
    return new SQLException(
        "A task can't " + what + ": the transaction is that of " + owner + ". " + advice, BAD_END);
  }

  // ---- What would end the transaction ----

  @Override
  public void commit() throws SQLException {
    throw refusal("commit", "It is committed when the method has returned");
  }

  @Override
  public void rollback() throws SQLException {
    throw refusal("roll back", "Throw an exception, or go back to a savepoint");
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    if (autoCommit) {
      throw refusal("let each statement commit by itself", "Leave autocommit off");
    }
    open();
  }

  /** Does nothing: it is closed by whoever lends it. */
  @Override
  public void close() {}

  @Override
  public boolean isClosed() throws SQLException {
    return isTakenBack || connection.isClosed();
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    throw refusal("abort its connection", "Throw an exception");
  }

  // ---- What would outlive the transaction ----

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    if (readOnly) {
      throw refusal("make its connection read-only", "A record is written over it");
    }
    open();
  }

  /** Only as the first thing, if the database wants that; what it was is restored in the end. */
  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    int before = open().getTransactionIsolation();
    connection.setTransactionIsolation(level);
    if (isolationBefore == null) {
      isolationBefore = before;
    }
  }

  @Override
  public void setCatalog(String catalog) throws SQLException {
    throw refusal("change the catalog of its connection", "Write it before the names of tables");
  }

  @Override
  public void setSchema(String schema) throws SQLException {
    throw refusal("change the schema of its connection", "Write it before the names of tables");
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    throw refusal("change the holdability of its connection", "Set that of a statement");
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    throw refusal("change the types of its connection", "Hand them to getObject");
  }

  @Override
  public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
    throw refusal("change the timeout of its connection", "Set that of a statement");
  }

  @Override
  public void setClientInfo(String name, String value) throws SQLClientInfoException {
    throw clientInfoRefusal();
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    throw clientInfoRefusal();
  }

  private SQLClientInfoException clientInfoRefusal() {
    return new SQLClientInfoException(
        "A task can't name the client of a connection that is lent to it by " + owner, Map.of());
  }

  // ---- What is as ever ----

  @Override
  public boolean isValid(int seconds) throws SQLException {
    return !isTakenBack && connection.isValid(seconds);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(open()) ? type.cast(connection) : connection.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(open()) || connection.isWrapperFor(type);
  }

  @Override
  public Statement createStatement() throws SQLException {
    return open().createStatement();
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return open().prepareStatement(sql);
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    return open().prepareCall(sql);
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    return open().nativeSQL(sql);
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    return open().getAutoCommit();
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    return open().getMetaData();
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    return open().isReadOnly();
  }

  @Override
  public @Nullable String getCatalog() throws SQLException {
    return open().getCatalog();
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    return open().getTransactionIsolation();
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    return open().getWarnings();
  }

  @Override
  public void clearWarnings() throws SQLException {
    open().clearWarnings();
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    return open().createStatement(type, concurrency);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    return open().prepareStatement(sql, type, concurrency);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    return open().prepareCall(sql, type, concurrency);
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    return open().getTypeMap();
  }

  @Override
  public int getHoldability() throws SQLException {
    return open().getHoldability();
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    return open().setSavepoint();
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    return open().setSavepoint(name);
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    open().rollback(savepoint);
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    open().releaseSavepoint(savepoint);
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    return open().createStatement(type, concurrency, holdability);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return open().prepareStatement(sql, type, concurrency, holdability);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return open().prepareCall(sql, type, concurrency, holdability);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    return open().prepareStatement(sql, keys);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] keys) throws SQLException {
    return open().prepareStatement(sql, keys);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] keys) throws SQLException {
    return open().prepareStatement(sql, keys);
  }

  @Override
  public Clob createClob() throws SQLException {
    return open().createClob();
  }

  @Override
  public Blob createBlob() throws SQLException {
    return open().createBlob();
  }

  @Override
  public NClob createNClob() throws SQLException {
    return open().createNClob();
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    return open().createSQLXML();
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    return open().getClientInfo(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    return open().getClientInfo();
  }

  @Override
  public Array createArrayOf(String type, Object[] elements) throws SQLException {
    return open().createArrayOf(type, elements);
  }

  @Override
  public Struct createStruct(String type, Object[] attributes) throws SQLException {
    return open().createStruct(type, attributes);
  }

  @Override
  public @Nullable String getSchema() throws SQLException {
    return open().getSchema();
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    return open().getNetworkTimeout();
  }

  @Override
  public String toString() {
    return "connection of " + owner;
  }
}
