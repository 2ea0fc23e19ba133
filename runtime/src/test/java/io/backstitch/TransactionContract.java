package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.TroubledSource.Trouble;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.WriteSet;
import io.backstitch.retry.Retries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tasks do in transactions with the record of their success, on a real database. */
@Timeout(120)
abstract class TransactionContract {

  private static final Symbol<String> ONE = Symbol.of("one", String.class);
  private static final Symbol<String> TWO = Symbol.of("two", String.class);

  /** A database that nobody has used before; each connection is a new one. */
  abstract DataSource database();

  private DataSource database;
  private TroubledSource troubled;

  @BeforeEach
  void makeLedger() throws SQLException {
    database = database();
    troubled = new TroubledSource(database, 20, true);
    execute("create table ledger (entry varchar(200) not null)");
  }

  @AfterEach
  void closeConnections() throws SQLException {
    troubled.close();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  List<String> ledger() throws SQLException {
    List<String> entries = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select entry from ledger order by entry")) {
      while (row.next()) {
        entries.add(row.getString(1));
      }
    }
    return entries;
  }

  static void enter(Connection connection, String entry) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into ledger (entry) values (?)")) {
      insert.setString(1, entry);
      insert.executeUpdate();
    }
  }

  private static void cross(Connection connection, String entry) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from ledger where entry = ?")) {
      delete.setString(1, entry);
      assertThat(delete.executeUpdate()).isEqualTo(1);
    }
  }

  /** What a task does in its transaction. */
  @FunctionalInterface
  interface Body {
    Object call(Arguments in, Connection connection) throws Throwable;
  }

  static AtomBuilder transactional(String name, Body body) {
    return Atom.named(name).executes(in -> body.call(in, in.connection())).transactional();
  }

  private static Atom enters(String name, Symbol<String> symbol) {
    return transactional(
            name,
            (in, connection) -> {
              enter(connection, name);
              return "result of " + name;
            })
        .provides(symbol)
        .reverts(TransactionContract::crossOut)
        .transactionalRevert()
        .build();
  }

  private static void crossOut(RevertArguments in) throws SQLException {
    String result = in.result(ONE);
    assertThat(result).isEqualTo("result of " + in.context().atom());
    cross(in.connection(), in.context().atom());
    enter(in.connection(), "undone " + in.context().idempotencyKey());
  }

  private static Atom fails(String name) {
    return Atom.named(name)
        .executes(
            in -> {
              throw new IllegalStateException("no " + name);
            })
        .build();
  }

  Backstitch open() {
    return Backstitch.open(JdbcPersistence.of(troubled.source()));
  }

  private Results run(DynamicFlow flow) {
    try (Backstitch backstitch = open().register(flow)) {
      return backstitch.start(flow.with(Map.of()), "r").join();
    }
  }

  private void assertReverted(DynamicFlow flow, String message) {
    try (Backstitch backstitch = open().register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
      assertThatThrownBy(run::join)
          .isInstanceOf(FlowFailedException.class)
          .hasMessageContaining(message);
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
    }
  }

  private static DynamicFlow flow(Atom... atoms) {
    LinearFlow flow = LinearFlow.named("f");
    for (Atom atom : atoms) {
      flow = flow.add(atom);
    }
    return DynamicFlow.of(flow);
  }

  // ---- Together or not at all ----

  @Test
  void whatATaskDoesIsThereWithItsResult() throws SQLException {
    DynamicFlow flow = flow(enters("a", ONE), enters("b", TWO));
    Results results = run(flow);
    assertThat(results.get(ONE)).isEqualTo("result of a");
    assertThat(results.get(TWO)).isEqualTo("result of b");
    assertThat(ledger()).containsExactly("a", "b");
    // Another process reads what the tasks have stored.
    assertThat(run(flow).get(TWO)).isEqualTo("result of b");
    assertThat(ledger()).containsExactly("a", "b");
  }

  @Test
  void whatATaskThatFailsHasDoneIsRolledBackAndWhatWasDoneIsUndone() throws SQLException {
    Atom fails =
        transactional(
                "b",
                (in, connection) -> {
                  enter(connection, "b");
                  throw new IllegalStateException("no b");
                })
            .build();
    assertReverted(flow(enters("a", ONE), fails), "no b");
    assertThat(ledger()).containsExactly("undone r/a/1/revert");
  }

  @Test
  void aRevertThatFailsIsRolledBackAndTriedAgainWhenSomebodyResumes() throws SQLException {
    AtomicInteger reverts = new AtomicInteger();
    Atom a =
        Atom.named("a")
            .provides(ONE)
            .executes(in -> "made")
            .reverts(
                in -> {
                  enter(in.connection(), "undone " + in.result(ONE));
                  if (reverts.incrementAndGet() == 1) {
                    throw new IllegalStateException("not yet");
                  }
                })
            .transactionalRevert()
            .build();
    DynamicFlow flow = flow(a, fails("b"));
    try (Backstitch backstitch = open().register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
      assertThatThrownBy(run::join).hasMessageContaining("no b");
      assertThat(run.state()).isEqualTo(FlowState.FAILURE);
      assertThat(ledger()).isEmpty();
      FlowRun<?> resumed = backstitch.resume("r");
      assertThatThrownBy(resumed::join).hasMessageContaining("no b");
      assertThat(resumed.state()).isEqualTo(FlowState.REVERTED);
    }
    assertThat(ledger()).containsExactly("undone made");
  }

  @Test
  void aResultThatCantBeStoredRollsBackToo() throws SQLException {
    Atom large =
        transactional(
                "large",
                (in, connection) -> {
                  enter(connection, "large");
                  return "x".repeat(10_000);
                })
            .provides(ONE)
            .build();
    DynamicFlow flow = flow(large);
    try (Backstitch backstitch =
        Backstitch.builder(JdbcPersistence.of(troubled.source()))
            .maxValueBytes(1_000)
            .open()
            .register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
      assertThatThrownBy(run::join).isInstanceOf(FlowFailedException.class);
    }
    assertThat(ledger()).isEmpty();
  }

  @Test
  void eachAttemptOfARetryHasATransactionOfItsOwn() throws SQLException {
    Atom flaky =
        transactional(
                "flaky",
                (in, connection) -> {
                  enter(connection, "flaky " + in.context().attempt());
                  if (in.context().attempt() < 3) {
                    throw new IllegalStateException("not yet");
                  }
                  return "at last";
                })
            .provides(TWO)
            .build();
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(
                    LinearFlow.named("tries")
                        .retry(Retries.times(3))
                        .add(enters("a", ONE))
                        .add(flaky)));
    run(flow);
    // Another process reads what was stored.
    assertThat(run(flow).get(TWO)).isEqualTo("at last");
    assertThat(ledger())
        .containsExactly("a", "flaky 3", "undone r/a/1/revert", "undone r/a/2/revert");
  }

  @Test
  void aViolatedConstraintIsAFailureOfTheTask() throws SQLException {
    AtomicInteger calls = new AtomicInteger();
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  calls.incrementAndGet();
                  enter(connection, "a");
                  enter(connection, null);
                  return null;
                })
            .build();
    assertReverted(flow(a), "atom a: ");
    assertThat(calls).hasValue(1);
    assertThat(ledger()).isEmpty();
  }

  // ---- The connection ----

  @Test
  void aTaskCanNeitherEndItsTransactionNorLeaveAnythingBehind() throws SQLException {
    AtomicReference<Connection> kept = new AtomicReference<>();
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  kept.set(connection);
                  assertThat(in.connection()).isSameAs(connection);
                  assertThatThrownBy(connection::commit)
                      .hasMessageContaining("atom 'a' of run 'r'");
                  assertThatThrownBy(connection::rollback).hasMessageContaining("savepoint");
                  assertThatThrownBy(() -> connection.setAutoCommit(true))
                      .hasMessageContaining("autocommit");
                  assertThatThrownBy(() -> connection.setReadOnly(true))
                      .hasMessageContaining("read-only");
                  assertThatThrownBy(() -> connection.setSchema("other"))
                      .hasMessageContaining("schema");
                  assertThatThrownBy(() -> connection.abort(Runnable::run))
                      .hasMessageContaining("abort");
                  connection.setAutoCommit(false);
                  connection.close();
                  assertThat(connection.isClosed()).isFalse();
                  enter(connection, "a");
                  Savepoint savepoint = connection.setSavepoint();
                  enter(connection, "b");
                  connection.rollback(savepoint);
                  assertThat(connection.isWrapperFor(Connection.class)).isTrue();
                  assertThat(connection.unwrap(Connection.class).getAutoCommit()).isFalse();
                  return null;
                })
            .build();
    run(flow(a));
    assertThat(ledger()).containsExactly("a");
    assertThat(kept.get().isClosed()).isTrue();
    assertThatThrownBy(kept.get()::createStatement).hasMessageContaining("has ended");
  }

  @Test
  void whoeverSetsAutocommitBeneathIsTold() {
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  connection.unwrap(Connection.class).setAutoCommit(true);
                  return null;
                })
            .build();
    assertReverted(flow(a), "commit by itself");
  }

  @Test
  void theConnectionGoesBackAsItCame() {
    List<Integer> isolations = new ArrayList<>();
    Body serializable =
        (in, connection) -> {
          isolations.add(connection.getTransactionIsolation());
          connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
          isolations.add(connection.getTransactionIsolation());
          return null;
        };
    DynamicFlow flow =
        flow(transactional("a", serializable).build(), transactional("b", serializable).build());
    run(flow);
    assertThat(isolations)
        .containsExactly(
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_SERIALIZABLE,
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_SERIALIZABLE);
  }

  @Test
  void onlyATransactionalMethodHasAConnection() {
    Atom a = Atom.named("a").executes(Arguments::connection).build();
    assertReverted(flow(a), "does not run in a transaction");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPoolThatIsTooSmallMakesTasksWait(boolean waits) throws SQLException {
    // Three are kept, and so one is left for the tasks.
    troubled = new TroubledSource(database, 4, waits);
    int tasks = 12;
    UnorderedFlow all = UnorderedFlow.named("f");
    for (int i = 0; i < tasks; i++) {
      String name = "t" + i;
      all =
          all.add(
              transactional(
                      name,
                      (in, connection) -> {
                        enter(connection, name);
                        return null;
                      })
                  .build());
    }
    DynamicFlow flow = DynamicFlow.of(all);
    try (TaskExecutor executor = TaskExecutor.threads(6);
        Backstitch backstitch =
            Backstitch.builder(JdbcPersistence.of(troubled.source()))
                .executor(executor)
                .open()
                .register(flow)) {
      backstitch.start(flow.with(Map.of()), "r").join();
    }
    assertThat(ledger()).hasSize(tasks).doesNotHaveDuplicates();
  }

  // ---- Trouble ----

  @Test
  void aConflictRepeatsTheMethodWithTheSameKey() throws SQLException {
    List<String> keys = new ArrayList<>();
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  keys.add(in.context().idempotencyKey());
                  enter(connection, "a" + keys.size());
                  if (keys.size() < 3) {
                    throw new IllegalStateException(
                        "as a library wraps it", new SQLException("in the way", "40001"));
                  }
                  return null;
                })
            .build();
    run(flow(a));
    assertThat(keys).containsExactly("r/a/1", "r/a/1", "r/a/1");
    assertThat(ledger()).containsExactly("a3");
  }

  @Test
  void troubleWithAnotherDatabaseIsAFailureOfTheTask() throws SQLException {
    AtomicInteger calls = new AtomicInteger();
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  calls.incrementAndGet();
                  enter(connection, "a");
                  throw new SQLException("the other database is away", "08001");
                })
            .build();
    assertReverted(flow(a), "the other database is away");
    assertThat(calls).hasValue(1);
    assertThat(ledger()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOST_BEFORE", "LOST_AFTER"})
  void aCommitThatNobodyHasAnsweredIsLookedFor(String how) throws SQLException {
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger reverts = new AtomicInteger();
    Trouble trouble = Trouble.valueOf(how);
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  if (calls.incrementAndGet() == 1) {
                    troubled.troubleNextCommit(trouble);
                  }
                  enter(connection, "a");
                  return "made";
                })
            .provides(ONE)
            .reverts(
                in -> {
                  if (reverts.incrementAndGet() == 1) {
                    troubled.troubleNextCommit(trouble);
                  }
                  enter(in.connection(), "undone " + in.result(ONE));
                })
            .transactionalRevert()
            .build();
    assertReverted(flow(a, fails("b")), "no b");
    int expected = trouble == Trouble.LOST_BEFORE ? 2 : 1;
    assertThat(calls).hasValue(expected);
    assertThat(reverts).hasValue(expected);
    assertThat(ledger()).containsExactly("a", "undone made");
  }

  @Test
  void whoeverWasShutOutCommitsNothing() throws SQLException {
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  enter(connection, "a");
                  execute("update backstitch_owner set fenced = true");
                  return null;
                })
            .build();
    DynamicFlow flow = flow(a);
    try (Backstitch backstitch = open().register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
      assertThatThrownBy(run::join)
          .isInstanceOf(FlowStoppedException.class)
          .hasMessageContaining("has been shut out");
    }
    assertThat(ledger()).isEmpty();
    Atom again =
        transactional(
                "a",
                (in, connection) -> {
                  enter(connection, in.context().idempotencyKey());
                  return null;
                })
            .build();
    run(flow(again));
    assertThat(ledger()).containsExactly("r/a/1");
  }

  /** As it would be if an earlier call of the attempt had been committed all the same. */
  @Test
  void whatIsRecordedAlreadyIsTheTruth() throws SQLException {
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  enter(connection, "a");
                  execute(
                      "insert into backstitch_atom (run_id, atom, attempt, version, state, result,"
                          + " sequence, updated_at) values ('r', 'a', 1, '1.0', 'SUCCESS',"
                          + " '\"recorded\"', 1, current_timestamp)");
                  return "made";
                })
            .provides(ONE)
            .build();
    assertThat(run(flow(a)).get(ONE)).isEqualTo("recorded");
    assertThat(ledger()).isEmpty();
  }

  // ---- A run that turns back while a task is in its transaction ----

  /** Holds up what says that an attempt may be running, or lets it go first. */
  private final class Doorkeeper implements InterceptedPersistence.Doorkeeper {

    private final boolean recordGoesFirst;
    final CountDownLatch hasTurnedBack = new CountDownLatch(1);
    private final CountDownLatch isCommitted = new CountDownLatch(1);
    final List<AtomState> stored = new ArrayList<>();

    Doorkeeper(boolean recordGoesFirst) {
      this.recordGoesFirst = recordGoesFirst;
    }

    @Override
    public void commit(List<WriteSet> batch, Runnable commit) {
      boolean isInDoubt =
          batch.stream()
              .flatMap(set -> set.atoms().stream())
              .anyMatch(atom -> atom.state() == AtomState.RUNNING);
      if (!isInDoubt) {
        commit.run();
      } else if (recordGoesFirst) {
        hasTurnedBack.countDown();
        await(isCommitted);
        commit.run();
        stored.add(state());
      } else {
        commit.run();
        stored.add(state());
        hasTurnedBack.countDown();
        await(isCommitted);
        stored.add(state());
      }
    }

    @Override
    public void committed(AtomRecord record) {
      isCommitted.countDown();
    }

    private AtomState state() {
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("select state from backstitch_atom where atom = 'slow'")) {
        assertThat(row.next()).isTrue();
        return AtomState.valueOf(row.getString(1));
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTaskThatEndsWhenTheRunHasTurnedBackIsDoneAndUndone(boolean recordGoesFirst)
      throws SQLException {
    Doorkeeper doorkeeper = new Doorkeeper(recordGoesFirst);
    CountDownLatch isInside = new CountDownLatch(1);
    Atom slow =
        transactional(
                "slow",
                (in, connection) -> {
                  enter(connection, "slow");
                  isInside.countDown();
                  await(doorkeeper.hasTurnedBack);
                  return "result of slow";
                })
            .provides(ONE)
            .reverts(TransactionContract::crossOut)
            .transactionalRevert()
            .build();
    Atom fails =
        Atom.named("fails")
            .executes(
                in -> {
                  await(isInside);
                  throw new IllegalStateException("turned back");
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(UnorderedFlow.named("f").add(slow).add(fails));
    try (TaskExecutor executor = TaskExecutor.threads(4);
        Backstitch backstitch =
            Backstitch.builder(
                    new InterceptedPersistence(
                        JdbcPersistence.of(troubled.source()), false, doorkeeper))
                .executor(executor)
                .open()
                .register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
      assertThatThrownBy(run::join).hasMessageContaining("turned back");
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
    }
    assertThat(ledger()).containsExactly("undone r/slow/1/revert");
    assertThat(doorkeeper.stored)
        .containsExactlyElementsOf(
            recordGoesFirst
                ? List.of(AtomState.SUCCESS)
                : List.of(AtomState.RUNNING, AtomState.SUCCESS));
  }

  @Test
  void aRunThatCouldNotBeStoredCarriesOnLater() throws SQLException {
    AtomicInteger calls = new AtomicInteger();
    Atom a =
        transactional(
                "a",
                (in, connection) -> {
                  enter(connection, "a");
                  if (calls.incrementAndGet() == 1) {
                    // As a table that somebody is about to repair.
                    execute("alter table backstitch_atom rename to backstitch_atom_away");
                  }
                  return null;
                })
            .build();
    DynamicFlow flow = flow(a);
    try (Backstitch backstitch = open().register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
      assertThatThrownBy(run::join)
          .isInstanceOf(FlowStoppedException.class)
          .hasMessageContaining("atom 'a' of run 'r'")
          .hasRootCauseInstanceOf(SQLException.class);
      assertThat(ledger()).isEmpty();
      execute("alter table backstitch_atom_away rename to backstitch_atom");
      assertThat(backstitch.recover().runs()).hasSize(1);
      backstitch.start(flow.with(Map.of()), "r").join();
    } catch (PersistenceException e) {
      throw new AssertionError(e);
    }
    assertThat(ledger()).containsExactly("a");
    assertThat(calls).hasValue(2);
  }
}
