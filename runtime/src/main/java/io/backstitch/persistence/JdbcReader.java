package io.backstitch.persistence;

import io.backstitch.AtomState;
import io.backstitch.FlowState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads runs over one connection. Not safe for use by several threads. */
final class JdbcReader implements AutoCloseable {

  private static final String UNFINISHED_STATES = names(MemoryRow::isUnfinished);

  private static final String STATES_AT_REST = names(FlowState::isAtRest);

  /** Whether a run is this owner's, at rest, or of an owner that was shut out. */
  private static final String ADOPTABLE =
      "(owner = ? or owner = "
          + JdbcStart.NOBODY
          + " or state in ("
          + STATES_AT_REST
          + ") or exists (select 1 from backstitch_owner where number = owner and fenced))";

  private final Dialect dialect;
  private final Connection connection;
  private final RecordJson json;
  private final long owner;
  private final PreparedStatement selectRun;
  private final PreparedStatement selectAtoms;
  private final PreparedStatement selectUnfinished;
  private final PreparedStatement updateOwner;
  private final JdbcMessages messages;

  private static String names(Predicate<FlowState> wanted) {
    return Arrays.stream(FlowState.values())
        .filter(wanted)
        .map(state -> "'" + state + "'")
        .collect(Collectors.joining(", "));
  }

  JdbcReader(Dialect dialect, Connection connection, RecordJson json, long owner)
      throws SQLException {
    this.dialect = dialect;
    this.connection = connection;
    this.json = json;
    this.owner = owner;
    messages = new JdbcMessages(connection, owner);
    selectRun =
        connection.prepareStatement(
            "select flow, flow_version, inputs, metadata, forked_from, state, turned_back, why,"
                + " definition, generation, crashes, progress, created_at, updated_at"
                + " from backstitch_run where id = ?");
    selectAtoms =
        connection.prepareStatement(
            "select atom, attempt, version, state, result, failure, revert_failure, retry, sequence,"
                + " times, inherited"
                + " from backstitch_atom where run_id = ? order by atom desc, attempt desc");
    selectUnfinished =
        connection.prepareStatement(
            "select id from backstitch_run where state in ("
                + UNFINISHED_STATES
                + ") and "
                + ADOPTABLE
                + " and id > ? order by id limit ?");
    updateOwner =
        connection.prepareStatement(
            "update backstitch_run set owner = ? where id = ? and exists"
                + " (select 1 from backstitch_owner where number = ? and not fenced)"
                + " and "
                + ADOPTABLE);
  }

  /** The run with what counts. */
  Optional<StoredRun> load(String runId) throws SQLException {
    return load(runId, false);
  }

  /** The run with every attempt that is stored. */
  Optional<StoredRun> loadAll(String runId) throws SQLException {
    return load(runId, true);
  }

  private Optional<StoredRun> load(String runId, boolean withPast) throws SQLException {
    List<AtomRecord> atoms = atoms(runId, withPast);
    selectRun.setString(1, runId);
    try (ResultSet row = selectRun.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      return Optional.of(
          new StoredRun(
              runId,
              new NewRun(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  json.readMetadata(row.getString(4)),
                  row.getString(5)),
              new RunUpdate(
                  state(FlowState.class, row.getString(6), runId),
                  row.getBoolean(7),
                  row.getString(8),
                  row.getString(9)),
              new RunCounts(row.getInt(10), row.getInt(11), row.getLong(12)),
              dialect.instant(row, 13),
              dialect.instant(row, 14),
              atoms));
    }
  }

  private List<AtomRecord> atoms(String runId, boolean withPast) throws SQLException {
    List<AtomRecord> atoms = new ArrayList<>();
    AtomRecord latest = null;
    selectAtoms.setString(1, runId);
    try (ResultSet row = selectAtoms.executeQuery()) {
      while (row.next()) {
        if (latest == null || !latest.atom().equals(row.getString(1))) {
          latest = record(row, runId);
          atoms.add(latest);
        } else if (withPast || latest.hasTried(row.getInt(2))) {
          atoms.add(record(row, runId));
        }
      }
    }
    Collections.reverse(atoms);
    return atoms;
  }

  private AtomRecord record(ResultSet row, String runId) throws SQLException {
    return new AtomRecord(
        row.getString(1),
        row.getInt(2),
        row.getString(3),
        state(AtomState.class, row.getString(4), runId),
        row.getString(5),
        json.read(row.getString(6)),
        json.read(row.getString(7)),
        json.readRetry(row.getString(8)),
        row.getLong(9),
        json.readTimes(row.getString(10)),
        row.getBoolean(11));
  }

  static <E extends Enum<E>> E state(Class<E> type, String name, String runId) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new PersistenceException(
          "Run '" + runId + "' can't be read: it has the unknown state " + name + ".", e);
    }
  }

  List<String> unfinished(@Nullable String afterId, int limit) throws SQLException {
    // No id is before the empty one, and an empty one is refused where runs are started.
    selectUnfinished.setLong(1, owner);
    selectUnfinished.setString(2, afterId == null ? "" : afterId);
    selectUnfinished.setInt(3, limit);
    List<String> ids = new ArrayList<>();
    try (ResultSet row = selectUnfinished.executeQuery()) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }

  JdbcMessages messages() {
    return messages;
  }

  /** Whether this owner has not been shut out. */
  boolean isOwner() throws SQLException {
    return Ownership.isOwner(connection, owner);
  }

  void shutOutDead(Database database) throws SQLException {
    Ownership.shutOutDead(connection, database, owner);
  }

  /**
   * Returns false if there is no such run, this owner has been shut out, or the run is under way
   * with another owner that has not.
   */
  boolean adopt(String runId) throws SQLException {
    updateOwner.setLong(1, owner);
    updateOwner.setString(2, runId);
    updateOwner.setLong(3, owner);
    updateOwner.setLong(4, owner);
    return updateOwner.executeUpdate() == 1;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
