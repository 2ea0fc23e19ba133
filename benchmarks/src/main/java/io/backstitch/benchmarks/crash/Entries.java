package io.backstitch.benchmarks.crash;

import io.backstitch.Backstitch;
import io.backstitch.DynamicFlow;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What tasks have written into the database of their runs, each in its transaction: a table that
 * takes everything twice, so that it shows what was done twice.
 */
final class Entries {

  private Entries() {}

  /** Makes the table, by a run of its own: nobody else can reach an H2 file that is open. */
  static void prepare(Backstitch backstitch) {
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("crash-entries")
                .add(
                    Atom.named("prepare")
                        .executes(in -> prepare(in.connection()))
                        .transactional()
                        .build()));
    backstitch.register(flow).start(flow.with(Map.of()), "entries").join();
  }

  private static boolean prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("create table if not exists crash_entry (entry varchar(600))");
    }
  }

  static void add(Connection connection, String entry) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into crash_entry (entry) values (?)")) {
      insert.setString(1, entry);
      insert.executeUpdate();
    }
  }

  /** How often each entry is there. */
  static Map<String, Integer> count(Connection connection) throws SQLException {
    Map<String, Integer> counts = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select entry from crash_entry")) {
      while (row.next()) {
        counts.merge(row.getString(1), 1, Integer::sum);
      }
    }
    return counts;
  }
}
