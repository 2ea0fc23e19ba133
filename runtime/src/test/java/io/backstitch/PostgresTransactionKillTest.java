package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.persistence.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresTransactionKillTest extends TransactionKillContract {

  private final PGSimpleDataSource source = Postgres.newSchema();

  static List<String> instantsOnTheWay() {
    return List.of("E:a", "I:a", "C:a", "D:a", "C:b", "D:b", "C:d", "D:d");
  }

  static List<String> instantsOnTheWayBack() {
    return List.of("I:d", "C:-d", "D:-d", "C:-b", "D:-b", "C:-a", "D:-a");
  }

  @Override
  String where() {
    return Postgres.url(source);
  }

  @Override
  Connection connect() throws SQLException {
    return source.getConnection();
  }

  /**
   * It believes that the run is still its own. If it had written its record when it fell asleep,
   * whoever takes the run has to wait for it; so that is asked only before.
   */
  @ParameterizedTest
  @ValueSource(strings = {"E:b", "I:b"})
  @DisabledOnOs(OS.WINDOWS)
  void aProcessThatSleptPastItsLeaseCommitsNothingWhenItWakes(String instant) throws Exception {
    DynamicFlow flow = TransactionProcess.flowOf("none");
    try (KilledProcess.Stopped sleeping =
            KilledProcess.stopIn(TransactionProcess.class, where(), "none", instant);
        Backstitch backstitch = Backstitch.open(TransactionProcess.persistenceOf(where()))) {
      backstitch.register(flow);
      sleeping.signal("STOP");
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "update backstitch_lease set until = current_timestamp - interval '1' second"
                + " where number = (select min(number) from backstitch_lease)");
      }
      assertThat(backstitch.recover().runs()).hasSize(1);
      backstitch.start(flow.with(Map.of()), TransactionProcess.RUN).join();
      sleeping.signal("CONT");
      assertThat(sleeping.goOn()).isNotZero();
    }
    try (Connection connection = connect()) {
      assertThat(TransactionProcess.ledger(connection)).isEqualTo("a b c d");
    }
  }
}
