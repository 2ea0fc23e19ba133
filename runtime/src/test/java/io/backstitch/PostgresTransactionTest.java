package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.persistence.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class PostgresTransactionTest extends TransactionContract {

  @Override
  DataSource database() {
    return Postgres.newSchema();
  }

  private void run(Atom atom) {
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(atom));
    try (Backstitch backstitch = open().register(flow)) {
      backstitch.start(flow.with(Map.of()), "r").join();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aTransactionThatCantBePutInAnOrderIsRepeated() throws SQLException {
    execute("insert into ledger values ('0')");
    AtomicInteger calls = new AtomicInteger();
    run(
        transactional(
                "a",
                (in, connection) -> {
                  execute(connection, "set transaction isolation level repeatable read");
                  execute(connection, "select entry from ledger");
                  if (calls.incrementAndGet() == 1) {
                    execute("update ledger set entry = entry || '1'");
                  }
                  execute(connection, "update ledger set entry = entry || '2'");
                  return null;
                })
            .build());
    assertThat(calls).hasValue(2);
    assertThat(ledger()).containsExactly("012");
  }

  @Test
  void aConnectionThatIsLostInTheMiddleIsNoFailure() throws SQLException {
    AtomicInteger calls = new AtomicInteger();
    run(
        transactional(
                "a",
                (in, connection) -> {
                  enter(connection, "a" + calls.incrementAndGet());
                  if (calls.get() == 1) {
                    execute(connection, "select pg_terminate_backend(pg_backend_pid())");
                  }
                  assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
                  return null;
                })
            .build());
    assertThat(calls).hasValue(2);
    assertThat(ledger()).containsExactly("a2");
  }

  @Test
  void aConstraintThatIsLookedAtInTheEndIsAFailureOfTheTask() throws SQLException {
    execute("create table account (number integer primary key)");
    execute(
        "create table booking (account integer references account"
            + " deferrable initially deferred)");
    AtomicInteger calls = new AtomicInteger();
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  calls.incrementAndGet();
                  enter(connection, "a");
                  execute(connection, "insert into booking values (1)");
                  return null;
                })
            .build();
    assertThatThrownBy(() -> run(a))
        .isInstanceOf(FlowFailedException.class)
        .hasMessageContaining("can't be committed");
    assertThat(calls).hasValue(1);
    assertThat(ledger()).isEmpty();
  }

  @Test
  void whoeverIgnoresAFailedStatementIsTold() throws SQLException {
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  enter(connection, "a");
                  assertThatThrownBy(() -> execute(connection, "select no_such_column from ledger"))
                      .isInstanceOf(SQLException.class);
                  return null;
                })
            .build();
    assertThatThrownBy(() -> run(a))
        .isInstanceOf(FlowFailedException.class)
        .hasMessageContaining("can't be committed");
    assertThat(ledger()).isEmpty();
  }
}
