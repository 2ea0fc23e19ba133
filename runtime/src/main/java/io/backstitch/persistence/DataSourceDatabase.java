package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** A database that an application reaches by a data source, and that other processes may share. */
final class DataSourceDatabase implements Database {

  private final DataSource source;
  private final Dialect dialect;
  private final String name;

  private DataSourceDatabase(DataSource source, Dialect dialect, String name) {
    this.source = source;
    this.dialect = dialect;
    this.name = name;
  }

  /**
   * Asks a database what it is.
   *
   * @throws PersistenceException if it can't be reached, or is none that can hold runs
   */
  static DataSourceDatabase of(DataSource source) {
    try (Connection connection = source.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      String url = connection.getMetaData().getURL();
      // What comes after may be a password.
      String name = url == null ? product : url.replaceAll("[?;].*", "");
      return new DataSourceDatabase(source, dialectOf(product), name);
    } catch (SQLException e) {
      throw cantOpen("The database", e);
    }
  }

  private static Dialect dialectOf(String product) {
    return switch (product.toUpperCase(Locale.ROOT)) {
      case "POSTGRESQL" -> Dialect.POSTGRESQL;
      case "H2" -> Dialect.H2;
      default ->
          throw new PersistenceException(
              "Runs can't be kept in a database of kind '"
                  + product
                  + "'; use PostgreSQL, or a file of H2 by JdbcPersistence.h2.");
    };
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection = source.getConnection();
    if (!connection.getAutoCommit()) {
      connection.setAutoCommit(true);
    }
    return connection;
  }

  @Override
  public Connection borrow() throws SQLException {
    return source.getConnection();
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public void tidyUp() {}

  @Override
  public PersistenceException refusal(SQLException e) {
    return cantOpen(name, e);
  }

  private static PersistenceException cantOpen(String what, SQLException e) {
    return new PersistenceException(what + " can't be opened for runs: " + e.getMessage() + ".", e);
  }

  @Override
  public String toString() {
    return name;
  }

  /** The data source is the application's. */
  @Override
  public void close() {}
}
