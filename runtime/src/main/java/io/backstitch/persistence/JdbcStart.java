package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a run in a transaction of somebody else, so that it is there if and only if that is
 * committed. It belongs to nobody until one of those who share the database adopts it.
 */
final class JdbcStart {

  /** The owner of a run that nobody has; no owner has this number. */
  static final long NOBODY = 0;

  private final Dialect dialect;
  private final RecordJson json;

  JdbcStart(Dialect dialect, RecordJson json) {
    this.dialect = dialect;
    this.json = json;
  }

  /** Returns how the run of that id was started, if there is one, and starts it otherwise. */
  Optional<NewRun> in(Connection connection, String runId, NewRun run) throws SQLException {
    Optional<NewRun> known = find(connection, runId);
    if (known.isEmpty() && !insert(connection, runId, run)) {
      // Somebody has started it at the same time.
      known = find(connection, runId);
      if (known.isEmpty()) {
        throw Refusals.taken(runId);
      }
    }
    return known;
  }

  private Optional<NewRun> find(Connection connection, String runId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select flow, flow_version, inputs, metadata, forked_from from backstitch_run"
                + " where id = ?")) {
      select.setString(1, runId);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new NewRun(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    json.readMetadata(row.getString(4)),
                    row.getString(5)))
            : Optional.empty();
      }
    }
  }

  private boolean insert(Connection connection, String runId, NewRun run) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(dialect.insertRun())) {
      JdbcWriter.fill(insert, runId, run, RunUpdate.JUST_STARTED, json, NOBODY);
      if (insert.executeUpdate() == 0) {
        return false;
      }
    } catch (SQLException e) {
      if (JdbcWriter.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
    try (PreparedStatement merge = connection.prepareStatement(dialect.mergeMetadata())) {
      for (Map.Entry<String, String> each : run.metadata().entrySet()) {
        merge.setString(1, runId);
        merge.setString(2, each.getKey());
        merge.setString(3, each.getValue());
        merge.executeUpdate();
      }
    }
    return true;
  }
}
