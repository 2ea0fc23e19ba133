package demo.transactional;

import io.backstitch.TaskContext;
import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Result;
import io.backstitch.annotation.Revert;
import io.backstitch.annotation.Task;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Tasks that take a connection: one undone in a transaction, one undone without, one not undone. */
@Flow
class Transfer {

  @Task
  @Provides("booking")
  long book(@Input long amount, Connection connection, TaskContext context) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into booking (code, amount) values (?, ?)")) {
      insert.setString(1, context.idempotencyKey());
      insert.setLong(2, amount);
      return insert.executeUpdate();
    }
  }

  @Revert("book")
  void cancel(Connection connection, @Result Optional<Long> booking) throws SQLException {
    connection.nativeSQL("delete " + booking);
  }

  @Task
  @Provides("notice")
  String announce(Connection connection, long booking) throws SQLException {
    return connection.nativeSQL("notice of " + booking);
  }

  @Revert("announce")
  void revoke(@Result Optional<String> notice) {}

  @Task
  void close(Connection connection, String notice) throws SQLException {
    connection.nativeSQL(notice);
  }
}
