package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.annotation.Depth;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.EngineState;
import io.backstitch.engine.EngineSteps;
import io.backstitch.engine.FlowTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.engine.RunStatistics;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.listener.CapturingListener;
import io.backstitch.retry.Retries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a run in the hands of its caller: steps, rest, deadline, reset, counts. */
class InMemoryEngineTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean mended = new AtomicBoolean();

  static Stream<TaskExecutor> executors() {
    return Stream.of(TaskExecutor.serial(), TaskExecutor.parallel(), TaskExecutor.threads(2));
  }

  private Atom task(String name) {
    return task(name, () -> {}, () -> {});
  }

  private Atom failing(String name) {
    return task(name, () -> failUnlessMended("boom"), () -> {});
  }

  private Atom stubborn(String name) {
    return task(name, () -> {}, () -> failUnlessMended("stuck"));
  }

  private Atom task(String name, Runnable execute, Runnable revert) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add("E:" + name);
              execute.run();
              return null;
            })
        .reverts(
            in -> {
              log.add("R:" + name);
              revert.run();
            })
        .build();
  }

  private void failUnlessMended(String message) {
    if (!mended.get()) {
      throw new IllegalStateException(message);
    }
  }

  private static InMemoryEngine.Builder<Results> over(FlowPattern flow) {
    return DynamicFlow.of(flow).with(Map.of()).engine();
  }

  private FlowPattern line(Atom... atoms) {
    LinearFlow flow = LinearFlow.named("f");
    for (Atom atom : atoms) {
      flow = flow.add(atom);
    }
    return flow;
  }

  private static RunListener whenDone(String atom, Runnable action) {
    return new RunListener() {
      @Override
      public void onAtom(AtomTransition transition) {
        if (transition.atom().equals(atom) && transition.to() == AtomState.SUCCESS) {
          action.run();
        }
      }
    };
  }

  // ---- Steps ----

  @Test
  void stepsAreThoseOfTheMachineAndNothingRunsBetweenThem() {
    InMemoryEngine<Results> engine =
        over(line(task("a"), task("b"))).executor(TaskExecutor.serial()).build();
    List<String> seen = new ArrayList<>();
    try (EngineSteps steps = engine.steps()) {
      while (steps.hasNext()) {
        EngineState state = steps.next();
        seen.add(state + " " + log);
      }
      assertThatThrownBy(steps::next)
          .isInstanceOf(NoSuchElementException.class)
          .hasMessage("The run has come to rest");
    }
    assertThat(seen)
        .containsExactly(
            "RESUMING []",
            "WAITING []",
            "ANALYZING []",
            "SCHEDULING []",
            "WAITING []",
            "ANALYZING [E:a]",
            "SCHEDULING [E:a]",
            "WAITING [E:a]",
            "ANALYZING [E:a, E:b]",
            "SUCCESS [E:a, E:b]");
    assertThat(engine.state()).isEqualTo(FlowState.SUCCESS);
    engine.outcome();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void steppingDoesWhatRunningDoes(TaskExecutor executor) {
    FlowPattern flow =
        LinearFlow.named("f")
            .add(task("a"))
            .add(UnorderedFlow.named("u").add(task("b")).add(task("c")).add(task("d")))
            .add(failing("e"));
    InMemoryEngine<Results> engine = over(flow).executor(executor).build();
    EngineState last = EngineState.UNDEFINED;
    try (EngineSteps steps = engine.steps()) {
      while (steps.hasNext()) {
        last = steps.next();
      }
    }
    assertThat(last).isEqualTo(EngineState.REVERTED);
    assertThat(log).hasSize(10).startsWith("E:a").endsWith("R:a");
    assertThatThrownBy(engine::outcome)
        .isInstanceOf(FlowFailedException.class)
        .hasRootCauseMessage("boom");
    executor.close();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void closingTheStepsLetsTheRunRestAndItCarriesOn(TaskExecutor executor) {
    InMemoryEngine<Results> engine =
        over(line(task("a"), task("b"), task("c"))).executor(executor).build();
    try (EngineSteps steps = engine.steps()) {
      while (!log.contains("E:a")) {
        steps.next();
      }
    }
    assertThat(engine.state()).isEqualTo(FlowState.SUSPENDED);
    assertThat(log).containsExactly("E:a");
    assertThatThrownBy(engine::outcome).isInstanceOf(FlowStoppedException.class);
    engine.run();
    assertThat(log).containsExactly("E:a", "E:b", "E:c");
    executor.close();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void stepsThatAreClosedBeforeTheFirstStartNothing(TaskExecutor executor) {
    InMemoryEngine<Results> engine = over(line(task("a"))).executor(executor).build();
    engine.steps().close();
    assertThat(engine.state()).isEqualTo(FlowState.SUSPENDED);
    assertThat(log).isEmpty();
    engine.run();
    assertThat(log).containsExactly("E:a");
    executor.close();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void suspendingBetweenStepsEndsThem(TaskExecutor executor) {
    InMemoryEngine<Results> engine = over(line(task("a"), task("b"))).executor(executor).build();
    List<EngineState> seen = new ArrayList<>();
    try (EngineSteps steps = engine.steps()) {
      while (steps.hasNext()) {
        seen.add(steps.next());
        if (log.contains("E:a")) {
          engine.suspend();
        }
      }
    }
    assertThat(seen).endsWith(EngineState.SUSPENDED);
    assertThat(log).containsExactly("E:a");
    executor.close();
  }

  @Test
  void otherThreadsMaySuspendARunWhoseStepsWait() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Atom waits =
        Atom.named("a")
            .executes(
                in -> {
                  inside.countDown();
                  go.await();
                  return null;
                })
            .build();
    InMemoryEngine<Results> engine = over(line(waits, task("b"))).build();
    Thread other =
        new Thread(
            () -> {
              try {
                inside.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              engine.suspend();
              go.countDown();
            });
    other.start();
    EngineState last = EngineState.UNDEFINED;
    try (EngineSteps steps = engine.steps()) {
      while (steps.hasNext()) {
        last = steps.next();
      }
    }
    other.join();
    assertThat(last).isEqualTo(EngineState.SUSPENDED);
    assertThat(log).isEmpty();
  }

  @Test
  void anInterruptDuringAStepReachesTheCallerAndNotTheNextAtom() {
    Atom interrupting =
        Atom.named("a")
            .executes(
                in -> {
                  Thread.currentThread().interrupt();
                  return null;
                })
            .build();
    Atom checking =
        Atom.named("b")
            .executes(
                in -> {
                  log.add("interrupted: " + Thread.currentThread().isInterrupted());
                  return null;
                })
            .build();
    InMemoryEngine<Results> engine =
        over(line(interrupting, checking)).executor(TaskExecutor.serial()).build();
    boolean interrupted = false;
    try (EngineSteps steps = engine.steps()) {
      while (steps.hasNext()) {
        steps.next();
        interrupted |= Thread.interrupted();
      }
    }
    assertThat(interrupted).isTrue();
    assertThat(log).containsExactly("interrupted: false");
  }

  @Test
  void oneThreadAtATime() {
    InMemoryEngine<Results> engine = over(line(task("a"))).executor(TaskExecutor.serial()).build();
    try (EngineSteps steps = engine.steps()) {
      steps.next();
      for (Runnable call : List.<Runnable>of(engine::run, engine::steps, engine::reset)) {
        assertThatThrownBy(call::run)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("of flow 'f' is under way already");
      }
      assertThatThrownBy(engine::outcome)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has not come to rest yet");
    }
  }

  // ---- Rest ----

  @ParameterizedTest
  @MethodSource("executors")
  void whatIsSkippedIsSettledBeforeTheRest(TaskExecutor executor) {
    AtomicReference<InMemoryEngine<Results>> self = new AtomicReference<>();
    InMemoryEngine<Results> engine =
        over(GraphFlow.named("f")
                .add(task("a"))
                .add(task("b"))
                .link("a", "b", results -> false, Depth.ALL))
            .executor(executor)
            .listener(whenDone("a", () -> self.get().suspend()))
            .build();
    self.set(engine);
    engine.run();
    assertThat(engine.state()).isEqualTo(FlowState.SUCCESS);
    assertThat(log).containsExactly("E:a");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void suspendedRunCarriesOnWhereItStood(TaskExecutor executor) {
    List<FlowState> states = new ArrayList<>();
    AtomicReference<InMemoryEngine<Results>> self = new AtomicReference<>();
    InMemoryEngine<Results> engine =
        over(line(task("a"), task("b"), task("c")))
            .executor(executor)
            .listener(whenDone("a", () -> self.get().suspend()))
            .listener(
                new RunListener() {
                  @Override
                  public void onFlow(FlowTransition transition) {
                    states.add(transition.to());
                  }
                })
            .build();
    self.set(engine);
    assertThatThrownBy(engine::run)
        .isInstanceOf(FlowStoppedException.class)
        .hasMessageContaining("of flow 'f'");
    assertThat(log).containsExactly("E:a");
    engine.run();
    assertThat(log).containsExactly("E:a", "E:b", "E:c");
    assertThat(states)
        .containsExactly(
            FlowState.RUNNING,
            FlowState.SUSPENDING,
            FlowState.SUSPENDED,
            FlowState.RUNNING,
            FlowState.SUCCESS);
    executor.close();
  }

  @Test
  @SuppressWarnings("NullAway")
  void aTimeThatIsNotGivenIsRefusedAndTheRunCanStillBeRun() {
    InMemoryEngine<Results> engine = over(line(task("a"))).build();
    assertThatThrownBy(() -> engine.run(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("most");
    assertThat(engine.state()).isEqualTo(FlowState.PENDING);
    engine.run();
    assertThat(log).containsExactly("E:a");
  }

  @Test
  void aTimeThatIsLongerThanAnyClockCountsIsNeverOver() throws TimeoutException {
    over(line(task("a"))).build().run(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(log).containsExactly("E:a");
  }

  @Test
  void aRunThatIsOverWhenItsTimeIsSucceeds() throws TimeoutException {
    InMemoryEngine<Results> engine = over(line(task("a"))).build();
    engine.run(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(engine.state()).isEqualTo(FlowState.SUCCESS);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aRunRestsWhenItsTimeIsOver(TaskExecutor executor) {
    // It does not come to its end by itself.
    FlowPattern flow =
        LinearFlow.named("f").retry(Retries.times(Integer.MAX_VALUE)).add(failing("a"));
    InMemoryEngine<Results> engine = over(flow).executor(executor).build();
    assertThatThrownBy(() -> engine.run(Duration.ofMillis(1)))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining(
            "of flow 'f' rests where it stood when its time of PT0.001S was over; running it again"
                + " carries on");
    assertThat(engine.state()).isEqualTo(FlowState.SUSPENDED);
    mended.set(true);
    engine.run();
    assertThat(engine.state()).isEqualTo(FlowState.SUCCESS);
    executor.close();
  }

  @Test
  void whoStopsInMemoryIsToldHowToCarryOn() {
    AtomicReference<InMemoryEngine<Results>> self = new AtomicReference<>();
    Atom fatal =
        task(
            "b",
            () -> {
              if (!mended.get()) {
                throw new OutOfMemoryError("as it was told");
              }
            },
            () -> {});
    InMemoryEngine<Results> engine =
        over(line(task("a"), fatal)).listener(whenDone("a", () -> self.get().suspend())).build();
    self.set(engine);
    assertThatThrownBy(engine::run)
        .isInstanceOf(FlowStoppedException.class)
        .hasMessageMatching(
            "Run '.*' of flow 'f' rests where it stood, because it was suspended. What it has done"
                + " is kept in memory only, by its InMemoryEngine: run\\(\\) of that carries on from"
                + " there.");
    assertThatThrownBy(engine::run)
        .isInstanceOf(FlowStoppedException.class)
        .hasCauseInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining("stopped where it stood, because the Java virtual machine reported")
        .hasMessageEndingWith("by its InMemoryEngine: run() of that carries on from there.");
    assertThat(engine.state()).isEqualTo(FlowState.SUSPENDED);
    mended.set(true);
    engine.run();
    assertThat(log).containsExactly("E:a", "E:b", "E:b");
  }

  @Test
  void whatAFatalErrorLeftInTheMiddleIsUndone() {
    Atom fatal =
        Atom.named("fatal")
            .priority(1)
            .executes(
                in -> {
                  log.add("E:fatal");
                  throw new OutOfMemoryError("as it was told");
                })
            .reverts(in -> log.add("R:fatal"))
            .build();
    InMemoryEngine<Results> engine =
        over(UnorderedFlow.named("f")
                .add(LinearFlow.named("g").add(task("a").priority(9)).add(failing("b").priority(9)))
                .add(fatal))
            .executor(TaskExecutor.serial())
            .build();
    assertThatThrownBy(engine::run).isInstanceOf(FlowStoppedException.class);
    log.clear();
    assertThatThrownBy(engine::run).isInstanceOf(FlowFailedException.class);
    assertThat(log).contains("R:fatal", "R:a");
  }

  @Test
  void anInterruptBetweenTwoAtomsReachesNeither() {
    Atom checking =
        Atom.named("b")
            .executes(
                in -> {
                  log.add("interrupted: " + Thread.currentThread().isInterrupted());
                  return null;
                })
            .build();
    InMemoryEngine<Results> engine =
        over(line(task("a"), checking))
            .executor(TaskExecutor.serial())
            .listener(whenDone("a", () -> Thread.currentThread().interrupt()))
            .build();
    engine.run();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log).containsExactly("E:a", "interrupted: false");
  }

  @Test
  void aDeciderMayAskTheRunToRest() {
    AtomicReference<InMemoryEngine<Results>> self = new AtomicReference<>();
    FlowPattern flow =
        GraphFlow.named("f")
            .add(task("a"))
            .add(task("b"))
            .link(
                "a",
                "b",
                results -> {
                  self.get().suspend();
                  return true;
                },
                Depth.ATOM);
    InMemoryEngine<Results> engine = over(flow).executor(TaskExecutor.serial()).build();
    self.set(engine);
    assertThatThrownBy(engine::run).isInstanceOf(FlowStoppedException.class);
    assertThat(log).containsExactly("E:a");
  }

  @Test
  void anOutcomeStaysWhatItWasWhenTheRunGoesOn() {
    Atom counting = Atom.named("a").provides(X).executes(in -> in.context().attempt()).build();
    InMemoryEngine<Results> engine = over(line(counting)).build();
    Results first = engine.run();
    engine.reset();
    Results second = engine.run();
    assertThat(first.getOrNull(X)).isEqualTo(1);
    assertThat(second.getOrNull(X)).isEqualTo(2);
  }

  // ---- Run again, and reset ----

  @ParameterizedTest
  @MethodSource("executors")
  void aRunThatWasUndoneBeginsAnew(TaskExecutor executor) {
    InMemoryEngine<Results> engine = over(line(task("a"), failing("b"))).executor(executor).build();
    assertThatThrownBy(engine::run).isInstanceOf(FlowFailedException.class);
    mended.set(true);
    engine.run();
    assertThat(log).containsExactly("E:a", "E:b", "R:b", "R:a", "E:a", "E:b");
    executor.close();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aRunThatIsHalfWayTriesTheRevertsAgain(TaskExecutor executor) {
    InMemoryEngine<Results> engine =
        over(line(task("a"), stubborn("b"), failing("c"))).executor(executor).build();
    FlowFailedException halfWay = catchThrowableOfType(FlowFailedException.class, engine::run);
    assertThat(halfWay.state()).isEqualTo(FlowState.FAILURE);
    mended.set(true);
    FlowFailedException undone = catchThrowableOfType(FlowFailedException.class, engine::run);
    assertThat(undone.state()).isEqualTo(FlowState.REVERTED);
    assertThat(log).containsExactly("E:a", "E:b", "E:c", "R:c", "R:b", "R:b", "R:a");
    executor.close();
  }

  /** As in TaskFlow, it is looked through once more. */
  @Test
  void aRunThatIsDoneStaysSo() {
    CapturingListener captured = new CapturingListener();
    InMemoryEngine<Results> engine = over(line(task("a"))).listener(captured).build();
    engine.run();
    captured.clear();
    engine.run();
    assertThat(log).containsExactly("E:a");
    assertThat(captured.names()).containsExactly("f RUNNING", "f SUCCESS");
  }

  @Test
  void resetWorksFromEveryStateAtRest() {
    List<String> keys = new ArrayList<>();
    Atom counting =
        Atom.named("k")
            .executes(
                in -> {
                  keys.add(in.context().idempotencyKey().replaceFirst("^[^/]*", "run"));
                  return null;
                })
            .build();
    InMemoryEngine<Results> engine =
        over(LinearFlow.named("f")
                .retry(Retries.forEach(List.of(1, 2)))
                .add(counting)
                .add(stubborn("b"))
                .add(failing("c")))
            .executor(TaskExecutor.serial())
            .build();

    engine.reset();
    assertThat(engine.state()).isEqualTo(FlowState.PENDING);
    assertThatThrownBy(engine::run).isInstanceOf(FlowFailedException.class);
    assertThat(engine.state()).isEqualTo(FlowState.FAILURE);

    engine.reset();
    mended.set(true);
    engine.run();
    assertThat(engine.state()).isEqualTo(FlowState.SUCCESS);

    engine.reset();
    mended.set(false);
    FlowFailedException again = catchThrowableOfType(FlowFailedException.class, engine::run);
    assertThat(again.state()).isEqualTo(FlowState.FAILURE);
    assertThat(again.failures()).extracting(Failure::atom).containsExactly("c");
    assertThat(again.revertFailures()).extracting(Failure::atom).containsExactly("b");

    engine.reset();
    try (EngineSteps steps = engine.steps()) {
      steps.next();
    }
    assertThat(engine.state()).isEqualTo(FlowState.SUSPENDED);

    engine.reset();
    mended.set(true);
    engine.run();
    assertThat(keys).containsExactly("run/k/1", "run/k/2", "run/k/3", "run/k/4");
    assertThatThrownBy(
            () -> {
              throw again;
            })
        .hasMessageContaining("'f'");
  }

  @Test
  void afterAResetOldFailuresAreNotToldAnyMore() {
    Atom other =
        Atom.named("a")
            .executes(
                in -> {
                  if (mended.get()) {
                    throw new IllegalStateException("another");
                  }
                  return null;
                })
            .build();
    InMemoryEngine<Results> engine = over(line(other, stubborn("b"), failing("c"))).build();
    assertThatThrownBy(engine::run).isInstanceOf(FlowFailedException.class);
    engine.reset();
    mended.set(true);
    FlowFailedException failed = catchThrowableOfType(FlowFailedException.class, engine::run);
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed.failures()).extracting(Failure::atom).containsExactly("a");
    assertThat(failed.revertFailures()).isEmpty();
  }

  // ---- Options ----

  @Test
  void neverResolveLeavesEverythingAsItIs() {
    InMemoryEngine<Results> engine =
        over(line(task("a"), failing("b")))
            .options(EngineOptions.DEFAULT.neverResolve(true))
            .build();
    FlowFailedException failed = catchThrowableOfType(FlowFailedException.class, engine::run);
    assertThat(failed.state()).isEqualTo(FlowState.FAILURE);
    assertThat(log).containsExactly("E:a", "E:b");
    assertThat(catchThrowableOfType(FlowFailedException.class, engine::run).state())
        .isEqualTo(FlowState.FAILURE);
    assertThat(log).containsExactly("E:a", "E:b");
  }

  @Test
  void withoutDeferredRevertsAControllerThatGivesUpUndoesItsOwnFlowOnly() {
    FlowPattern flow =
        LinearFlow.named("f")
            .add(task("a"))
            .add(LinearFlow.named("g").retry(Retries.alwaysRevert()).add(failing("b")));
    InMemoryEngine<Results> engine =
        over(flow).options(EngineOptions.DEFAULT.deferReverts(false)).build();
    FlowFailedException failed = catchThrowableOfType(FlowFailedException.class, engine::run);
    assertThat(log).containsExactly("E:a", "E:b", "R:b");
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed)
        .hasMessageContaining(
            "of flow 'f' failed, and only what its retry controllers guard was undone, as it was"
                + " told not to defer reverts; what was done by 'a' stays; atom b");
  }

  @Test
  void withoutDeferredRevertsItSaysThatAllIsUndoneOnlyIfItIs() {
    InMemoryEngine<Results> engine =
        over(line(task("a"), failing("b")))
            .options(EngineOptions.DEFAULT.deferReverts(false))
            .build();
    assertThatThrownBy(engine::run)
        .isInstanceOf(FlowFailedException.class)
        .hasMessageContaining("failed, and everything it had done was undone; atom b");
  }

  @Test
  void ofManyAtomsWhoseWorkStaysTheFirstAreNamed() {
    LinearFlow flow = LinearFlow.named("f");
    for (String name : List.of("a", "b", "c", "d", "e", "g", "h")) {
      flow = flow.add(task(name));
    }
    InMemoryEngine<Results> engine =
        over(flow.add(LinearFlow.named("i").retry(Retries.times(1)).add(failing("j"))))
            .options(EngineOptions.DEFAULT.deferReverts(false))
            .build();
    assertThatThrownBy(engine::run)
        .hasMessageContaining("what was done by 'a', 'b', 'c', 'd', 'e' and 2 more stays");
  }

  // ---- Statistics ----

  @Test
  void statisticsCountWhatHasHappened() {
    AtomicInteger calls = new AtomicInteger();
    Atom flaky =
        Atom.named("flaky")
            .provides(X)
            .executes(
                in -> {
                  if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("once");
                  }
                  return 1;
                })
            .build();
    FlowPattern flow =
        GraphFlow.named("f")
            .add(LinearFlow.named("g").retry(Retries.times(2)).add(task("a")).add(flaky))
            .add(task("skipped"))
            .link("g", "skipped", results -> false, Depth.ATOM);
    InMemoryEngine<Results> engine = over(flow).executor(TaskExecutor.serial()).build();
    assertThat(engine.statistics()).isEqualTo(RunStatistics.NONE);
    engine.run();
    RunStatistics told = engine.statistics();
    // The controller, a, again the controller, a, and flaky.
    assertThat(told.executed()).isEqualTo(5);
    assertThat(told.failed()).isEqualTo(1);
    assertThat(told.ignored()).isEqualTo(1);
    assertThat(told.reverted()).isEqualTo(2);
    assertThat(told.revertsFailed()).isZero();
    assertThat(told.retries()).isEqualTo(1);
    assertThat(told.steps()).isPositive();
    assertThat(told.inMethods()).isPositive();
    assertThat(told.active()).isGreaterThanOrEqualTo(told.inMethods());
    assertThat(engine.statistics()).isEqualTo(told);
  }

  @Test
  void statisticsGoOnWhenTheRunDoes() {
    AtomicReference<InMemoryEngine<Results>> self = new AtomicReference<>();
    InMemoryEngine<Results> engine =
        over(line(task("a"), task("b")))
            .listener(whenDone("a", () -> self.get().suspend()))
            .build();
    self.set(engine);
    assertThatThrownBy(engine::run).isInstanceOf(FlowStoppedException.class);
    assertThat(engine.statistics().executed()).isEqualTo(1);
    engine.run();
    assertThat(engine.statistics().executed()).isEqualTo(2);
  }
}
