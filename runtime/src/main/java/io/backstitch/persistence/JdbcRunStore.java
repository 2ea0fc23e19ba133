package io.backstitch.persistence;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open store of a {@link JdbcPersistence}: one connection for commits, one for what is read
 * beside them, so that reading never waits for a batch, and one for what people ask.
 */
final class JdbcRunStore implements RunStore {

  static final int COMMITS_BETWEEN_TIDYING = 50;

  private final Database database;
  private final RecordJson json = new RecordJson();
  private final long owner;
  private final Object writing = new Object();
  private final Reconnecting<JdbcReader> reading;
  private final JdbcRunCatalog catalog;
  private @Nullable RunWriter writer;
  private final @Nullable LeaseKeeper lease;
  private final JdbcTransactions transactions;
  private int commits;
  private volatile boolean closed;

  private JdbcRunStore(Database database, long owner, Connection connection) throws SQLException {
    this.database = database;
    this.owner = owner;
    this.reading = new Reconnecting<>(database, this::reader, this::checkOpen);
    this.catalog = new JdbcRunCatalog(database, json, owner, this::checkOpen);
    reading.use(reader(connection));
    this.transactions =
        new JdbcTransactions(
            database,
            new TransactionRecords(database.dialect(), json, owner),
            this::load,
            Patience.USUAL);
    this.lease = database.isOurs() ? null : LeaseKeeper.start(database, owner);
  }

  /** Opens the database, brings its tables up to date and shuts out whoever had it before. */
  static JdbcRunStore open(Database database) throws SQLException {
    return Reconnecting.connected(
        database,
        connection -> {
          Schema.migrate(connection, database);
          long number = Ownership.take(connection, database);
          return new JdbcRunStore(database, number, connection);
        });
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
          writer =
              Reconnecting.connected(
                  database, connection -> database.writer(connection, json, owner));
        }
        if (++commits % COMMITS_BETWEEN_TIDYING == 0) {
          database.tidyUp();
        }
        writer.commit(batch);
      } catch (SQLException e) {
        // Whether the connection is still good is not worth asking: the next commit gets a new one.
        dropWriter(e);
        throw new PersistenceException(
            "A batch could not be stored in " + database + ": " + e.getMessage(), e, Passing.is(e));
      } catch (RuntimeException e) {
        dropWriter(e);
        throw e;
      }
    }
  }

  private void dropWriter(Exception because) {
    if (writer != null) {
      Closing.after(because, writer);
      writer = null;
    }
  }

  @Override
  public Optional<StoredRun> load(String runId) {
    return reading.ask("Run '" + runId + "' could not be read", now -> now.load(runId));
  }

  @Override
  public List<String> unfinished(@Nullable String afterId, int limit) {
    Refusals.checkLimit(limit);
    return reading.ask(
        "The unfinished runs could not be read", now -> now.unfinished(afterId, limit));
  }

  @Override
  public void shutOutDead() {
    reading.ask(
        "The owners could not be looked at",
        now -> {
          now.shutOutDead(database);
          return true;
        });
  }

  @Override
  public boolean adopt(String runId) {
    String problem = "Run '" + runId + "' could not be adopted";
    if (reading.ask(problem, now -> now.adopt(runId))) {
      return true;
    }
    if (load(runId).isEmpty()) {
      throw Refusals.unknown(runId);
    }
    if (!reading.ask(problem, JdbcReader::isOwner)) {
      throw Refusals.fenced();
    }
    return false;
  }

  @Override
  public boolean isShared() {
    return !database.isOurs();
  }

  @Override
  public void send(String runId, MessageKind kind, @Nullable String why) {
    reading.ask(
        "Run '" + runId + "' could not be sent a message",
        now -> {
          now.messages().send(runId, kind, why);
          return true;
        });
  }

  @Override
  public Optional<NewRun> start(Connection connection, String runId, NewRun run) {
    if (!isShared()) {
      return RunStore.super.start(connection, runId, run);
    }
    checkOpen();
    try {
      if (connection.getAutoCommit()) {
        throw new IllegalArgumentException(
            "Run '"
                + runId
                + "' is to be started in a transaction, but the connection commits each statement by"
                + " itself; call setAutoCommit(false) first, or start it without a connection");
      }
      return new JdbcStart(database.dialect(), json).in(connection, runId, run);
    } catch (SQLException e) {
      throw new PersistenceException(
          "Run '"
              + runId
              + "' could not be started in the caller's transaction, which has to be one of "
              + database
              + ": "
              + e.getMessage(),
          e,
          Passing.is(e));
    }
  }

  @Override
  public News news() {
    return reading.ask("What is new could not be read", now -> now.messages().news());
  }

  @Override
  public void drop(List<Long> numbers) {
    reading.ask(
        "Messages for runs could not be dropped",
        now -> {
          now.messages().drop(numbers);
          return true;
        });
  }

  @Override
  public RunCatalog catalog() {
    return catalog;
  }

  private JdbcReader reader(Connection connection) throws SQLException {
    return new JdbcReader(database.dialect(), connection, json, owner);
  }

  private void checkOpen() {
    if (closed) {
      throw Refusals.closed();
    }
  }

  @Override
  public Optional<Transactions> transactions() {
    return Optional.of(transactions);
  }

  @Override
  public void close() {
    synchronized (writing) {
      if (closed) {
        return;
      }
      closed = true;
      closeAll(writer, reading.release(), catalog.release());
    }
  }

  /** With the last connection H2 writes all and closes the file; then others may have it. */
  private void closeAll(
      @Nullable RunWriter lastWriter,
      @Nullable JdbcReader lastReader,
      @Nullable JdbcRunQueries lastQueries) {
    try (database;
        lastReader;
        lastQueries;
        lease;
        lastWriter) {
      writer = null;
    } catch (IOException | SQLException e) {
      throw new PersistenceException(
          database
              + " could not be closed in good order, though what was committed is in it: "
              + e.getMessage(),
          e);
    }
  }
}
