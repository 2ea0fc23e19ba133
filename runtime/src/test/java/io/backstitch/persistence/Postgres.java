package io.backstitch.persistence;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server for the tests of this process, which ends with it. Each test has a schema of
 * its own.
 */
public final class Postgres {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  private Postgres() {}

  private static synchronized EmbeddedPostgres server() {
    if (server == null) {
      try {
        server = EmbeddedPostgres.builder().setConnectConfig("connectTimeout", "60").start();
      } catch (IOException | IllegalStateException e) {
        // There is no server for this kind of machine, or it does not start here.
        if (Boolean.getBoolean("services.required")) {
          throw new IllegalStateException("PostgreSQL is required, and can't be started", e);
        }
        assumeTrue(false, "PostgreSQL can't be started here: " + e);
      }
    }
    return server;
  }

  /** The address of a schema, with all that another process needs to reach it. */
  public static String url(PGSimpleDataSource source) {
    return source.getURL() + "&user=" + source.getUser();
  }

  /** A data source for a schema that nobody has used before; each connection is a new one. */
  public static PGSimpleDataSource newSchema() {
    EmbeddedPostgres running = server();
    String schema = "test_" + SCHEMAS.incrementAndGet();
    try (Connection connection = running.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    PGSimpleDataSource source = (PGSimpleDataSource) running.getPostgresDatabase();
    source.setCurrentSchema(schema);
    source.setApplicationName(schema);
    return source;
  }

  /** Breaks all connections to a schema, as a server does that ends. */
  public static void disconnect(PGSimpleDataSource source) throws SQLException {
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = '"
              + source.getApplicationName()
              + "'");
    }
  }
}
