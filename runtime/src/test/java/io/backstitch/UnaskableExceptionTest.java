package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.FlowEngine;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.RetryAtom;
import io.backstitch.listener.FailureReport;
import io.backstitch.listener.LoggingListener;
import io.backstitch.listener.PrintingListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Exceptions that throw when they are asked what they are: the log tells of them all the same. */
class UnaskableExceptionTest {

  private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
  private final RecordingLogger log = (RecordingLogger) LoggerFactory.getLogger(FlowEngine.class);

  /** An exception that can't be asked anything. */
  private static final class Mute extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new AssertionError("no message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause");
    }

    @Override
    public String toString() {
      throw new StackOverflowError();
    }
  }

  @BeforeEach
  void record() {
    log.recordTo(logged);
  }

  @AfterEach
  void stopRecording() {
    log.recordTo(null);
  }

  private static Atom mute() {
    return Atom.named("mute")
        .executes(
            in -> {
              throw new Mute();
            })
        .build();
  }

  private static void run(FlowPattern flow, RunListener listener) {
    DynamicFlow.of(flow)
        .with(Map.of())
        .engine()
        .executor(TaskExecutor.serial())
        .listener(listener)
        .build()
        .run();
  }

  @Test
  void aListenerThatThrowsOneIsNamedInTheLog() {
    RunListener listener =
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition) {
            throw new Mute();
          }
        };
    run(LinearFlow.named("f").add(Atom.named("a").executes(in -> null).build()), listener);
    assertThat(logged)
        .hasSize(2)
        .allMatch(line -> line.startsWith("WARN A listener failed; run '"))
        .allMatch(line -> line.endsWith("Mute, which can't be shown"));
  }

  @Test
  void aRetryControllerThatThrowsOneIsNamedInTheLogAndGivesUp() {
    RetryAtom controller =
        RetryAtom.of(
            (history, in) -> {
              throw new Mute();
            });
    LinearFlow flow = LinearFlow.named("f").retry(controller).add(mute());
    assertThatThrownBy(() -> run(flow, new RunListener() {}))
        .isInstanceOf(FlowFailedException.class);
    assertThat(logged)
        .singleElement()
        .asString()
        .startsWith("WARN Retry controller 'f_retry' of flow 'f' failed and counts as one")
        .endsWith("Mute, which can't be shown");
  }

  @Test
  void anAtomThatThrowsOneIsLoggedAsOneThatHasFailed() {
    List<String> lines = new ArrayList<>();
    RunListener listener =
        new LoggingListener(new RecordingLogger(Level.WARN, lines), FailureReport.ofStates());
    Atom undone =
        Atom.named("stuck")
            .executes(in -> null)
            .reverts(
                in -> {
                  throw new Mute();
                })
            .build();
    assertThatThrownBy(() -> run(LinearFlow.named("f").add(undone).add(mute()), listener))
        .isInstanceOf(FlowFailedException.class);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("atom 'mute', attempt 1: RUNNING -> FAILURE; the way there:\nmute FAILURE")
        .contains("Mute: (its message could not be read)");
    assertThat(lines.get(1))
        .contains("atom 'stuck', attempt 1: REVERTING -> REVERT_FAILURE")
        .contains("Mute: (its message could not be read)");
    assertThat(lines.get(2)).contains("RUNNING -> FAILURE");
    assertThat(logged).isEmpty();
  }

  @Test
  void itIsPrintedAsWhatItIs() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> run(LinearFlow.named("f").add(mute()), new PrintingListener(out)))
        .isInstanceOf(FlowFailedException.class);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("mute: " + Mute.class.getName() + ": (its message could not be read)");
    assertThat(logged).isEmpty();
  }
}
