package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.flow.Results;
import io.backstitch.persistence.Postgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresKillTest extends KillContract {

  private final PGSimpleDataSource source = Postgres.newSchema();

  @Override
  String where() {
    return Postgres.url(source);
  }

  /** It believes that the run is still its own, and must find out that it is not. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aProcessThatSleptPastItsLeaseWritesNothingWhenItWakes() throws Exception {
    DynamicFlow flow = KilledProcess.flow(directory, "none", "none");
    try (KilledProcess.Stopped sleeping = KilledProcess.stopIn(directory, where(), "none", "E:b");
        Backstitch backstitch = Backstitch.open(KilledProcess.persistence(where()))) {
      backstitch.register(flow);
      sleeping.signal("STOP");
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "update backstitch_lease set until = current_timestamp - interval '1' second"
                + " where number = (select min(number) from backstitch_lease)");
      }
      assertThat(backstitch.recover().runs()).hasSize(1);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), KilledProcess.RUN);
      run.join();
      int before = KilledProcess.calls(directory).size();

      sleeping.signal("CONT");
      assertThat(sleeping.goOn()).isNotZero();
      List<String> after = KilledProcess.calls(directory);
      assertThat(after.subList(before, after.size())).containsExactly("end E:b");
      assertThat(run.state()).isEqualTo(FlowState.SUCCESS);
    }
  }
}
