package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.CrashingPersistence.Kind;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.FlowTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunStore;
import io.backstitch.retry.Retries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stored runs that are told to rest, carry on, or begin anew. */
class SuspendAndResetTest {

  private static final String RUN = "r";

  @TempDir static Path directory;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** What does not fail any more. */
  private final Set<String> mended = Collections.synchronizedSet(new HashSet<>());

  static Stream<Setup> setups() {
    return Stream.of(
        new Setup("memory, serial", new MemoryPersistence(), TaskExecutor.serial()),
        new Setup("memory, parallel", new MemoryPersistence(), TaskExecutor.threads(3)),
        new Setup("h2, serial", h2(), TaskExecutor.serial()),
        new Setup("h2, parallel", h2(), TaskExecutor.threads(3)));
  }

  private static Persistence h2() {
    return JdbcPersistence.h2(directory.resolve("runs-" + System.nanoTime()));
  }

  private Atom task(String name) {
    return Atom.named(name)
        .provides(Symbol.of(name, int.class))
        .executes(
            in -> {
              log.add("E:" + in.context().idempotencyKey());
              if (!mended.contains(name) && name.startsWith("bad")) {
                throw new IllegalStateException("boom");
              }
              return 1;
            })
        .reverts(
            in -> {
              log.add("R:" + in.context().idempotencyKey());
              if (!mended.contains(name) && name.startsWith("stubborn")) {
                throw new IllegalStateException("stuck");
              }
            })
        .build();
  }

  private DynamicFlow line(String... names) {
    LinearFlow flow = LinearFlow.named("f");
    for (String name : names) {
      flow = flow.add(task(name));
    }
    return DynamicFlow.of(flow);
  }

  /** Runs until an atom is done, and lets the run rest there. */
  private static FlowStoppedException runUntil(Setup setup, DynamicFlow flow, String atom) {
    AtomicReference<@Nullable Backstitch> opened = new AtomicReference<>();
    RunListener suspender =
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition) {
            if (transition.atom().equals(atom) && transition.to() == AtomState.SUCCESS) {
              // Resuming a run that is driven here just gives it.
              opened.get().resume(RUN).suspend();
            }
          }
        };
    try (Backstitch backstitch = setup.listening(suspender)) {
      opened.set(backstitch);
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      FlowStoppedException stopped = catchThrowableOfType(FlowStoppedException.class, run::join);
      assertThat(run.state()).isEqualTo(FlowState.SUSPENDED);
      return stopped;
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aSuspendedRunRestsUntilItIsResumed(Setup setup) {
    DynamicFlow flow = line("a", "b", "c");
    assertThat(runUntil(setup, flow, "a"))
        .hasMessage(
            "Run 'r' of flow 'f' rests where it stood, because it was suspended. What it has done is"
                + " kept; it goes on when somebody resumes it.");

    List<FlowState> states = Collections.synchronizedList(new ArrayList<>());
    RunListener watcher =
        new RunListener() {
          @Override
          public void onFlow(FlowTransition transition) {
            states.add(transition.from());
            states.add(transition.to());
          }
        };
    try (Backstitch backstitch = setup.listening(watcher)) {
      backstitch.register(flow);
      Recovery recovery = backstitch.recover();
      assertThat(recovery.runs()).isEmpty();
      assertThat(recovery.leftAlone())
          .containsExactly(
              new Recovery.LeftAlone(
                  RUN, "f", FlowState.SUSPENDED, "It was suspended; resume carries on with it"));
      assertThat(recovery)
          .hasToString(
              "Recovery[left alone: run 'r' of flow 'f' in state SUSPENDED: It was suspended;"
                  + " resume carries on with it]");
      FlowRun<Results> again = backstitch.start(flow.with(Map.of()), RUN);
      assertThat(again.state()).isEqualTo(FlowState.SUSPENDED);
      assertThatThrownBy(again::join).isInstanceOf(FlowStoppedException.class);
      assertThat(log).containsExactly("E:r/a/1");

      backstitch.resume(RUN).join();
      assertThat(log).containsExactly("E:r/a/1", "E:r/b/1", "E:r/c/1");
      assertThat(states)
          .containsExactly(
              FlowState.SUSPENDED, FlowState.RUNNING, FlowState.RUNNING, FlowState.SUCCESS);
    }
  }

  @Test
  void aRunThatWasResumedAndThenCrashesIsRecovered() {
    int commits = 0;
    boolean crashed = true;
    for (; crashed; commits++) {
      log.clear();
      MemoryPersistence memory = new MemoryPersistence();
      Setup setup = new Setup("memory", memory, TaskExecutor.serial());
      DynamicFlow flow = line("a", "b", "c");
      runUntil(setup, flow, "a");
      CrashingPersistence crashing =
          new CrashingPersistence(memory, true, commits, Kind.BEFORE_THE_COMMIT);
      try (Backstitch backstitch = new Setup("", crashing, setup.executor()).open()) {
        backstitch.register(flow);
        backstitch.resume(RUN).join();
      } catch (FlowStoppedException e) {
        assertThat(e.runId()).isEqualTo(RUN);
      }
      crashed = crashing.hasCrashed();
      if (crashed) {
        try (Backstitch backstitch = setup.open()) {
          backstitch.register(flow);
          if (commits == 0) {
            // It was not known yet that the run is under way again, and nothing of it was.
            assertThat(log).containsExactly("E:r/a/1");
            backstitch.resume(RUN).join();
          } else {
            assertThat(backstitch.recover().runs()).hasSize(1);
            backstitch.start(flow.with(Map.of()), RUN).join();
          }
        }
      }
      assertThat(new HashSet<>(log)).containsExactlyInAnyOrder("E:r/a/1", "E:r/b/1", "E:r/c/1");
    }
    assertThat(commits).isGreaterThan(3);
  }

  @Test
  void whatHadNotStartedWhenTheRunWasSuspendedIsNotUndone() {
    FlowPattern pattern =
        LinearFlow.named("f")
            .add(task("a"))
            .add(UnorderedFlow.named("u").add(task("bad")).add(task("never")));
    DynamicFlow flow = DynamicFlow.of(pattern);
    Setup setup = new Setup("memory", new MemoryPersistence(), TaskExecutor.serial());
    runUntil(setup, flow, "a");
    try (Backstitch backstitch = setup.open()) {
      backstitch.register(flow);
      FlowFailedException failed =
          catchThrowableOfType(FlowFailedException.class, () -> backstitch.resume(RUN).join());
      assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    }
    assertThat(log).containsExactly("E:r/a/1", "E:r/bad/1", "R:r/bad/1/revert", "R:r/a/1/revert");
  }

  /**
   * One that was caught in the middle by a crash, and not looked at before the run was suspended.
   */
  @Test
  void whatMayHaveStartedBeforeACrashIsUndoneAfterARest() {
    Atom caught =
        Atom.named("caught")
            .priority(1)
            .executes(in -> log.add("E:" + in.context().idempotencyKey()))
            .reverts(in -> log.add("R:" + in.context().idempotencyKey()))
            .build();
    DynamicFlow flow =
        DynamicFlow.of(
            UnorderedFlow.named("f")
                .add(LinearFlow.named("g").add(task("a").priority(9)).add(task("bad").priority(9)))
                .add(caught));
    MemoryPersistence memory = new MemoryPersistence();
    CrashingPersistence crashing = new CrashingPersistence(memory, true, 2, Kind.BEFORE_THE_COMMIT);
    try (Backstitch backstitch = new Setup("", crashing, TaskExecutor.serial()).open()) {
      backstitch.register(flow);
      assertThatThrownBy(backstitch.start(flow.with(Map.of()), RUN)::join)
          .isInstanceOf(FlowStoppedException.class);
    }
    assertThat(log).containsExactly("E:r/a/1", "E:r/caught/1");
    Setup survivor = new Setup("", memory, TaskExecutor.serial());
    AtomicReference<@Nullable Backstitch> opened = new AtomicReference<>();
    RunListener suspender =
        new RunListener() {
          @Override
          public void onFlow(FlowTransition transition) {
            if (transition.to() == FlowState.RUNNING) {
              opened.get().resume(RUN).suspend();
            }
          }
        };
    try (Backstitch backstitch = survivor.listening(suspender)) {
      opened.set(backstitch);
      backstitch.register(flow);
      assertThat(backstitch.recover().runs()).hasSize(1);
    }
    log.clear();
    try (Backstitch backstitch = survivor.open()) {
      backstitch.register(flow);
      assertThatThrownBy(backstitch.resume(RUN)::join).isInstanceOf(FlowFailedException.class);
    }
    assertThat(log).contains("R:r/caught/1/revert");
  }

  @Test
  void aRunThatHasNotSetOffYetCanBeSuspended() throws InterruptedException {
    DynamicFlow flow = line("a");
    ExecutorService one = Executors.newSingleThreadExecutor();
    CountDownLatch free = new CountDownLatch(1);
    try (Backstitch backstitch = Backstitch.builder(h2()).executor(TaskExecutor.on(one)).open()) {
      backstitch.register(flow);
      var busy =
          one.submit(
              () -> {
                free.await();
                return null;
              });
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      run.suspend();
      free.countDown();
      assertThatThrownBy(run::join).hasMessageContaining("because it was suspended");
      assertThat(busy).isDone();
      assertThat(run.state()).isEqualTo(FlowState.SUSPENDED);
      assertThat(log).isEmpty();
      backstitch.resume(RUN).join();
      assertThat(log).containsExactly("E:r/a/1");
    } finally {
      one.shutdown();
    }
  }

  @Test
  void suspendingARunAtRestDoesNothing() {
    DynamicFlow flow = line("a");
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      run.join();
      run.suspend();
      assertThat(run.state()).isEqualTo(FlowState.SUCCESS);
    }
  }

  // ---- Reset ----

  @ParameterizedTest
  @MethodSource("setups")
  void aRunThatWasUndoneCanBeTriedAgain(Setup setup) {
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f")
                .retry(Retries.forEach(List.of(1, 2)))
                .add(task("a"))
                .add(task("bad")));
    try (Backstitch backstitch = setup.open()) {
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      assertThatThrownBy(run::join).isInstanceOf(FlowFailedException.class);
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
      log.clear();
      backstitch.reset(RUN);
      assertThat(log).isEmpty();
    }
    mended.add("bad");
    try (Backstitch backstitch = setup.open()) {
      backstitch.register(flow);
      Recovery recovery = backstitch.recover();
      assertThat(recovery.runs()).hasSize(1);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      run.join();
      assertThat(recovery)
          .hasToString("Recovery[carries on: run 'r' of flow 'f' in state SUCCESS]");
      // After two attempts comes the third, but it begins with the first value again.
      assertThat(log).containsExactly("E:r/a/3", "E:r/bad/3");
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void resetForgetsWhatCouldNotBeUndone(Setup setup) {
    DynamicFlow flow = line("a", "stubborn", "bad");
    try (Backstitch backstitch = setup.open()) {
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      assertThatThrownBy(run::join).isInstanceOf(FlowFailedException.class);
      assertThat(run.state()).isEqualTo(FlowState.FAILURE);
      log.clear();
      backstitch.reset(RUN);
      mended.add("stubborn");
      FlowFailedException failed =
          catchThrowableOfType(FlowFailedException.class, () -> backstitch.resume(RUN).join());
      assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
      assertThat(failed.failures()).extracting(Failure::atom).containsExactly("bad");
      assertThat(failed.revertFailures()).isEmpty();
      assertThat(log)
          .containsExactly(
              "E:r/a/2",
              "E:r/stubborn/2",
              "E:r/bad/2",
              "R:r/bad/2/revert",
              "R:r/stubborn/2/revert",
              "R:r/a/2/revert");
    }
  }

  @Test
  void resetOfASuspendedOrFinishedRunBeginsAnew() {
    Setup setup = new Setup("memory", new MemoryPersistence(), TaskExecutor.serial());
    DynamicFlow flow = line("a", "b");
    runUntil(setup, flow, "a");
    try (Backstitch backstitch = setup.open()) {
      backstitch.register(flow);
      backstitch.reset(RUN);
      backstitch.resume(RUN).join();
      backstitch.reset(RUN);
      backstitch.reset(RUN);
      backstitch.resume(RUN).join();
    }
    assertThat(log).containsExactly("E:r/a/1", "E:r/a/2", "E:r/b/1", "E:r/a/3", "E:r/b/2");
  }

  @Test
  void resetIsTheWayOutForARunWhoseAtomsHaveChanged() {
    Setup setup = new Setup("memory", new MemoryPersistence(), TaskExecutor.serial());
    DynamicFlow before = line("a", "gone");
    runUntil(setup, before, "a");
    DynamicFlow between = line("a", "gone", "bad");
    try (Backstitch backstitch = setup.open()) {
      backstitch.register(between);
      assertThatThrownBy(backstitch.resume(RUN)::join).isInstanceOf(FlowFailedException.class);
    }
    DynamicFlow after = line("a", "new");
    try (Backstitch backstitch = setup.open()) {
      backstitch.register(after);
      assertThatThrownBy(() -> backstitch.start(after.with(Map.of()), RUN))
          .isInstanceOf(InvalidFlowException.class)
          .hasMessageContaining("it has no atom 'bad' any more");
      log.clear();
      backstitch.reset(RUN);
      backstitch.resume(RUN).join();
    }
    assertThat(log).containsExactly("E:r/a/2", "E:r/new/1");
  }

  @Test
  void onlyARunAtRestIsReset() {
    MemoryPersistence memory = new MemoryPersistence();
    CrashingPersistence crashing = new CrashingPersistence(memory, true, 2, Kind.BEFORE_THE_COMMIT);
    DynamicFlow flow = line("a", "b");
    try (Backstitch backstitch = new Setup("", crashing, TaskExecutor.serial()).open()) {
      backstitch.register(flow);
      assertThatThrownBy(backstitch.start(flow.with(Map.of()), RUN)::join)
          .isInstanceOf(FlowStoppedException.class);
    }
    try (Backstitch backstitch = new Setup("", memory, TaskExecutor.serial()).open()) {
      backstitch.register(flow);
      assertThatThrownBy(() -> backstitch.reset(RUN))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Run 'r' of flow 'f' is not at rest: it was under way when its process ended, and what"
                  + " it did then is not known; recover it first");
      assertThatThrownBy(() -> backstitch.reset("other"))
          .isInstanceOf(InvalidFlowException.class)
          .hasMessageContaining(
              "There is no run 'other' here, so it can't be reset; check its id, and where its runs"
                  + " are stored");
      assertThatThrownBy(() -> backstitch.resume("other"))
          .isInstanceOf(InvalidFlowException.class)
          .hasMessageContaining("There is no run 'other' here, so it can't be resumed;");
      backstitch.resume(RUN).join();
    }
  }

  @Test
  void aRunThatIsUnderWayIsNotReset() {
    CountDownLatch go = new CountDownLatch(1);
    Atom waiting =
        Atom.named("a")
            .executes(
                in -> {
                  go.await();
                  return null;
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(waiting));
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      assertThatThrownBy(() -> backstitch.reset(RUN))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Run 'r' is under way; suspend it and wait for its rest before it is reset");
      go.countDown();
      run.join();
    }
  }

  @Test
  void aResetThatCannotBeStoredChangesNothing() {
    MemoryPersistence memory = new MemoryPersistence();
    DynamicFlow flow = line("a", "bad");
    try (Backstitch backstitch = new Setup("", memory, TaskExecutor.serial()).open()) {
      backstitch.register(flow);
      assertThatThrownBy(backstitch.start(flow.with(Map.of()), RUN)::join)
          .isInstanceOf(FlowFailedException.class);
    }
    for (boolean isImmediate : new boolean[] {true, false}) {
      CrashingPersistence crashing =
          new CrashingPersistence(memory, isImmediate, 0, Kind.BEFORE_THE_COMMIT);
      try (Backstitch backstitch = new Setup("", crashing, TaskExecutor.serial()).open()) {
        backstitch.register(flow);
        assertThatThrownBy(() -> backstitch.reset(RUN)).isInstanceOf(PersistenceException.class);
      }
      try (RunStore store = memory.open()) {
        assertThat(store.load(RUN).orElseThrow().state()).isEqualTo(FlowState.REVERTED);
      }
    }
  }

  @Test
  void anotherMajorVersionDoesNotCarryOn() {
    Setup setup = new Setup("memory", new MemoryPersistence(), TaskExecutor.serial());
    runUntil(setup, line("a", "b"), "a");
    FlowPattern changed =
        LinearFlow.named("f")
            .add(Atom.named("a").version("2.0").executes(in -> 1).build())
            .add(task("b"));
    for (DynamicFlow flow :
        List.of(DynamicFlow.of(changed), DynamicFlow.of(line("a", "b").pattern(), "2.0"))) {
      try (Backstitch backstitch = setup.open()) {
        backstitch.register(flow);
        assertThatThrownBy(() -> backstitch.resume(RUN))
            .isInstanceOf(InvalidFlowException.class)
            .hasMessageContaining("2.0");
      }
    }
    try (Backstitch backstitch = setup.open()) {
      DynamicFlow minor = DynamicFlow.of(line("a", "b").pattern(), "1.7");
      backstitch.register(minor);
      backstitch.resume(RUN).join();
    }
  }

  /** A failure is told with what was behind it, in another process too, with the others beside. */
  @Test
  void failuresKeepTheirCausesThroughTheStorage() {
    Atom caused =
        Atom.named("caused")
            .executes(
                in -> {
                  throw new IllegalStateException("above", new IllegalArgumentException("below"));
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(task("stubborn")).add(caused));
    Persistence h2 = h2();
    for (int i = 0; i < 2; i++) {
      try (Backstitch backstitch = Backstitch.builder(h2).executor(TaskExecutor.serial()).open()) {
        backstitch.register(flow);
        FlowFailedException failed =
            catchThrowableOfType(
                FlowFailedException.class, () -> backstitch.start(flow.with(Map.of()), RUN).join());
        assertThat(failed.getCause()).hasMessageContaining("above");
        assertThat(failed.getCause().getCause()).hasMessageContaining("below");
        assertThat(failed.getSuppressed()).hasSize(1);
        assertThat(failed.getSuppressed()[0]).hasMessageContaining("stuck");
      }
    }
  }

  // ---- What waits for a person ----

  @ParameterizedTest
  @MethodSource("setups")
  void aRunThatNeedsAPersonIsFound(Setup setup) {
    DynamicFlow flow = line("a", "stubborn", "bad");
    for (int i = 0; i < 2; i++) {
      try (Backstitch backstitch = setup.open(flow)) {
        if (i == 0) {
          assertThatThrownBy(backstitch.start(flow.with(Map.of()), RUN)::join)
              .isInstanceOf(FlowFailedException.class);
        }
        Recovery recovery = backstitch.recover();
        assertThat(recovery.runs()).isEmpty();
        assertThat(recovery.leftAlone())
            .containsExactly(
                new Recovery.LeftAlone(
                    RUN,
                    "f",
                    FlowState.FAILURE,
                    "It is half-way and needs a person, because a revert failed (stubborn:"
                        + " java.lang.IllegalStateException: stuck); when that is dealt with, resume"
                        + " tries it again, and reset makes the run begin anew"));
      }
    }
    mended.add("stubborn");
    try (Backstitch backstitch = setup.open(flow)) {
      assertThatThrownBy(backstitch.resume(RUN)::join).isInstanceOf(FlowFailedException.class);
      assertThat(backstitch.recover().leftAlone()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void startingARunThatWasResetRunsIt(Setup setup) {
    DynamicFlow flow = line("a");
    try (Backstitch backstitch = setup.open(flow)) {
      backstitch.start(flow.with(Map.of()), RUN).join();
      backstitch.reset(RUN);
      backstitch.start(flow.with(Map.of()), RUN).join();
    }
    assertThat(log).containsExactly("E:r/a/1", "E:r/a/2");
  }

  @ParameterizedTest
  @MethodSource("setups")
  void nothingIsDoneWithRunsOfAClosedBackstitch(Setup setup) {
    DynamicFlow flow = line("a");
    Backstitch backstitch = setup.open(flow);
    backstitch.start(flow.with(Map.of()), RUN).join();
    backstitch.close();
    String why = ": this Backstitch is closed; open another one over the same persistence";
    assertThatIllegalStateException()
        .isThrownBy(() -> backstitch.resume(RUN))
        .withMessage("Run 'r' can't be resumed" + why);
    assertThatIllegalStateException()
        .isThrownBy(() -> backstitch.reset(RUN))
        .withMessage("Run 'r' can't be reset" + why);
    assertThatIllegalStateException()
        .isThrownBy(backstitch::recover)
        .withMessage("Runs can't be recovered" + why);
    assertThatIllegalStateException()
        .isThrownBy(() -> backstitch.start(flow.with(Map.of()), RUN))
        .withMessage("Run 'r' can't start or carry on" + why);
  }

  // ---- Options and statistics ----

  @Test
  void optionsHoldForStoredRuns() {
    DynamicFlow flow = line("a", "bad");
    MemoryPersistence memory = new MemoryPersistence();
    try (Backstitch backstitch =
        Backstitch.builder(memory).options(EngineOptions.DEFAULT.neverResolve(true)).open()) {
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      assertThatThrownBy(run::join).isInstanceOf(FlowFailedException.class);
      assertThat(run.state()).isEqualTo(FlowState.FAILURE);
      FlowRun<?> again = backstitch.resume(RUN);
      assertThatThrownBy(again::join)
          .hasMessageContaining("nothing that it had done was undone, as it was told to resolve");
      assertThat(again.state()).isEqualTo(FlowState.FAILURE);
      assertThat(backstitch.recover().leftAlone())
          .extracting(Recovery.LeftAlone::why)
          .containsExactly(
              "It failed, and was told to resolve nothing (bad: java.lang.IllegalStateException:"
                  + " boom); resume undoes what it did if the engine options let it, reset makes it"
                  + " begin anew");
      assertThat(log).containsExactly("E:r/a/1", "E:r/bad/1");
    }
    try (Backstitch backstitch = Backstitch.open(memory)) {
      backstitch.register(flow);
      FlowRun<?> run = backstitch.resume(RUN);
      assertThatThrownBy(run::join).isInstanceOf(FlowFailedException.class);
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
      assertThat(log).containsExactly("E:r/a/1", "E:r/bad/1", "R:r/bad/1/revert", "R:r/a/1/revert");
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void statisticsTellWhatARunDid(Setup setup) {
    DynamicFlow flow = line("a", "b", "bad");
    try (Backstitch backstitch = setup.open()) {
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), RUN);
      assertThatThrownBy(run::join).isInstanceOf(FlowFailedException.class);
      assertThat(run.statistics().executed()).isEqualTo(2);
      assertThat(run.statistics().failed()).isEqualTo(1);
      assertThat(run.statistics().reverted()).isEqualTo(3);
      // The start, three calls, three reverts: the end goes with the last.
      assertThat(run.statistics().steps()).isEqualTo(7);
      assertThat(run.statistics().active()).isPositive();
      assertThat(run.statistics()).isEqualTo(run.statistics());
    }
  }

  /** What is stored says for a while that it rests, though it is under way again. */
  @ParameterizedTest
  @MethodSource("setups")
  void whoResumesARunThatIsAboutToGoOnGetsThatOne(Setup setup) {
    DynamicFlow flow = line("a", "b", "c");
    runUntil(setup, flow, "a");
    try (Backstitch backstitch = setup.open(flow)) {
      FlowRun<?> first = backstitch.resume(RUN);
      for (int i = 0; i < 20; i++) {
        FlowRun<?> again = backstitch.resume(RUN);
        again.join();
      }
      first.join();
      assertThat(log).containsExactly("E:r/a/1", "E:r/b/1", "E:r/c/1");
    }
  }
}
