package io.backstitch.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.AtomState;
import io.backstitch.Backstitch;
import io.backstitch.DynamicFlow;
import io.backstitch.FlowState;
import io.backstitch.RecordingLogger;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.engine.RunView;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.MemoryPersistence;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** What the listeners that come with the runtime make of a run. */
class ListenersTest {

  private static final Symbol<String> HOST = Symbol.of("host", String.class);
  private static final Symbol<String> PASSWORD = Symbol.of("password", String.class);
  private static final Symbol<String> SECRET = Symbol.of("secret", String.class);
  private static final Symbol<Integer> PORT = Symbol.of("port", int.class);

  private final List<String> lines = new ArrayList<>();

  /** Two atoms, and after both one that fails. */
  private static DynamicFlow failing() {
    return DynamicFlow.of(
        GraphFlow.named("connect")
            .add(
                Atom.named("find")
                    .provides(PORT)
                    .executes(
                        in -> {
                          in.context().progress(0.5, "half");
                          return 80;
                        })
                    .build())
            .add(
                Atom.named("unlock")
                    .requires(PORT)
                    .provides(SECRET)
                    .executes(in -> "sesame")
                    .reverts(
                        in -> {
                          throw new IllegalStateException("locked");
                        })
                    .build())
            .add(
                Atom.named("connect")
                    .requires(HOST)
                    .requires(PORT)
                    .requires(PASSWORD)
                    .executes(
                        in -> {
                          throw new IllegalStateException("refused");
                        })
                    .build()
                    .rebind("password", "secret")));
  }

  private void run(RunListener listener) {
    DynamicFlow flow = failing();
    try (Backstitch backstitch =
        Backstitch.builder(new MemoryPersistence())
            .executor(TaskExecutor.serial())
            .listener(listener)
            .open()) {
      backstitch.register(flow);
      assertThatThrownBy(
              () -> backstitch.start(flow.with(Map.of("host", "mars\nor venus")), "r").join())
          .hasMessageContaining("locked");
    }
  }

  private RunListener reporting(FailureReport report) {
    return new RunListener() {
      @Override
      public void onAtom(AtomTransition transition, RunView run) {
        if (transition.to() == AtomState.FAILURE) {
          lines.addAll(report.draw(transition.atom(), run).lines().toList());
        }
      }
    };
  }

  @Test
  void aFailureReportShowsTheWayToTheFailure() {
    run(reporting(FailureReport.ofStates()));
    assertThat(lines)
        .containsExactly(
            "connect FAILURE", "|- find SUCCESS", "`- unlock SUCCESS", "   `- find (see above)");
  }

  @Test
  void itShowsValuesOnlyIfAskedToAndMasksThemByTheirNameInTheFlow() {
    run(reporting(FailureReport.withValues("secret")));
    assertThat(lines)
        .containsExactly(
            "connect FAILURE, got {host=mars or venus, port=80, secret=***}",
            "|- find SUCCESS, returned 80",
            "`- unlock SUCCESS, got {port=80}, returned ***",
            "   `- find (see above)");
  }

  @Test
  void aMaskThatIsNearlyTheNameOfASymbolIsToldOf() {
    run(reporting(FailureReport.withValues("secert", "Port", "unlike 100%")));
    assertThat(lines)
        .containsExactly(
            "connect FAILURE, got {host=mars or venus, port=80, secret=sesame}",
            "|- find SUCCESS, returned 80",
            "`- unlock SUCCESS, got {port=80}, returned sesame",
            "   `- find (see above)",
            "(nothing here is called 'Port', which is to be masked; did you mean 'port'?)",
            "(nothing here is called 'secert', which is to be masked; did you mean 'secret'?)");
  }

  @Test
  void theLogIsAsLoudAsWhatHappensIsSerious() {
    run(new LoggingListener(new RecordingLogger(Level.INFO, lines), FailureReport.ofStates()));
    assertThat(lines)
        .containsExactly(
            "INFO Run 'r' of flow 'connect': PENDING -> RUNNING",
            "WARN Run 'r' of flow 'connect', atom 'connect', attempt 1: RUNNING -> FAILURE; the way"
                + " there:\nconnect FAILURE\n|- find SUCCESS\n`- unlock SUCCESS\n"
                + "   `- find (see above) refused",
            "INFO Run 'r' of flow 'connect', atom 'connect', attempt 1: REVERTING -> REVERTED",
            "ERROR Run 'r' of flow 'connect', atom 'unlock', attempt 1: REVERTING -> REVERT_FAILURE"
                + " locked",
            "ERROR Run 'r' of flow 'connect': RUNNING -> FAILURE");
  }

  @Test
  void theRestIsForDebugging() {
    run(new LoggingListener(new RecordingLogger(Level.DEBUG, lines), FailureReport.ofStates()));
    assertThat(lines)
        .contains("DEBUG Run 'r', atom 'find': 50 % half")
        .anyMatch(line -> line.startsWith("DEBUG") && line.contains("'find', attempt 1: RUNNING"));
  }

  @Test
  void theLogShowsTheReportThatItIsGiven() {
    run(
        new LoggingListener(
            new RecordingLogger(Level.WARN, lines), FailureReport.withValues("secret", "host")));
    assertThat(lines.get(0))
        .endsWith(
            """
            RUNNING -> FAILURE; the way there:
            connect FAILURE, got {host=***, port=80, secret=***}
            |- find SUCCESS, returned 80
            `- unlock SUCCESS, got {port=80}, returned ***
               `- find (see above) refused""");
  }

  @Test
  void eachTransitionIsPrintedOnALine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run(new PrintingListener(new PrintStream(bytes, true, UTF_8)));
    assertThat(bytes.toString(UTF_8).lines())
        .map(line -> line.replaceFirst("\\(\\d+ ms\\)", "(some ms)"))
        .containsExactly(
            "connect r: PENDING -> RUNNING",
            "connect r: find PENDING -> RUNNING",
            "r: find 50 % half",
            "connect r: find RUNNING -> SUCCESS (some ms)",
            "connect r: unlock PENDING -> RUNNING",
            "connect r: unlock RUNNING -> SUCCESS (some ms)",
            "connect r: connect PENDING -> RUNNING",
            "connect r: connect RUNNING -> FAILURE (some ms)"
                + " connect: java.lang.IllegalStateException: refused",
            "connect r: connect FAILURE -> REVERTING",
            "connect r: connect REVERTING -> REVERTED",
            "connect r: unlock SUCCESS -> REVERTING",
            "connect r: unlock REVERTING -> REVERT_FAILURE (some ms)"
                + " unlock: java.lang.IllegalStateException: locked",
            "connect r: RUNNING -> FAILURE");
  }

  @Test
  void whatIsCapturedIsAllInItsOrder() {
    CapturingListener captured = new CapturingListener();
    run(captured);
    assertThat(captured.names())
        .containsExactly(
            "connect RUNNING",
            "find RUNNING",
            "find SUCCESS",
            "unlock RUNNING",
            "unlock SUCCESS",
            "connect RUNNING",
            "connect FAILURE",
            "connect REVERTING",
            "connect REVERTED",
            "unlock REVERTING",
            "unlock REVERT_FAILURE",
            "connect FAILURE");
    assertThat(captured.flowTransitions()).hasSize(2);
    assertThat(captured.progress())
        .containsExactly(new CapturingListener.Progress("r", "find", 0.5, "half"));
    assertThat(captured.atomTransitions()).hasSize(10).allMatch(t -> t.runId().equals("r"));
    captured.clear();
    assertThat(captured.names()).isEmpty();
  }

  @Test
  void progressIsPrintedBetweenTheTransitions() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    run(new PrintingListener(new PrintStream(printed, true, UTF_8)));
    assertThat(printed.toString(UTF_8).lines())
        .containsSubsequence("connect r: find PENDING -> RUNNING", "r: find 50 % half")
        .noneMatch(line -> line.isBlank());
  }

  @Test
  void theTimesOfARunAreToldWhenItHasEnded() {
    List<RunTimes> told = new ArrayList<>();
    run(new TimingListener(told::add));
    assertThat(told)
        .singleElement()
        .satisfies(
            times -> {
              assertThat(times.state()).isEqualTo(FlowState.FAILURE);
              assertThat(times.elapsed()).isPositive();
              assertThat(times.calls())
                  .extracting(call -> call.atom() + " " + call.state())
                  .containsExactly(
                      "find SUCCESS",
                      "unlock SUCCESS",
                      "connect FAILURE",
                      "connect REVERTED",
                      "unlock REVERT_FAILURE");
              assertThat(times.calls().get(0).elapsed()).isPositive();
              assertThat(times.calls().get(0).end()).isBetween(times.start(), times.end());
            });
  }

  @Test
  void whatAnAtomTookIsAllItsAttemptsAndNoRevert() {
    Instant at = Instant.EPOCH;
    RunTimes times =
        new RunTimes(
            "r",
            "f",
            FlowState.SUCCESS,
            at,
            at,
            List.of(
                new RunTimes.Call("a", 1, AtomState.FAILURE, at, Duration.ofSeconds(1)),
                new RunTimes.Call("a", 1, AtomState.REVERTED, at, Duration.ofSeconds(10)),
                new RunTimes.Call("b", 1, AtomState.REVERT_FAILURE, at, Duration.ofSeconds(10)),
                new RunTimes.Call("a", 2, AtomState.SUCCESS, at, Duration.ofSeconds(2)),
                new RunTimes.Call("c", 1, AtomState.SUCCESS, at, Duration.ofSeconds(4))));
    assertThat(times.executions())
        .containsExactly(
            Map.entry("a", Duration.ofSeconds(3)), Map.entry("c", Duration.ofSeconds(4)));
  }
}
