package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.retry.Retries;
import io.backstitch.retry.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that somebody wants undone. */
@Timeout(60)
class CancelTest {

  private static final String RUN = "r";

  @TempDir static Path directory;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch isRunning = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  static Stream<Setup> setups() {
    return Stream.of(
        new Setup("memory", new MemoryPersistence(), TaskExecutor.threads(3)),
        new Setup(
            "h2",
            JdbcPersistence.h2(directory.resolve("runs-" + System.nanoTime())),
            TaskExecutor.threads(3)));
  }

  private Atom task(String name) {
    return Atom.named(name)
        .provides(Symbol.of(name, String.class))
        .executes(
            in -> {
              log.add("+" + name);
              return name;
            })
        .reverts(in -> log.add("-" + name + " " + in.result(Symbol.of(name, String.class).type())))
        .build();
  }

  /** A task that runs until it is let go, and tells whether it heard that it is not wanted. */
  private Atom lasting(String name) {
    return Atom.named(name)
        .provides(Symbol.of(name, Boolean.class))
        .executes(
            in -> {
              isRunning.countDown();
              mayEnd.await();
              return in.context().isCancelled();
            })
        .reverts(in -> log.add("-" + name + " " + in.result(Symbol.of(name, Boolean.class).type())))
        .build();
  }

  private static FlowFailedException undone(FlowRun<?> run) {
    FlowFailedException failed = catchThrowableOfType(FlowFailedException.class, run::join);
    assertThat(run.state()).isEqualTo(FlowState.REVERTED);
    return failed;
  }

  @ParameterizedTest
  @MethodSource("setups")
  void whatRunsIsAwaitedAndAllIsUndone(Setup setup) throws Exception {
    DynamicFlow flow =
        DynamicFlow.of(LinearFlow.named("f").add(task("a")).add(lasting("b")).add(task("c")));
    try (Backstitch backstitch = setup.open().register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      isRunning.await();
      run.cancel("the customer has left");
      run.cancel("once more");
      mayEnd.countDown();
      FlowFailedException failed = undone(run);
      assertThat(failed)
          .hasMessage(
              "Run 'r' of flow 'f' turned back, and everything it had done was undone, because it"
                  + " was cancelled: the customer has left")
          .hasNoCause();
      assertThat(failed.failures()).isEmpty();
      assertThat(log).containsExactly("+a", "-b true", "-a a");
      assertThat(backstitch.runs().cancel(RUN, "")).isFalse();
      // What is read again tells the same.
      assertThat(undone(backstitch.start(flow.with(Map.of()), RUN)))
          .hasMessage(failed.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aRunThatRestsIsTakenUpToBeUndone(Setup setup) throws Exception {
    DynamicFlow flow =
        DynamicFlow.of(LinearFlow.named("f").add(task("a")).add(lasting("b")).add(task("c")));
    try (Backstitch backstitch = setup.open().register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      isRunning.await();
      assertThat(backstitch.runs().suspend(RUN)).isTrue();
      mayEnd.countDown();
      assertThat(catchThrowableOfType(FlowStoppedException.class, run::join))
          .hasMessageContaining("because it was suspended");
      assertThat(backstitch.runs().suspend(RUN)).isFalse();
      assertThat(backstitch.runs().cancel(RUN, "")).isTrue();
      FlowRun<?> again = backstitch.resume(RUN);
      assertThat(undone(again)).hasMessageEndingWith("because it was cancelled");
      assertThat(log).containsExactly("+a", "-b false", "-a a");
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aRunThatIsAskedForBothRestsOnItsWayBack(Setup setup) throws Exception {
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(task("a")).add(lasting("b")));
    try (Backstitch backstitch = setup.open().register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      isRunning.await();
      run.suspend();
      run.cancel("it is too late");
      mayEnd.countDown();
      assertThat(catchThrowableOfType(FlowStoppedException.class, run::join)).isNotNull();
      assertThat(run.state()).isEqualTo(FlowState.SUSPENDED);
      assertThat(log).containsExactly("+a");
      assertThat(undone(backstitch.resume(RUN)))
          .hasMessageEndingWith("it was cancelled: it is too late");
      assertThat(log).containsExactly("+a", "-b true", "-a a");
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aRetryThatWaitsDoesNotTryAgain(Setup setup) throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    Atom failing =
        Atom.named("bad")
            .executes(
                in -> {
                  throw new IllegalStateException("boom");
                })
            .reverts(in -> failed.countDown())
            .build();
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(task("a"))
                .add(
                    LinearFlow.named("guarded")
                        .retry(Retries.by(RetryPolicy.attempts(3).delay(Duration.ofDays(1))))
                        .add(failing)));
    try (Backstitch backstitch = setup.open().register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      failed.await();
      run.cancel("no more patience");
      undone(run);
      assertThat(log).containsExactly("+a", "-a a");
    }
  }

  @Test
  void aListenerMayCancelAndNothingMoreStarts() {
    RunListener canceller =
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition) {
            if (transition.atom().equals("a") && transition.to() == AtomState.SUCCESS) {
              opened.runs().cancel(RUN, "seen enough");
            }
          }
        };
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(task("a")).add(task("b")));
    try (Backstitch backstitch =
        Backstitch.builder(new MemoryPersistence()).listener(canceller).open()) {
      opened = backstitch;
      backstitch.register(flow);
      undone(backstitch.start(flow.with(Map.of()), RUN));
      assertThat(log).containsExactly("+a", "-a a");
    }
  }

  private @Nullable Backstitch opened;

  @Test
  void aRunThatIsDoneStaysSo() {
    DynamicFlow flow = DynamicFlow.of(UnorderedFlow.named("f").add(task("a")));
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence()).register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      run.join();
      run.cancel("too late");
      assertThat(backstitch.runs().cancel(RUN, "too late")).isFalse();
      assertThat(run.state()).isEqualTo(FlowState.SUCCESS);
      assertThat(log).containsExactly("+a");
    }
  }

  /** What was asked is stored with what follows from it. */
  @Test
  void aCrashOnTheWayBackDoesNotTurnTheRunForwardAgain() throws Exception {
    JdbcPersistence persistence = JdbcPersistence.h2(directory.resolve("crash"));
    AtomicBoolean isStuck = new AtomicBoolean(true);
    Atom stuck =
        Atom.named("s")
            .executes(
                in -> {
                  isRunning.countDown();
                  mayEnd.await();
                  return null;
                })
            .reverts(
                in -> {
                  if (isStuck.getAndSet(false)) {
                    throw new OutOfMemoryError("not really");
                  }
                  log.add("-s");
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(task("a")).add(stuck));
    try (Backstitch backstitch = Backstitch.open(persistence).register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      isRunning.await();
      run.cancel("");
      mayEnd.countDown();
      assertThat(catchThrowableOfType(FlowStoppedException.class, run::join)).isNotNull();
    }
    try (Backstitch backstitch = Backstitch.open(persistence).register(flow)) {
      Recovery recovery = backstitch.recover();
      assertThat(recovery.runs()).hasSize(1);
      assertThat(undone(recovery.runs().get(0))).hasMessageEndingWith("because it was cancelled");
      assertThat(log).containsExactly("+a", "-s", "-a a");
    }
  }
}
