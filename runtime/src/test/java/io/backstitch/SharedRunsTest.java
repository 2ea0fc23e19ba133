package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two that have one database open, and what one asks of the runs of the other. */
@Timeout(120)
class SharedRunsTest {

  private static final Symbol<String> A = Symbol.of("a", String.class);

  private final DataSource source = Postgres.newSchema();
  private final JdbcPersistence persistence = JdbcPersistence.of(source);
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch isRunning = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final DynamicFlow flow =
      DynamicFlow.of(
          LinearFlow.named("f")
              .add(
                  Atom.named("a")
                      .provides(A)
                      .executes(
                          in -> {
                            isRunning.countDown();
                            mayEnd.await();
                            log.add("+a");
                            return "done";
                          })
                      .reverts(in -> log.add("-a"))
                      .build())
              .add(Atom.named("b").executes(in -> log.add("+b")).build()));

  private Backstitch open() {
    return Backstitch.open(persistence).register(flow);
  }

  private FlowRun<Results> started(Backstitch backstitch) throws InterruptedException {
    FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
    isRunning.await();
    return run;
  }

  /** Returns when the owner has heard of what it was asked. */
  private static void awaitState(FlowRun<?> run, FlowState state) {
    while (run.state() != state) {
      Thread.onSpinWait();
    }
  }

  @Test
  void oneCancelsARunOfTheOther() throws Exception {
    try (Backstitch owner = open();
        Backstitch other = open()) {
      FlowRun<Results> run = started(owner);
      assertThat(other.runs().cancel("r", "from afar")).isTrue();
      while (!isConsumed()) {
        // The message is gone when what follows from it is stored.
        Thread.onSpinWait();
      }
      mayEnd.countDown();
      assertThat(catchThrowableOfType(FlowFailedException.class, run::join))
          .hasMessageEndingWith("because it was cancelled: from afar");
      assertThat(log).containsExactly("+a", "-a");
      assertThat(other.runs().cancel("r", "again")).isFalse();
    }
  }

  private boolean isConsumed() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from backstitch_message")) {
      row.next();
      return row.getLong(1) == 0;
    }
  }

  @Test
  void oneHasARunOfTheOtherRestAndCarriesOnWithIt() throws Exception {
    try (Backstitch owner = open();
        Backstitch other = open()) {
      FlowRun<Results> run = started(owner);
      assertThat(other.runs().suspend("r")).isTrue();
      awaitState(run, FlowState.SUSPENDING);
      mayEnd.countDown();
      assertThat(catchThrowableOfType(FlowStoppedException.class, run::join)).isNotNull();
      assertThat(log).containsExactly("+a");
      other.resume("r").join();
      assertThat(log).containsExactly("+a", "+b");
      assertThat(isConsumed()).isTrue();
    }
  }

  @Test
  void whoStartsARunOfTheOtherGetsItsOutcome() throws Exception {
    try (Backstitch owner = open();
        Backstitch other = open()) {
      FlowRun<Results> run = started(owner);
      FlowRun<Results> seen = other.start(flow.with(Map.of()), "r");
      assertThat(seen.state()).isEqualTo(FlowState.RUNNING);
      mayEnd.countDown();
      run.join();
      assertThat(seen.join().get(A)).isEqualTo("done");
      assertThat(seen.state()).isEqualTo(FlowState.SUCCESS);
      assertThat(log).containsExactly("+a", "+b");
    }
  }

  @Test
  void whoWaitsForARunOfTheOtherCarriesOnWithItWhenThatIsGone() throws Exception {
    try (Backstitch other = open()) {
      FlowRun<Results> seen;
      Backstitch owner = open();
      FlowRun<Results> run = started(owner);
      seen = other.start(flow.with(Map.of()), "r");
      Thread closer = new Thread(owner::close);
      closer.start();
      mayEnd.countDown();
      closer.join();
      assertThat(seen.join().get(A)).isEqualTo("done");
      assertThat(log).contains("+b").containsOnlyOnce("+b");
      assertThat(run.id()).isEqualTo("r");
    }
  }

  @Test
  void whoeverOnlyWaitsIsToldWhenItCloses() throws Exception {
    try (Backstitch owner = open()) {
      started(owner);
      Backstitch other = open();
      FlowRun<Results> seen = other.start(flow.with(Map.of()), "r");
      other.close();
      assertThat(catchThrowableOfType(FlowStoppedException.class, seen::join))
          .hasMessageContaining("its Backstitch was closed");
      mayEnd.countDown();
    }
  }

  @Test
  void aRunOfTheOtherIsNotResumedNorReset() throws Exception {
    try (Backstitch owner = open();
        Backstitch other = open()) {
      started(owner);
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> other.resume("r"))
          .withMessageContaining("'r' is under way in another process");
      assertThat(other.recover().runs()).isEmpty();
      mayEnd.countDown();
    }
  }
}
