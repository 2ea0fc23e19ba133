package io.backstitch.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backstitch.AtomState;
import io.backstitch.Backstitch;
import io.backstitch.DynamicFlow;
import io.backstitch.FlowFailedException;
import io.backstitch.Page;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.engine.RunView;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of docs/listeners.md: all that it shows is in this class, and is so. */
class ListenersPageTest {

  private static final Symbol<String> HOST = Symbol.of("host", String.class);
  private static final Symbol<Integer> PORT = Symbol.of("port", int.class);
  private static final Symbol<String> SECRET = Symbol.of("secret", String.class);

  /** What somebody may have for numbers. */
  private static final class Metrics {

    private final Map<String, Duration> recorded = new LinkedHashMap<>();

    void record(String name, Duration value) {
      recorded.put(name, value);
    }
  }

  private final Page page = new Page("listeners.md");
  private final Metrics metrics = new Metrics();

  ListenersPageTest() throws IOException {}

  private static DynamicFlow connecting() {
    return DynamicFlow.of(
        GraphFlow.named("connecting")
            .add(Atom.named("find").provides(PORT).executes(in -> 80).build())
            .add(
                Atom.named("unlock")
                    .requires(PORT)
                    .provides(SECRET)
                    .executes(in -> "sesame")
                    .build())
            .add(
                Atom.named("connect")
                    .requires(HOST)
                    .requires(PORT)
                    .requires(SECRET)
                    .executes(
                        in -> {
                          throw new IOException("refused");
                        })
                    .build()));
  }

  static final class FailurePrinter implements RunListener {

    private final FailureReport report = FailureReport.withValues("secret");
    private final PrintStream out;

    FailurePrinter(PrintStream out) {
      this.out = out;
    }

    @Override
    public void onAtom(AtomTransition transition, RunView run) {
      if (transition.to() == AtomState.FAILURE) {
        out.println(report.draw(transition.atom(), run));
      }
    }
  }

  private static String reportOf(FailureReport report) {
    StringBuilder text = new StringBuilder();
    runWith(
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition, RunView run) {
            if (transition.to() == AtomState.FAILURE) {
              text.append(report.draw(transition.atom(), run)).append('\n');
            }
          }
        });
    return text.toString();
  }

  private static void runWith(RunListener listener) {
    assertThat(
            catchThrowable(
                () ->
                    connecting()
                        .with(Map.of("host", "mars"))
                        .engine()
                        .executor(TaskExecutor.serial())
                        .listener(listener)
                        .build()
                        .run()))
        .isInstanceOf(FlowFailedException.class);
  }

  @Test
  void aBackstitchHasListeners() {
    Persistence persistence = new MemoryPersistence();
    DynamicFlow flow = connecting();
    Backstitch backstitch =
        Backstitch.builder(persistence)
            .listener(new LoggingListener())
            .listener(new TimingListener(times -> metrics.record(times.flow(), times.elapsed())))
            .open();
    try (backstitch) {
      backstitch.register(flow);
      assertThat(
              catchThrowable(() -> backstitch.start(flow.with(Map.of("host", "mars")), "r").join()))
          .isInstanceOf(FlowFailedException.class);
    }
    assertThat(metrics.recorded).containsOnlyKeys("connecting");
  }

  @Test
  void reportsLookAsThePageShowsThem() {
    assertThat(page.blocks(""))
        .containsExactly(
            reportOf(FailureReport.ofStates()), reportOf(FailureReport.withValues("secret")));
  }

  @Test
  void aListenerOfOnesOwnDrawsAReport() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    runWith(new FailurePrinter(new PrintStream(printed, true, StandardCharsets.UTF_8)));
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(reportOf(FailureReport.withValues("secret")));
  }

  @Test
  void whatIsCapturedIsAskedByName() {
    CapturingListener captured = new CapturingListener();
    runWith(captured);
    assertThat(captured.names()).contains("unlock SUCCESS");
  }

  @Test
  void allCodeOfThePageIsHere() throws IOException {
    page.assertAllCodeIsIn(getClass());
  }
}
