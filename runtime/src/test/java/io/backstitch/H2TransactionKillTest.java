package io.backstitch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** In a file, whose connections nobody can get between. */
class H2TransactionKillTest extends TransactionKillContract {

  static List<String> instantsOnTheWay() {
    return List.of("E:a", "I:a", "E:b", "I:b", "I:d");
  }

  static List<String> instantsOnTheWayBack() {
    return List.of("I:d", "I:-d", "E:-b", "I:-b", "I:-a");
  }

  @Override
  String where() {
    return directory.resolve("runs").toString();
  }

  @Override
  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:" + where(), "sa", "");
  }
}
