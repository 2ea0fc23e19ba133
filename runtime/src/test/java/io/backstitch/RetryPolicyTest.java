package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.EngineSteps;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.CountingExecutor;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.retry.Retries;
import io.backstitch.retry.RetryPolicy;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is tried again, and the wait before. A wait in these tests that is not cut short is long.
 */
@Timeout(60)
class RetryPolicyTest {

  private static final Duration LONG = Duration.ofDays(1);

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

  static Stream<TaskExecutor> executors() {
    return Stream.of(TaskExecutor.serial(), TaskExecutor.parallel(), TaskExecutor.threads(1));
  }

  /** Fails with what is in the list, one after the other, and then succeeds. */
  private Atom failing() {
    return Atom.named("a")
        .executes(
            in -> {
              log.add("a" + in.context().attempt());
              if (!failures.isEmpty()) {
                throw failures.remove(0);
              }
              return null;
            })
        .build();
  }

  private LinearFlow flow(RetryAtom retry) {
    return LinearFlow.named("f").retry(retry).add(failing());
  }

  private void fails(Throwable... withThese) {
    failures.addAll(List.of(withThese));
  }

  private static RetryPolicy onIo(int attempts) {
    return RetryPolicy.attempts(attempts).on(IOException.class).notOn(FileNotFoundException.class);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void triesAgainAfterTheFailuresThatItIsFor(TaskExecutor executor) {
    fails(new IOException("1"), new IOException("2"));
    DynamicFlow.of(flow(Retries.by(onIo(3)))).with(Map.of()).run(executor);
    assertThat(log).containsExactly("a1", "a2", "a3");
    executor.close();
  }

  @Test
  void givesUpWhenItsAttemptsAreUsedUp() {
    fails(new IOException("1"), new IOException("2"), new IOException("3"));
    assertFails(Retries.by(onIo(2)), "2");
    assertThat(log).hasSize(2);
  }

  @Test
  void otherFailuresAreFinal() {
    fails(new IllegalStateException("other"));
    assertFails(Retries.by(onIo(3)), "other");
    fails(new FileNotFoundException("excluded"));
    assertFails(Retries.by(onIo(3)), "excluded");
    // What caused a failure is not the failure.
    fails(new UncheckedIOException("wrapped", new IOException("inside")));
    assertThatThrownBy(() -> DynamicFlow.of(flow(Retries.by(onIo(3)))).run(Map.of()))
        .hasStackTraceContaining("wrapped");
    assertThat(log).hasSize(3);
  }

  private void assertFails(RetryAtom retry, String message) {
    assertThatThrownBy(() -> DynamicFlow.of(flow(retry)).run(Map.of()))
        .isInstanceOf(FlowFailedException.class)
        .hasRootCauseMessage(message);
    failures.clear();
  }

  /** A failure that another process has stored is one of its superclasses, too. */
  @Test
  void knowsTheSuperclassesOfAStoredFailure(@TempDir Path dir) {
    fails(new FileNotFoundException("1"));
    RetryPolicy policy =
        RetryPolicy.attempts(3).on(IOException.class).notOn(UncheckedIOException.class);
    DynamicFlow flow = DynamicFlow.of(flow(Retries.by(policy)));
    JdbcPersistence file = JdbcPersistence.h2(dir.resolve("runs"));
    try (Backstitch backstitch =
        Backstitch.builder(file)
            .options(EngineOptions.DEFAULT.neverResolve(true))
            .open()
            .register(flow)) {
      assertThatThrownBy(backstitch.start(flow.with(Map.of()), "r")::join)
          .isInstanceOf(FlowFailedException.class);
    }
    try (Backstitch backstitch = Backstitch.open(file).register(flow)) {
      backstitch.resume("r").join();
    }
    assertThat(log).hasSize(2);
  }

  @Test
  void allThatFailedTogetherMustAllowIt() {
    CountDownLatch both = new CountDownLatch(2);
    LinearFlow flow =
        LinearFlow.named("f")
            .retry(Retries.by(onIo(3)))
            .add(
                UnorderedFlow.named("u")
                    .add(together("x", both, new IOException("x")))
                    .add(together("y", both, new IllegalStateException("y"))));
    assertThatThrownBy(() -> DynamicFlow.of(flow).run(Map.of()))
        .isInstanceOf(FlowFailedException.class);
    assertThat(log).containsExactlyInAnyOrder("x", "y");
  }

  private Atom together(String name, CountDownLatch both, Exception failure) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add(name);
              both.countDown();
              both.await();
              throw failure;
            })
        .build();
  }

  @Test
  void whatIsDecidedInTheEndIsItsChoice() {
    fails(new IOException("1"), new IOException("2"), new IOException("3"));
    RetryPolicy all = RetryPolicy.attempts(2).inTheEnd(RetryDecision.REVERT_ALL);
    assertThatThrownBy(
            () ->
                DynamicFlow.of(
                        LinearFlow.named("outer")
                            .retry(Retries.times(5))
                            .add(flow(Retries.by(all))))
                    .run(Map.of()))
        .isInstanceOf(FlowFailedException.class);
    assertThat(log).hasSize(2);
  }

  @Test
  void limitsOtherControllersToo() {
    Symbol<String> mirror = Symbol.of("mirror", String.class);
    Atom fetch =
        Atom.named("fetch")
            .requires(mirror)
            .executes(
                in -> {
                  log.add(in.get(0, mirror));
                  throw new IOException("down");
                })
            .build();
    RetryAtom mirrors = Retries.forEach(List.of("a", "b", "c")).provides(mirror);
    for (RetryPolicy policy : List.of(RetryPolicy.attempts(2), RetryPolicy.unlimited())) {
      assertThatThrownBy(
              () ->
                  DynamicFlow.of(
                          LinearFlow.named("f").retry(Retries.limited(mirrors, policy)).add(fetch))
                      .run(Map.of()))
          .isInstanceOf(FlowFailedException.class);
    }
    assertThat(log).containsExactly("a", "b", "a", "b", "c");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void waitsBeforeItTriesAgain(TaskExecutor executor) {
    fails(new IOException("1"), new IOException("2"));
    Duration wait = Duration.ofMillis(30);
    long start = System.nanoTime();
    DynamicFlow.of(flow(Retries.by(onIo(3).delay(wait).backoff(2)))).with(Map.of()).run(executor);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(wait.multipliedBy(3));
    assertThat(log).hasSize(3);
    executor.close();
  }

  @Test
  void waitsStepByStepToo() {
    fails(new IOException("1"));
    InMemoryEngine<?> engine =
        DynamicFlow.of(flow(Retries.by(onIo(3).delay(Duration.ofMillis(5)))))
            .with(Map.of())
            .engine()
            .build();
    try (EngineSteps steps = engine.steps()) {
      steps.forEachRemaining(state -> {});
    }
    assertThat(engine.state()).isEqualTo(FlowState.SUCCESS);
    assertThat(log).hasSize(2);
  }

  @Test
  void theWaitsGrowAsFarAsTheyMayAndAreLeftToChanceInPart() {
    List<Duration> waits = new ArrayList<>();
    RetryPolicy policy =
        RetryPolicy.attempts(6)
            .delay(Duration.ofMillis(8))
            .backoff(2)
            .maxDelay(Duration.ofMillis(20));
    assertThat(waitsOf(policy, waits))
        .containsExactly(
            Duration.ofMillis(8),
            Duration.ofMillis(16),
            Duration.ofMillis(20),
            Duration.ofMillis(20));
    assertThat(waitsOf(policy.jitter(0.5), waits))
        .satisfiesExactly(
            wait -> assertThat(wait).isBetween(Duration.ofMillis(4), Duration.ofMillis(8)),
            wait -> assertThat(wait).isBetween(Duration.ofMillis(8), Duration.ofMillis(16)),
            wait -> assertThat(wait).isBetween(Duration.ofMillis(10), Duration.ofMillis(20)),
            wait -> assertThat(wait).isBetween(Duration.ofMillis(10), Duration.ofMillis(20)));
    assertThat(waitsOf(RetryPolicy.attempts(2).delay(Duration.ofSeconds(Long.MAX_VALUE)), waits))
        .startsWith(Duration.ofNanos(Long.MAX_VALUE));
  }

  /** What a controller under the policy is told to wait after each of four failures. */
  private static List<Duration> waitsOf(RetryPolicy policy, List<Duration> waits) {
    waits.clear();
    RetryController inner =
        new RetryController() {
          @Override
          public RetryDecision onFailure(RetryHistory history, Arguments in) {
            return RetryDecision.RETRY;
          }
        };
    Retries.limited(RetryAtom.of(inner), policy)
        .controlledBy(
            limited ->
                new RetryController() {
                  @Override
                  public RetryDecision onFailure(RetryHistory history, Arguments in) {
                    return RetryDecision.REVERT;
                  }

                  {
                    RetryHistory history = RetryHistory.EMPTY;
                    for (int i = 0; i < 4; i++) {
                      history = history.with(null);
                      try {
                        waits.add(limited.delay(history, null));
                      } catch (Throwable e) {
                        throw new AssertionError(e);
                      }
                    }
                  }
                });
    return waits;
  }

  /** Tells when a controller is about to wait. */
  private static final class Waiting implements RunListener {
    final CountDownLatch retrying = new CountDownLatch(1);

    @Override
    public void onAtom(AtomTransition t) {
      if (t.to() == AtomState.RETRYING) {
        retrying.countDown();
      }
    }
  }

  @Test
  void aRunThatWaitsHoldsNoThreadAndRestsWhenItIsAsked() throws Exception {
    fails(new IOException("1"));
    DynamicFlow flow = DynamicFlow.of(flow(Retries.by(onIo(3).delay(LONG))));
    CountingExecutor counting = CountingExecutor.over(TaskExecutor.threads(1));
    Waiting waiting = new Waiting();
    try (Backstitch backstitch =
        Backstitch.builder(new MemoryPersistence())
            .executor(counting)
            .listener(waiting)
            .open()
            .register(flow)) {
      FlowRun<?> run = backstitch.start(flow.with(Map.of()), "r");
      waiting.retrying.await();
      // The one thread is free for others, which come to their end.
      backstitch.start(flow.with(Map.of()), "other").join();
      run.suspend();
      assertThatThrownBy(run::join).isInstanceOf(FlowStoppedException.class);
      assertThat(run.state()).isEqualTo(FlowState.SUSPENDED);
      backstitch.resume("r").join();
    }
    assertThat(log).hasSize(3);
    counting.close();
  }

  /** Runs on threads that everybody shares must not need another of those to go on. */
  @Test
  void waitsWhileTheCommonPoolIsBusy() {
    RetryPolicy policy = RetryPolicy.attempts(2).delay(Duration.ofMillis(5));
    List<CompletableFuture<Void>> runs = new ArrayList<>();
    for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
      Atom once =
          Atom.named("once")
              .executes(
                  in -> {
                    if (in.context().attempt() == 1) {
                      throw new IOException("once");
                    }
                    return null;
                  })
              .build();
      LinearFlow flow = LinearFlow.named("f").retry(Retries.by(policy)).add(once);
      runs.add(
          CompletableFuture.runAsync(
              () -> DynamicFlow.of(flow).with(Map.of()).run(TaskExecutor.serial()),
              ForkJoinPool.commonPool()));
    }
    runs.forEach(CompletableFuture::join);
  }

  @Test
  void aRunThatWaitsIsClosedAtOnceAndRecovered() throws Exception {
    fails(new IOException("1"));
    DynamicFlow flow = DynamicFlow.of(flow(Retries.by(onIo(3).delay(LONG))));
    MemoryPersistence memory = new MemoryPersistence();
    Waiting waiting = new Waiting();
    try (Backstitch backstitch =
        Backstitch.builder(memory).listener(waiting).open().register(flow)) {
      backstitch.start(flow.with(Map.of()), "r");
      waiting.retrying.await();
    }
    try (Backstitch backstitch = Backstitch.open(memory).register(flow)) {
      backstitch.recover().runs().get(0).join();
    }
    assertThat(log).hasSize(2);
  }

  @Test
  void aFailureElsewhereCutsTheWaitShort() {
    fails(new IOException("1"));
    Waiting waiting = new Waiting();
    Atom beside =
        Atom.named("beside")
            .executes(
                in -> {
                  waiting.retrying.await();
                  throw new IllegalStateException("beside");
                })
            .build();
    InMemoryEngine<?> engine =
        DynamicFlow.of(
                UnorderedFlow.named("u").add(flow(Retries.by(onIo(3).delay(LONG)))).add(beside))
            .with(Map.of())
            .engine()
            .listener(waiting)
            .build();
    assertThatThrownBy(engine::run).hasStackTraceContaining("beside");
    assertThat(engine.state()).isEqualTo(FlowState.REVERTED);
    assertThat(log).hasSize(1);
  }

  @Test
  void aControllerThatCanNotTellItsWaitTriesAgainAtOnce() {
    RetryController broken =
        new RetryController() {
          @Override
          public RetryDecision onFailure(RetryHistory history, Arguments in) {
            return RetryDecision.RETRY;
          }

          @Override
          public Duration delay(RetryHistory history, Arguments in) {
            throw new IllegalStateException("no idea");
          }
        };
    fails(new IOException("1"));
    DynamicFlow.of(flow(RetryAtom.of(broken))).run(Map.of());
    assertThat(log).hasSize(2);
  }

  @Test
  @SuppressWarnings("NullAway")
  void aDurationThatIsNotGivenIsNamed() {
    RetryPolicy policy = RetryPolicy.attempts(2);
    assertThatNullPointerException()
        .isThrownBy(() -> policy.delay((Duration) null))
        .withMessage("delay");
    assertThatNullPointerException()
        .isThrownBy(() -> policy.maxDelay(null))
        .withMessage("maxDelay");
  }

  @Test
  void refusesWhatMakesNoSense() {
    RetryPolicy policy = RetryPolicy.attempts(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.attempts(0))
        .withMessage("A flow must be executed at least once, not 0 times");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.delay(Duration.ofSeconds(-1)))
        .withMessage("delay must not be negative, but is PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.maxDelay(Duration.ofSeconds(-1)))
        .withMessage("maxDelay must not be negative, but is PT-1S");
    for (double factor : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> policy.backoff(factor));
    }
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> policy.jitter(share));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.inTheEnd(RetryDecision.RETRY))
        .withMessage("What is decided in the end must be REVERT or REVERT_ALL, not RETRY");
    assertThat(policy.on(IOException.class).delay(Duration.ofMillis(5)).jitter(1))
        .hasToString("attempts 2, delay PT0.005S, jitter 1.0, on IOException, then REVERT");
  }
}
