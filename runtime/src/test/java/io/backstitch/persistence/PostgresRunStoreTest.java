package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.atoms;
import static io.backstitch.persistence.Runs.done;
import static io.backstitch.persistence.Runs.start;
import static io.backstitch.persistence.Runs.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backstitch.FlowState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresRunStoreTest extends RunStoreContract {

  private final PGSimpleDataSource source = Postgres.newSchema();

  @Override
  Persistence persistence() {
    return JdbcPersistence.of(source);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void severalHaveItOpenAndEachHasItsOwnRuns() {
    try (RunStore other = persistence.open()) {
      store.commit(List.of(start("r")));
      other.commit(List.of(start("s")));
      assertThat(store.unfinished(null, 10)).containsExactly("r");
      assertThat(other.unfinished(null, 10)).containsExactly("s");
      assertThat(other.load("r")).isEqualTo(store.load("r"));
      assertRefused("'s'", update("s", FlowState.RUNNING));
      other.shutOutDead();
      assertThat(other.adopt("r")).isFalse();
      store.commit(List.of(update("r", FlowState.RUNNING)));
    }
  }

  @Test
  void aRunAtRestIsHadByWhoeverAsksForIt() {
    try (RunStore other = persistence.open()) {
      store.commit(List.of(start("r"), update("r", FlowState.SUSPENDED)));
      assertThat(other.unfinished(null, 10)).containsExactly("r");
      assertThat(other.adopt("r")).isTrue();
      other.commit(List.of(update("r", FlowState.RUNNING)));
      assertRefused("'r'", update("r", FlowState.RUNNING));
    }
  }

  @Test
  void whoeverClosesGivesUpItsRuns() {
    store.commit(List.of(start("r")));
    try (RunStore other = persistence.open()) {
      store.close();
      assertThat(other.adopt("r")).isTrue();
      other.commit(List.of(update("r", FlowState.RUNNING)));
    }
  }

  /** As after a pause of the process that was longer than its lease. */
  @Test
  void anOwnerWhoseLeaseIsOverIsShutOutAndWritesNothingAnyMore() throws SQLException {
    store.commit(List.of(start("r")));
    try (RunStore other = persistence.open()) {
      execute("update backstitch_lease set until = current_timestamp - interval '1' second");
      other.shutOutDead();
      assertThat(other.adopt("r")).isTrue();
      other.commit(List.of(atoms("r", done("a", 1, "1"))));
      assertRefused("shut out", atoms("r", done("a", 1, "2")));
      assertRefused("shut out", start("t"));
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> store.adopt("r"))
          .withMessageContaining("shut out");
      assertThat(run("r").atoms()).containsExactly(done("a", 1, "1"));
      assertThat(store.load("t")).isEmpty();
    }
  }

  /** It may have been committed before; then what it wrote must be seen by whoever adopts. */
  @Test
  void whoShutsAnOwnerOutWaitsForItsWriteUnderWay() throws Exception {
    store.commit(List.of(start("r")));
    execute("update backstitch_lease set until = current_timestamp - interval '1' second");
    try (Connection writing = source.getConnection();
        Statement statement = writing.createStatement()) {
      writing.setAutoCommit(false);
      statement.execute("select number from backstitch_owner where not fenced for key share");
      CompletableFuture<RunStore> opening = CompletableFuture.supplyAsync(persistence::open);
      while (count(
              "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                  + " and application_name = '"
                  + source.getApplicationName()
                  + "'")
          == 0) {
        assertThat(opening).isNotDone();
        Thread.onSpinWait();
      }
      writing.commit();
      try (RunStore other = opening.get(1, TimeUnit.MINUTES)) {
        assertThat(other.adopt("r")).isTrue();
      }
    }
  }

  /** The other end of the machine may be gone for a while without the process being dead. */
  @Test
  void takesWhatItLostItsConnectionsFor() throws SQLException {
    store.commit(List.of(start("r")));
    Postgres.disconnect(source);
    WriteSet set = update("r", FlowState.RUNNING);
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> store.commit(List.of(set)))
        .matches(PersistenceException::isPassing);
    store.commit(List.of(set));
    assertThat(run("r").state()).isEqualTo(FlowState.RUNNING);
  }

  @Test
  void makesCommitsDurableWhereTheSessionWouldNot() throws SQLException {
    source.setOptions("-c synchronous_commit=off");
    reopen();
    store.commit(List.of(start("r")));
    assertThat(run("r").state()).isEqualTo(FlowState.PENDING);
  }

  @Test
  void refusesTablesOfANewerVersion() throws SQLException {
    execute("insert into backstitch_schema (version) values (1000)");
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(persistence::open)
        .withMessageContaining("version 1000")
        .withMessageContaining("use a newer one");
  }

  @Test
  void manyOpenItForTheFirstTimeAtOnce() {
    Persistence fresh = JdbcPersistence.of(Postgres.newSchema());
    List<CompletableFuture<RunStore>> opening =
        java.util.stream.Stream.generate(() -> CompletableFuture.supplyAsync(fresh::open))
            .limit(4)
            .toList();
    opening.forEach(each -> each.join().close());
  }

  @Test
  void tellsWhereItCouldNotBeOpened() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setPortNumbers(new int[] {1});
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> JdbcPersistence.of(nowhere).open())
        .withMessageContaining("can't be opened for runs");
  }

  @Test
  void isNoFile() {
    assertThat(store.isImmediate()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> JdbcPersistence.of(source).survivingPowerLoss());
  }
}
