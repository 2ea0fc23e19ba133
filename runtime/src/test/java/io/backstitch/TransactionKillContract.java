package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process is killed at each instant of a task in its transaction, and another one carries on: all
 * is done exactly once. The time limit is there only so that a defect fails instead of hanging.
 */
@Timeout(120)
abstract class TransactionKillContract {

  @TempDir Path directory;

  /** Where the runs are stored, as {@link TransactionProcess} takes it. */
  abstract String where();

  /** A connection to the same database, while nobody has the store open. */
  abstract Connection connect() throws SQLException;

  @ParameterizedTest
  @MethodSource("instantsOnTheWay")
  void whatIsDoneIsDoneOnce(String instant) throws Exception {
    KilledProcess.stopIn(TransactionProcess.class, where(), "none", instant).kill();
    DynamicFlow flow = TransactionProcess.flowOf("none");
    try (Backstitch backstitch = Backstitch.open(TransactionProcess.persistenceOf(where()))) {
      backstitch.register(flow);
      assertThat(backstitch.recover().runs()).hasSize(1);
      Results results = backstitch.start(flow.with(Map.of()), TransactionProcess.RUN).join();
      for (String atom : new String[] {"a", "b", "c", "d"}) {
        assertThat(results.get(Symbol.of(atom, String.class))).isEqualTo("made by " + atom);
      }
    }
    try (Connection connection = connect()) {
      assertThat(TransactionProcess.ledger(connection)).isEqualTo("a b c d");
    }
  }

  @ParameterizedTest
  @MethodSource("instantsOnTheWayBack")
  void whatIsUndoneIsUndoneOnce(String instant) throws Exception {
    KilledProcess.stopIn(TransactionProcess.class, where(), "d", instant).kill();
    DynamicFlow flow = TransactionProcess.flowOf("d");
    try (Backstitch backstitch = Backstitch.open(TransactionProcess.persistenceOf(where()))) {
      backstitch.register(flow);
      assertThat(backstitch.recover().runs()).hasSize(1);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), TransactionProcess.RUN);
      assertThatThrownBy(run::join).hasMessageContaining("no d");
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
    }
    try (Connection connection = connect()) {
      // What the task that failed had done was rolled back, and it is undone all the same.
      assertThat(TransactionProcess.ledger(connection)).isEqualTo("-a -b -c -d a b c");
    }
  }
}
