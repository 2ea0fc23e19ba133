package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages for runs, over a connection that commits each statement by itself. */
final class JdbcMessages {

  private static final int LIMIT = 1_000;

  /** A newer version may know others, and leave them to those who know them. */
  private static final String KNOWN_KINDS =
      Arrays.stream(MessageKind.values())
          .map(kind -> "'" + kind + "'")
          .collect(Collectors.joining(", "));

  private final PreparedStatement insert;
  private final PreparedStatement select;
  private final PreparedStatement delete;
  private final long owner;

  JdbcMessages(Connection connection, long owner) throws SQLException {
    this.owner = owner;
    insert =
        connection.prepareStatement(
            "insert into backstitch_message (run_id, kind, payload, sent_at)"
                + " values (?, ?, ?, current_timestamp)");
    // What nobody has is found by its state, of which there are few.
    select =
        connection.prepareStatement(
            "(select m.number, m.run_id, m.kind, m.payload from backstitch_message m"
                + " join backstitch_run r on r.id = m.run_id where r.owner = ? and m.kind in ("
                + KNOWN_KINDS
                + ") order by m.number limit "
                + LIMIT
                + ") union all (select 0, id, flow, null from backstitch_run"
                + " where state = 'PENDING' and owner = "
                + JdbcStart.NOBODY
                + " order by id limit "
                + LIMIT
                + ")");
    delete = connection.prepareStatement("delete from backstitch_message where number = ?");
  }

  void send(String runId, MessageKind kind, @Nullable String why) throws SQLException {
    insert.setString(1, runId);
    insert.setString(2, kind.name());
    insert.setString(3, why);
    insert.executeUpdate();
  }

  News news() throws SQLException {
    select.setLong(1, owner);
    List<StoredMessage> messages = new ArrayList<>();
    List<News.Unowned> unowned = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        long number = row.getLong(1);
        if (number == 0) {
          unowned.add(new News.Unowned(row.getString(2), row.getString(3)));
        } else {
          messages.add(
              new StoredMessage(
                  number,
                  row.getString(2),
                  MessageKind.valueOf(row.getString(3)),
                  row.getString(4)));
        }
      }
    }
    return new News(messages, unowned);
  }

  void drop(List<Long> numbers) throws SQLException {
    for (long number : numbers) {
      delete.setLong(1, number);
      delete.addBatch();
    }
    delete.executeBatch();
  }
}
