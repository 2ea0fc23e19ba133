package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that are there if and only if somebody else commits. */
@Timeout(120)
class StartInTransactionTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);
  private static final Symbol<Integer> Y = Symbol.of("y", int.class);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private final DynamicFlow flow =
      DynamicFlow.of(
          LinearFlow.named("double")
              .add(
                  Atom.named("a")
                      .requires(X)
                      .provides(Y)
                      .executes(
                          in -> {
                            calls.incrementAndGet();
                            done.countDown();
                            return 2 * in.get(0, X);
                          })
                      .build()));

  static Stream<DataSource> sources() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setUrl("jdbc:h2:mem:start" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    return Stream.of(Postgres.newSchema(), h2);
  }

  private static Connection transaction(DataSource source) throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists orders (id integer)");
      statement.execute("insert into orders values (1)");
    }
    return connection;
  }

  private static long count(DataSource source, String table) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aRunIsCarriedOnWithWhenItsTransactionIsCommitted(DataSource source) throws Exception {
    try (Backstitch backstitch = Backstitch.open(JdbcPersistence.of(source)).register(flow)) {
      try (Connection transaction = transaction(source)) {
        backstitch.start(flow.with(Map.of("x", 3)), "r", transaction);
        backstitch.start(flow.with(Map.of("x", 3)), "r", transaction);
        assertThat(backstitch.recover().runs()).isEmpty();
        transaction.commit();
      }
      // Nobody asks for it.
      done.await();
      FlowRun<Results> run = backstitch.start(flow.with(Map.of("x", 3)), "r");
      assertThat(run.join().get(Y)).isEqualTo(6);
      assertThat(calls).hasValue(1);
      assertThat(count(source, "orders")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void whoeverAsksForItCarriesOnAtOnce(DataSource source) throws Exception {
    try (Backstitch backstitch = Backstitch.open(JdbcPersistence.of(source)).register(flow);
        Connection transaction = transaction(source)) {
      backstitch.start(flow.with(Map.of("x", 3)), "r", transaction);
      transaction.commit();
      FlowRun<Results> run = backstitch.start(flow.with(Map.of("x", 3)), "r");
      assertThat(run.join().get(Y)).isEqualTo(6);
      assertThat(calls).hasValue(1);
      // Such a run is like any other.
      assertThatExceptionOfType(InvalidFlowException.class)
          .isThrownBy(() -> backstitch.start(flow.with(Map.of("x", 4)), "r", transaction))
          .withMessageContaining("'r' of flow 'double' was started with other inputs");
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void nothingIsThereWhenTheTransactionIsRolledBack(DataSource source) throws Exception {
    try (Backstitch backstitch = Backstitch.open(JdbcPersistence.of(source)).register(flow);
        Connection transaction = transaction(source)) {
      backstitch.start(flow.with(Map.of("x", 3)), "r", transaction);
      transaction.rollback();
      assertThat(count(source, "backstitch_run")).isZero();
      backstitch.start(flow.with(Map.of("x", 4)), "r").join();
      assertThat(calls).hasValue(1);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aProcessThatDoesNotKnowTheFlowLeavesItToOneThatDoes(DataSource source) throws Exception {
    JdbcPersistence persistence = JdbcPersistence.of(source);
    try (Backstitch stranger = Backstitch.open(persistence);
        Connection transaction = transaction(source)) {
      try (Backstitch starter = Backstitch.open(persistence).register(flow)) {
        starter.start(flow.with(Map.of("x", 3)), "r", transaction);
      }
      transaction.commit();
      assertThat(stranger.recover().leftAlone()).hasSize(1);
      try (Backstitch worker = Backstitch.open(persistence).register(flow)) {
        done.await();
        assertThat(worker.start(flow.with(Map.of("x", 3)), "r").join().get(Y)).isEqualTo(6);
      }
    }
  }

  @Test
  void aConnectionThatCommitsByItselfIsRefused() throws Exception {
    DataSource source = Postgres.newSchema();
    try (Backstitch backstitch = Backstitch.open(JdbcPersistence.of(source)).register(flow);
        Connection connection = source.getConnection()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backstitch.start(flow.with(Map.of("x", 3)), "r", connection))
          .withMessageContaining("setAutoCommit(false)");
      assertThat(count(source, "backstitch_run")).isZero();
    }
  }

  @Test
  void aConnectionToAnotherDatabaseIsRefused() throws Exception {
    try (Backstitch backstitch =
            Backstitch.open(JdbcPersistence.of(Postgres.newSchema())).register(flow);
        Connection other = transaction(Postgres.newSchema())) {
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> backstitch.start(flow.with(Map.of("x", 3)), "r", other))
          .withMessageContaining("'r' could not be started in the caller's transaction");
    }
  }

  @Test
  void whereThereIsNoDatabaseThereIsNoTransaction() throws Exception {
    DataSource source = Postgres.newSchema();
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence()).register(flow);
        Connection transaction = transaction(source)) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> backstitch.start(flow.with(Map.of("x", 3)), "r", transaction));
    }
  }
}
