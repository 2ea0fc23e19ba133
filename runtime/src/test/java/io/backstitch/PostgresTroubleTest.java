package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** Trouble that a real server makes while it is there; no run fails for it. */
@Timeout(120)
class PostgresTroubleTest {

  private static final Symbol<String> RUN = Symbol.of("run", String.class);

  private final PGSimpleDataSource source = Postgres.newSchema();

  private final AtomicInteger executed = new AtomicInteger();
  private final AtomicInteger reverted = new AtomicInteger();

  /** What happens in the only task of a run. */
  @FunctionalInterface
  private interface Happening {
    void in(String run) throws Exception;
  }

  private DynamicFlow flow(Happening happening) {
    return DynamicFlow.of(
        LinearFlow.named("trouble")
            .add(
                Atom.named("a")
                    .requires(RUN)
                    .executes(
                        in -> {
                          executed.incrementAndGet();
                          happening.in(in.get(0, RUN));
                          return null;
                        })
                    .reverts(in -> reverted.incrementAndGet())
                    .build()));
  }

  private static FlowRun<Results> start(Backstitch backstitch, DynamicFlow flow, String run) {
    return backstitch.start(flow.with(Map.of("run", run)), run);
  }

  /** Another session, whose statements are no commits of runs. */
  private Connection other() throws SQLException {
    PGSimpleDataSource other = new PGSimpleDataSource();
    other.setURL(Postgres.url(source));
    other.setApplicationName("other");
    other.setOptions("-c deadlock_timeout=1h");
    Connection connection = other.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Waits until so many sessions of Backstitch, one after the other, have waited for a lock. */
  private void awaitWaiting(int sessions) throws SQLException {
    Set<Integer> seen = new HashSet<>();
    try (Connection connection = other();
        Statement statement = connection.createStatement()) {
      while (seen.size() < sessions) {
        try (ResultSet row =
            statement.executeQuery(
                "select pid from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and application_name = '"
                    + source.getApplicationName()
                    + "'")) {
          while (row.next()) {
            seen.add(row.getInt(1));
          }
        }
        // Each transaction sees the sessions as they are at its beginning.
        connection.rollback();
      }
    }
  }

  private void runWithLocked(DynamicFlow flow, LockedRun locked) throws Exception {
    try (Backstitch backstitch = Backstitch.open(JdbcPersistence.of(source)).register(flow);
        Connection other = other()) {
      locked.holder = other;
      FlowRun<Results> run = start(backstitch, flow, "r");
      locked.isLocked.await();
      locked.whileItWaits();
      run.join();
      assertThat(run.state()).isEqualTo(FlowState.SUCCESS);
    }
    assertThat(executed).hasValue(1);
    assertThat(reverted).hasValue(0);
  }

  /** The row of a run, which another transaction has locked when the run wants to end. */
  private abstract static class LockedRun implements Happening {

    final CountDownLatch isLocked = new CountDownLatch(1);
    Connection holder;

    @Override
    public void in(String run) throws SQLException {
      execute(holder, "select * from backstitch_run where id = '" + run + "' for update");
      isLocked.countDown();
    }

    abstract void whileItWaits() throws SQLException;
  }

  @Test
  void aDeadlockIsTriedAgain() throws Exception {
    LockedRun locked =
        new LockedRun() {
          @Override
          void whileItWaits() throws SQLException {
            awaitWaiting(1);
            // The commit has a share of this, and waits for the run: only its end lets this pass.
            execute(holder, "select * from backstitch_owner for update");
            holder.rollback();
          }
        };
    runWithLocked(flow(locked), locked);
  }

  @Test
  void aSerializationFailureIsTriedAgain() throws Exception {
    source.setOptions("-c default_transaction_isolation=serializable");
    LockedRun locked =
        new LockedRun() {
          @Override
          void whileItWaits() throws SQLException {
            awaitWaiting(1);
            execute(holder, "update backstitch_run set updated_at = current_timestamp");
            holder.commit();
          }
        };
    runWithLocked(flow(locked), locked);
  }

  @Test
  void manySerializableRunsOfTwoProcesses() {
    source.setOptions("-c default_transaction_isolation=serializable");
    DynamicFlow flow = flow(run -> {});
    DynamicFlow same = flow(run -> {});
    try (Backstitch one = Backstitch.open(JdbcPersistence.of(source)).register(flow);
        Backstitch two = Backstitch.open(JdbcPersistence.of(source)).register(same)) {
      List<FlowRun<Results>> runs = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        runs.add(start(one, flow, "one" + i));
        runs.add(start(two, same, "two" + i));
      }
      runs.forEach(FlowRun::join);
    }
    assertThat(executed).hasValue(200);
    assertThat(reverted).hasValue(0);
  }

  @Test
  void aStatementTimeoutIsTriedAgain() throws Exception {
    isTriedAgainWith("-c statement_timeout=200");
  }

  @Test
  void aLockTimeoutIsTriedAgain() throws Exception {
    isTriedAgainWith("-c lock_timeout=200");
  }

  private void isTriedAgainWith(String options) throws Exception {
    source.setOptions(options);
    LockedRun locked =
        new LockedRun() {
          @Override
          void whileItWaits() throws SQLException {
            // Each that is cancelled is followed by another, on a new connection.
            awaitWaiting(4);
            holder.rollback();
          }
        };
    runWithLocked(flow(locked), locked);
  }

  @Test
  void aFullDiskStopsTheRunThatNeedsItAndNoOther() throws Exception {
    DynamicFlow flow = flow(run -> {});
    try (Backstitch backstitch = Backstitch.open(JdbcPersistence.of(source)).register(flow);
        Connection other = other()) {
      execute(
          other,
          "create function full_disk() returns trigger language plpgsql as $$ begin"
              + " if new.run_id = 'full' then"
              + " raise exception 'no space left on device' using errcode = '53100'; end if;"
              + " return new; end $$");
      execute(
          other,
          "create trigger full_disk before insert on backstitch_atom"
              + " for each row execute function full_disk()");
      other.commit();
      List<FlowRun<Results>> others = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        others.add(start(backstitch, flow, "r" + i));
      }
      FlowRun<Results> full = start(backstitch, flow, "full");
      assertThatThrownBy(full::join)
          .isInstanceOf(FlowStoppedException.class)
          .hasMessageContaining("'full'")
          .hasMessageContaining("no space left on device");
      others.forEach(FlowRun::join);

      execute(other, "drop trigger full_disk on backstitch_atom");
      other.commit();
      Recovery recovery = backstitch.recover();
      assertThat(recovery.leftAlone()).isEmpty();
      assertThat(recovery.runs()).singleElement().satisfies(FlowRun::join);
    }
    assertThat(executed).hasValue(12);
    assertThat(reverted).hasValue(0);
  }

  @Test
  void aRunThatIsDeletedUnderItselfStopsWithAClearError() throws Exception {
    DynamicFlow flow =
        flow(
            run -> {
              if (run.equals("gone")) {
                try (Connection other = other()) {
                  execute(other, "delete from backstitch_run where id = 'gone'");
                  other.commit();
                }
              }
            });
    try (Backstitch backstitch = Backstitch.open(JdbcPersistence.of(source)).register(flow)) {
      FlowRun<Results> gone = start(backstitch, flow, "gone");
      FlowRun<Results> stays = start(backstitch, flow, "stays");
      assertThatThrownBy(gone::join)
          .isInstanceOf(FlowStoppedException.class)
          .hasMessageContaining("Run 'gone' can't be written: it is not there");
      stays.join();
      assertThat(backstitch.recover().runs()).isEmpty();
      assertThat(backstitch.recover().leftAlone()).isEmpty();
    }
    assertThat(reverted).hasValue(0);
  }
}
