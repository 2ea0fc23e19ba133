package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.RestartedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that really ends while runs are under way, and starts again on the same data. */
@Timeout(300)
class PostgresRestartTest {

  private static final Symbol<String> RUN = Symbol.of("run", String.class);
  private static final Symbol<String> ONE = Symbol.of("one", String.class);
  private static final Symbol<String> TWO = Symbol.of("two", String.class);

  @TempDir Path directory;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger executed = new AtomicInteger();
  private final AtomicInteger reverted = new AtomicInteger();

  /** In the first task of run 0 the server ends. */
  private DynamicFlow flow(RestartedPostgres server) {
    return DynamicFlow.of(
        LinearFlow.named("restart")
            .add(
                Atom.named("a")
                    .requires(RUN)
                    .provides(ONE)
                    .executes(
                        in -> {
                          executed.incrementAndGet();
                          if (in.get(0, RUN).equals("0") && stopped.getCount() > 0) {
                            server.stop();
                            stopped.countDown();
                          }
                          // All the others have something to store when it is away.
                          stopped.await();
                          return "1";
                        })
                    .reverts(in -> reverted.incrementAndGet())
                    .build())
            .add(
                Atom.named("b")
                    .requires(ONE)
                    .provides(TWO)
                    .executes(in -> in.get(0, ONE) + "2")
                    .build()));
  }

  private List<FlowRun<Results>> start(Backstitch backstitch, DynamicFlow flow, int count) {
    List<FlowRun<Results>> runs = new ArrayList<>();
    // The one that ends the server comes last, when all others are stored.
    for (int i = count - 1; i >= 0; i--) {
      runs.add(backstitch.start(flow.with(Map.of("run", "" + i)), "r" + i));
    }
    return runs;
  }

  @Test
  void runsWaitForTheServer() throws Exception {
    try (RestartedPostgres server = new RestartedPostgres(directory)) {
      DynamicFlow flow = flow(server);
      try (Backstitch backstitch = Backstitch.open(JdbcPersistence.of(server.source()))) {
        backstitch.register(flow);
        List<FlowRun<Results>> runs = start(backstitch, flow, 8);
        stopped.await();
        server.start();
        for (FlowRun<Results> run : runs) {
          assertThat(run.join().get(TWO)).isEqualTo("12");
        }
      }
    }
    assertThat(executed).hasValue(8);
    assertThat(reverted).hasValue(0);
  }

  @Test
  void runsStopWhereTheyStandAndRecoverWhenItIsBack() throws Exception {
    try (RestartedPostgres server = new RestartedPostgres(directory)) {
      DynamicFlow flow = flow(server);
      try (Backstitch backstitch =
          Backstitch.builder(JdbcPersistence.of(server.source()))
              .patience(Duration.ZERO)
              .open()
              .register(flow)) {
        List<FlowRun<Results>> runs = start(backstitch, flow, 4);
        for (FlowRun<Results> run : runs) {
          assertThatThrownBy(run::join)
              .isInstanceOf(FlowStoppedException.class)
              .hasMessageContaining(run.id())
              .hasMessageContaining("recover()");
        }
        server.start();
        Recovery recovery = backstitch.recover();
        assertThat(recovery.leftAlone()).isEmpty();
        assertThat(recovery.runs()).hasSize(4);
        for (FlowRun<?> run : recovery.runs()) {
          assertThat(((Results) run.join()).get(TWO)).isEqualTo("12");
        }
      }
    }
    // What had ended, and was not stored, is done once more.
    assertThat(executed).hasValue(8);
    assertThat(reverted).hasValue(0);
  }
}
