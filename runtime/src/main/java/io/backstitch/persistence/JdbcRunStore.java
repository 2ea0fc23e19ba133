package io.backstitch.persistence;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open store of a {@link JdbcPersistence}: one connection for commits, one for everything else,
 * so that reading never waits for a batch.
 */
final class JdbcRunStore implements RunStore {

  private static final int COMMITS_BETWEEN_TIDYING = 50;

  private final H2File file;
  private final RecordJson json = new RecordJson();
  private final long owner;
  private final boolean synced;
  private final Object writing = new Object();
  private final Object reading = new Object();
  private @Nullable JdbcWriter writer;
  private @Nullable JdbcReader reader;
  private int commits;
  private volatile boolean closed;

  private JdbcRunStore(H2File file, boolean synced, long owner, Connection connection)
      throws SQLException {
    this.file = file;
    this.owner = owner;
    this.synced = synced;
    this.reader = new JdbcReader(connection, json, owner);
  }

  /** Opens the database, brings its tables up to date and shuts out whoever had it before. */
  static JdbcRunStore open(H2File file, boolean synced) throws SQLException {
    return connected(
        file,
        connection -> {
          Schema.migrate(connection, file);
          return new JdbcRunStore(file, synced, newOwner(connection), connection);
        });
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(Connection connection) throws SQLException;
  }

  /** A connection that is closed again if nothing comes of it: the last one closes the database. */
  private static <T> T connected(H2File file, Use<T> use) throws SQLException {
    Connection connection = file.connect();
    try {
      return use.of(connection);
    } catch (SQLException | RuntimeException e) {
      drop(connection, e);
      throw e;
    }
  }

  private static long newOwner(Connection connection) throws SQLException {
    long number;
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into backstitch_owner (opened_at, fenced) values (current_timestamp, false)",
            Statement.RETURN_GENERATED_KEYS)) {
      insert.executeUpdate();
      try (ResultSet key = insert.getGeneratedKeys()) {
        if (!key.next()) {
          throw new SQLException("The database gave no number to the new owner");
        }
        number = key.getLong(1);
      }
    }
    try (PreparedStatement fence =
        connection.prepareStatement(
            "update backstitch_owner set fenced = true where number < ? and not fenced")) {
      fence.setLong(1, number);
      fence.executeUpdate();
    }
    return number;
  }

  @Override
  public boolean isImmediate() {
    return false;
  }

  @Override
  public void commit(List<WriteSet> batch) {
    synchronized (writing) {
      checkOpen();
      try {
        if (writer == null) {
          writer = connected(file, connection -> new JdbcWriter(connection, json, owner, synced));
        }
        if (++commits % COMMITS_BETWEEN_TIDYING == 0) {
          file.tidyUp();
        }
        writer.commit(batch);
      } catch (SQLException e) {
        // Whether the connection is still good is not worth asking: the next commit gets a new one.
        dropWriter(e);
        throw new PersistenceException(
            "A batch could not be stored in " + file + ": " + e.getMessage(), e);
      } catch (RuntimeException e) {
        dropWriter(e);
        throw e;
      }
    }
  }

  private void dropWriter(Exception because) {
    if (writer != null) {
      drop(writer, because);
      writer = null;
    }
  }

  @Override
  public Optional<StoredRun> load(String runId) {
    return read("Run '" + runId + "' could not be read", now -> now.load(runId));
  }

  @Override
  public List<String> unfinished(@Nullable String afterId, int limit) {
    Refusals.checkLimit(limit);
    return read("The unfinished runs could not be read", now -> now.unfinished(afterId, limit));
  }

  @Override
  public void adopt(String runId) {
    boolean adopted = read("Run '" + runId + "' could not be adopted", now -> now.adopt(runId));
    if (!adopted) {
      throw load(runId).isEmpty() ? Refusals.unknown(runId) : Refusals.fenced();
    }
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask(JdbcReader reader) throws SQLException;
  }

  private <T> T read(String problem, Question<T> question) {
    synchronized (reading) {
      checkOpen();
      try {
        if (reader == null) {
          reader = connected(file, connection -> new JdbcReader(connection, json, owner));
        }
        return question.ask(reader);
      } catch (SQLException e) {
        dropReader(e);
        throw new PersistenceException(problem + " in " + file + ": " + e.getMessage(), e);
      }
    }
  }

  private void dropReader(Exception because) {
    if (reader != null) {
      drop(reader, because);
      reader = null;
    }
  }

  private static void drop(AutoCloseable connection, Exception because) {
    try {
      connection.close();
    } catch (Exception e) {
      because.addSuppressed(e);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw Refusals.closed();
    }
  }

  @Override
  public void close() {
    synchronized (writing) {
      synchronized (reading) {
        if (closed) {
          return;
        }
        closed = true;
        closeAll(writer, reader);
      }
    }
  }

  /** With the last connection H2 writes all and closes the file; then others may have it. */
  private void closeAll(@Nullable JdbcWriter lastWriter, @Nullable JdbcReader lastReader) {
    try (file;
        lastReader;
        lastWriter) {
      writer = null;
      reader = null;
    } catch (IOException | SQLException e) {
      throw new PersistenceException(
          file
              + " could not be closed in good order, though what was committed is in it: "
              + e.getMessage(),
          e);
    }
  }
}
