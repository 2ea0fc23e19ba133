package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.Postgres;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that goes away in the middle of a run, and comes back. */
@Timeout(120)
class PostgresAwayTest {

  private static final Symbol<String> ONE = Symbol.of("one", String.class);
  private static final Symbol<String> TWO = Symbol.of("two", String.class);

  private final PGSimpleDataSource server = Postgres.newSchema();

  /** How often nobody is let in from now on. */
  private final AtomicInteger refusals = new AtomicInteger();

  private final AtomicInteger executed = new AtomicInteger();

  private DataSource source() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new SQLTransientConnectionException("the server is starting up", "57P03");
              }
              return method.invoke(server, arguments);
            });
  }

  private void goAway(int times) throws SQLException {
    refusals.set(times);
    Postgres.disconnect(server);
  }

  private DynamicFlow flow(int times) {
    return DynamicFlow.of(
        LinearFlow.named("away")
            .add(
                Atom.named("a")
                    .provides(ONE)
                    .executes(
                        in -> {
                          executed.incrementAndGet();
                          goAway(times);
                          return "1";
                        })
                    .reverts(in -> executed.addAndGet(1_000))
                    .build())
            .add(
                Atom.named("b")
                    .requires(ONE)
                    .provides(TWO)
                    .executes(in -> in.get(0, ONE) + "2")
                    .build()));
  }

  @Test
  void theRunWaitsAndGoesOnAsIfNothingHadHappened() {
    DynamicFlow flow = flow(5);
    try (Backstitch backstitch = Backstitch.open(JdbcPersistence.of(source())).register(flow)) {
      Results results = backstitch.start(flow.with(Map.of()), "r").join();
      assertThat(results.get(TWO)).isEqualTo("12");
    }
    assertThat(executed).hasValue(1);
  }
}
