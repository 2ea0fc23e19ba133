package io.backstitch.persistence;

import io.backstitch.AtomState;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Commits the rows of all runs of a batch in a few statements, sorted by key. */
final class JdbcWriter implements RunWriter {

  private static final String DUPLICATE_KEY = "23505";

  private final Dialect dialect;
  private final Connection connection;
  private final RecordJson json;
  private final long owner;
  private final PreparedStatement insertRun;
  private final PreparedStatement selectRun;
  private final PreparedStatement updateRun;
  private final PreparedStatement touchRun;
  private final PreparedStatement mergeMetadata;
  private final PreparedStatement mergeAtom;
  private final PreparedStatement deleteMessage;
  private final PreparedStatement selectDone;
  private final PreparedStatement lockOwner;

  JdbcWriter(Dialect dialect, Connection connection, RecordJson json, long owner)
      throws SQLException {
    this.dialect = dialect;
    this.connection = connection;
    this.json = json;
    this.owner = owner;
    connection.setAutoCommit(false);
    insertRun = connection.prepareStatement(dialect.insertRun());
    selectRun =
        connection.prepareStatement(
            "select flow, flow_version, inputs, metadata, forked_from, state, turned_back, why,"
                + " owner from backstitch_run where id = ?");
    updateRun =
        connection.prepareStatement(
            "update backstitch_run set state = ?, turned_back = ?, why = ?,"
                + " definition = coalesce(?, definition),"
                + " generation = coalesce(?, generation), crashes = coalesce(?, crashes),"
                + " progress = coalesce(?, progress), updated_at = current_timestamp where id = ? and owner = ?");
    touchRun =
        connection.prepareStatement(
            "update backstitch_run set updated_at = current_timestamp where id = ? and owner = ?");
    mergeMetadata = connection.prepareStatement(dialect.mergeMetadata());
    mergeAtom = connection.prepareStatement(dialect.mergeAtom());
    deleteMessage = connection.prepareStatement("delete from backstitch_message where number = ?");
    selectDone =
        connection.prepareStatement(
            "select 1 from backstitch_atom where run_id = ? and atom = ? and attempt = ?"
                + " and state = 'SUCCESS'");
    lockOwner =
        connection.prepareStatement(
            "select number from backstitch_owner where number = ? and not fenced"
                + dialect.shareOwner());
  }

  @Override
  public void commit(List<WriteSet> batch) throws SQLException {
    Rows rows = new Rows(batch);
    insert(rows);
    update(rows);
    touch(rows);
    merge(rows);
    consume(rows);
    checkFence();
    connection.commit();
  }

  private void insert(Rows rows) throws SQLException {
    if (rows.started.isEmpty()) {
      return;
    }
    for (Map.Entry<String, NewRun> run : rows.started.entrySet()) {
      RunUpdate fields = rows.fieldsOf(run.getKey());
      fill(insertRun, run.getKey(), run.getValue(), fields, json, owner);
      insertRun.addBatch();
    }
    List<String> ids = List.copyOf(rows.started.keySet());
    long[] counts;
    try {
      counts = insertRun.executeLargeBatch();
    } catch (BatchUpdateException e) {
      if (!isDuplicate(e)) {
        throw e;
      }
      counts = e.getLargeUpdateCounts();
    }
    insertMetadata(rows);
    for (int i = 0; i < ids.size(); i++) {
      if (i >= counts.length || counts[i] != 1) {
        checkIsAsStarted(ids.get(i), rows);
      }
    }
  }

  /** Sets the parameters of the statement that inserts a run. */
  static void fill(
      PreparedStatement insert,
      String runId,
      NewRun run,
      RunUpdate fields,
      RecordJson json,
      long owner)
      throws SQLException {
    insert.setString(1, runId);
    insert.setString(2, run.flow());
    insert.setString(3, run.flowVersion());
    insert.setString(4, fields.state().name());
    insert.setBoolean(5, fields.turnedBack());
    insert.setString(6, fields.why());
    insert.setString(7, fields.definition());
    insert.setString(8, run.inputs());
    insert.setString(9, json.write(run.metadata()));
    insert.setString(10, run.forkedFrom());
    insert.setLong(11, owner);
  }

  static boolean isDuplicate(SQLException e) {
    return DUPLICATE_KEY.equals(e.getSQLState());
  }

  private void insertMetadata(Rows rows) throws SQLException {
    boolean some = false;
    for (Map.Entry<String, NewRun> run : rows.started.entrySet()) {
      for (Map.Entry<String, String> each : run.getValue().metadata().entrySet()) {
        mergeMetadata.setString(1, run.getKey());
        mergeMetadata.setString(2, each.getKey());
        mergeMetadata.setString(3, each.getValue());
        mergeMetadata.addBatch();
        some = true;
      }
    }
    if (some) {
      mergeMetadata.executeBatch();
    }
  }

  /** A commit may have been stored though it seemed to fail: its repetition finds its own rows. */
  private void checkIsAsStarted(String runId, Rows rows) throws SQLException {
    NewRun start = rows.started.get(runId);
    RunUpdate fields = rows.fieldsOf(runId);
    selectRun.setString(1, runId);
    try (ResultSet row = selectRun.executeQuery()) {
      boolean same =
          row.next()
              && start != null
              && start.equals(
                  new NewRun(
                      row.getString(1),
                      row.getString(2),
                      row.getString(3),
                      json.readMetadata(row.getString(4)),
                      row.getString(5)))
              && fields.state().name().equals(row.getString(6))
              && fields.turnedBack() == row.getBoolean(7)
              && Objects.equals(fields.why(), row.getString(8))
              && owner == row.getLong(9);
      if (!same) {
        throw Refusals.taken(runId);
      }
    }
  }

  private void update(Rows rows) throws SQLException {
    Map<String, RunUpdate> changed = rows.changed();
    for (Map.Entry<String, RunUpdate> run : changed.entrySet()) {
      updateRun.setString(1, run.getValue().state().name());
      updateRun.setBoolean(2, run.getValue().turnedBack());
      updateRun.setString(3, run.getValue().why());
      RunCounts counts = rows.counted.get(run.getKey());
      updateRun.setString(4, run.getValue().definition());
      updateRun.setObject(5, counts == null ? null : counts.generation(), Types.INTEGER);
      updateRun.setObject(6, counts == null ? null : counts.crashes(), Types.INTEGER);
      updateRun.setObject(7, counts == null ? null : counts.progress(), Types.BIGINT);
      updateRun.setString(8, run.getKey());
      updateRun.setLong(9, owner);
      updateRun.addBatch();
    }
    executeOnMine(updateRun, changed.keySet());
  }

  /** Runs of which only atoms change must be this owner's too. */
  private void touch(Rows rows) throws SQLException {
    Set<String> touched = rows.touched();
    for (String id : touched) {
      touchRun.setString(1, id);
      touchRun.setLong(2, owner);
      touchRun.addBatch();
    }
    executeOnMine(touchRun, touched);
  }

  /**
   * Executes a batch with an update for each of some runs.
   *
   * @param ids the runs, in the order of the batch
   */
  private static void executeOnMine(PreparedStatement statement, Set<String> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    int[] counts = statement.executeBatch();
    int next = 0;
    for (String id : ids) {
      if (counts[next++] == 0) {
        throw Refusals.notMine(id);
      }
    }
  }

  private void merge(Rows rows) throws SQLException {
    if (rows.atoms.isEmpty()) {
      return;
    }
    if (rows.atoms.values().stream().anyMatch(JdbcWriter::isInDoubt)) {
      new TransactionRecords(dialect, json, owner).awaitOthers(connection, 0);
    }
    for (Map.Entry<Rows.AtomKey, AtomRecord> row : rows.atoms.entrySet()) {
      if (!isInDoubt(row.getValue()) || !isDone(row.getKey())) {
        set(mergeAtom, row.getKey().runId(), row.getValue(), json);
        mergeAtom.addBatch();
      }
    }
    mergeAtom.executeBatch();
  }

  private void consume(Rows rows) throws SQLException {
    if (rows.consumed.isEmpty()) {
      return;
    }
    for (long number : rows.consumed) {
      deleteMessage.setLong(1, number);
      deleteMessage.addBatch();
    }
    deleteMessage.executeBatch();
  }

  /** Sets the parameters of a statement that inserts or replaces the row of an attempt. */
  static void set(PreparedStatement statement, String runId, AtomRecord atom, RecordJson json)
      throws SQLException {
    statement.setString(1, runId);
    statement.setString(2, atom.atom());
    statement.setInt(3, atom.attempt());
    statement.setString(4, atom.version());
    statement.setString(5, atom.state().name());
    statement.setString(6, atom.result());
    statement.setString(7, json.write(atom.failure()));
    statement.setString(8, json.write(atom.revertFailure()));
    statement.setString(9, json.write(atom.retry()));
    statement.setLong(10, atom.sequence());
    statement.setString(11, json.write(atom.times()));
    statement.setBoolean(12, atom.isInherited());
  }

  private static boolean isInDoubt(AtomRecord atom) {
    return atom.state() == AtomState.RUNNING;
  }

  /** Whether an attempt that was thought to be running has stored its success itself meanwhile. */
  private boolean isDone(Rows.AtomKey key) throws SQLException {
    selectDone.setString(1, key.runId());
    selectDone.setString(2, key.atom());
    selectDone.setInt(3, key.attempt());
    try (ResultSet row = selectDone.executeQuery()) {
      return row.next();
    }
  }

  /**
   * The lock makes whoever shuts this owner out wait for the commit; without it, this is a race.
   */
  void checkFence() throws SQLException {
    lockOwner.setLong(1, owner);
    try (ResultSet row = lockOwner.executeQuery()) {
      if (!row.next()) {
        throw Refusals.fenced();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }
}
