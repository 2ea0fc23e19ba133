package io.backstitch.persistence;

import io.backstitch.FlowState;
import io.backstitch.RunCount;
import io.backstitch.RunQuery;
import io.backstitch.RunSummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people ask of runs, over one connection. Not safe for use by several threads. */
final class JdbcRunQueries implements AutoCloseable {

  private static final Set<FlowState> AT_REST = EnumSet.copyOf(List.of(FlowState.atRest()));

  /** The tables of what belongs to a run. */
  private static final List<String> BELONGINGS =
      List.of("backstitch_atom", "backstitch_metadata", "backstitch_message");

  private final Dialect dialect;
  private final Connection connection;
  private final RecordJson json;
  private final JdbcReader reader;

  JdbcRunQueries(Dialect dialect, Connection connection, RecordJson json, long owner)
      throws SQLException {
    this.dialect = dialect;
    this.connection = connection;
    this.json = json;
    this.reader = new JdbcReader(dialect, connection, json, owner);
  }

  Instant now() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select current_timestamp");
        ResultSet row = select.executeQuery()) {
      row.next();
      return dialect.instant(row, 1);
    }
  }

  Optional<StoredRun> load(String runId) throws SQLException {
    return reader.loadAll(runId);
  }

  /** The runs of a page, and one after it if there is one. */
  List<RunSummary> list(RunQuery query) throws SQLException {
    RunConditions conditions = RunConditions.of(query).behindCursor(query);
    String direction = query.isNewestFirst() ? "desc" : "asc";
    String sql =
        "select id, flow, flow_version, state, turned_back, why, metadata, created_at, updated_at,"
            + " generation, forked_from from backstitch_run"
            + conditions.sql()
            + " order by created_at %s, id %s limit ?".formatted(direction, direction);
    List<RunSummary> runs = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(conditions.bind(select, dialect), query.limit() + 1);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          runs.add(summary(row));
        }
      }
    }
    return runs;
  }

  private RunSummary summary(ResultSet row) throws SQLException {
    String id = row.getString(1);
    return new RunSummary(
        id,
        row.getString(2),
        row.getString(3),
        JdbcReader.state(FlowState.class, row.getString(4), id),
        row.getBoolean(5),
        row.getString(6),
        json.readMetadata(row.getString(7)),
        dialect.instant(row, 8),
        dialect.instant(row, 9),
        row.getInt(10),
        row.getString(11));
  }

  List<RunCount> count(RunQuery query) throws SQLException {
    RunConditions conditions = RunConditions.of(query);
    List<RunCount> counts = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select flow, state, count(*) from backstitch_run"
                + conditions.sql()
                + " group by flow, state")) {
      conditions.bind(select, dialect);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String flow = row.getString(1);
          counts.add(
              new RunCount(
                  flow,
                  JdbcReader.state(FlowState.class, row.getString(2), "of flow " + flow),
                  row.getLong(3)));
        }
      }
    }
    return counts;
  }

  boolean delete(String runId) throws SQLException {
    RunConditions conditions = new RunConditions().id(runId).states(AT_REST);
    return delete(conditions, "", 1) == 1;
  }

  int deleteUnchangedSince(Instant before, Set<FlowState> states, int limit) throws SQLException {
    RunConditions conditions =
        new RunConditions().states(states).times("updated_at", new RunQuery.Times(null, before));
    return delete(conditions, " order by updated_at", limit);
  }

  /**
   * Deletes runs with all that belongs to them. Each is locked first, and left out if somebody else
   * has it: so it stays what it was found to be, and no two wait for each other.
   */
  private int delete(RunConditions conditions, String order, int limit) throws SQLException {
    connection.setAutoCommit(false);
    List<String> ids = new ArrayList<>();
    try (PreparedStatement lock =
        connection.prepareStatement(
            "select id from backstitch_run"
                + conditions.sql()
                + order
                + " limit ? for update skip locked")) {
      lock.setInt(conditions.bind(lock, dialect), limit);
      try (ResultSet row = lock.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
    }
    for (String table : BELONGINGS) {
      delete("delete from " + table + " where run_id = ?", ids);
    }
    delete("delete from backstitch_run where id = ?", ids);
    connection.commit();
    connection.setAutoCommit(true);
    return ids.size();
  }

  private void delete(String sql, List<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      for (String id : ids) {
        delete.setString(1, id);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  /** What a transaction has left undone is undone. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    }
  }
}
