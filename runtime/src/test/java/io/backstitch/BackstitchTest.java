package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.annotation.Depth;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.RunUpdate;
import io.backstitch.persistence.WriteSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stored runs: started once, recovered from where they stood, refused when they no longer fit. */
class BackstitchTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);
  private static final Symbol<String> Y = Symbol.of("y", String.class);

  @TempDir static Path directory;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  static Stream<Setup> setups() {
    return Stream.of(
        new Setup("memory, serial", new MemoryPersistence(), TaskExecutor.serial()),
        new Setup("memory, parallel", new MemoryPersistence(), TaskExecutor.parallel()),
        new Setup(
            "h2, serial",
            JdbcPersistence.h2(directory.resolve("s" + System.nanoTime())),
            TaskExecutor.serial()),
        new Setup(
            "h2, parallel",
            JdbcPersistence.h2(directory.resolve("p" + System.nanoTime())),
            TaskExecutor.parallel()));
  }

  private AtomBuilder task(String name) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add("E:" + name + " " + in.context().idempotencyKey());
              return null;
            })
        .reverts(in -> log.add("R:" + name + " " + in.context().idempotencyKey()));
  }

  private DynamicFlow doubling() {
    return DynamicFlow.of(
        LinearFlow.named("doubling")
            .add(task("before").build())
            .add(
                Atom.named("double")
                    .requires(X)
                    .provides(Y)
                    .executes(in -> "twice " + 2 * in.get(0, X))
                    .build()));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aRunIdIsStartedOnce(Setup setup) {
    DynamicFlow flow = doubling();
    try (Backstitch backstitch = setup.open(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of("x", 21)), "r1");
      assertThat(run.join().get(Y)).isEqualTo("twice 42");
      assertThat(run.state()).isEqualTo(FlowState.SUCCESS);
      FlowRun<Results> again = backstitch.start(flow.with(Map.of("x", 21)), "r1");
      assertThat(again.join().get(Y)).isEqualTo("twice 42");
      assertThatThrownBy(() -> backstitch.start(flow.with(Map.of("x", 22)), "r1"))
          .isInstanceOf(InvalidFlowException.class)
          .hasMessageContaining("r1")
          .hasMessageContaining("other inputs");
    }
    try (Backstitch backstitch = setup.open(flow)) {
      assertThat(backstitch.start(flow.with(Map.of("x", 21)), "r1").join().get(Y))
          .isEqualTo("twice 42");
      assertThat(backstitch.recover().runs()).isEmpty();
    }
    assertThat(log).containsExactly("E:before r1/before/1");
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aFailedRunIsUndoneAndStaysSo(Setup setup) {
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("failing")
                .add(task("a").build())
                .add(
                    Atom.named("b")
                        .executes(
                            in -> {
                              throw new IllegalStateException(
                                  "boom", new java.io.IOException("disk"));
                            })
                        .build()));
    try (Backstitch backstitch = setup.open(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "f");
      FlowFailedException live = catchThrowableOfType(FlowFailedException.class, run::join);
      assertThat(live.state()).isEqualTo(FlowState.REVERTED);
    }
    try (Backstitch backstitch = setup.open(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "f");
      FlowFailedException stored = catchThrowableOfType(FlowFailedException.class, run::join);
      assertThat(stored.state()).isEqualTo(FlowState.REVERTED);
      assertThat(stored.failures())
          .singleElement()
          .satisfies(
              failure -> {
                assertThat(failure.type()).isEqualTo("java.lang.IllegalStateException");
                assertThat(failure.cause().orElseThrow().message()).contains("disk");
              });
    }
    assertThat(log).containsExactly("E:a f/a/1", "R:a f/a/1/revert");
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aClosedBackstitchLeavesRunsThatRecoverFinishes(Setup setup) {
    AtomicBoolean first = new AtomicBoolean(true);
    CountDownLatch reached = new CountDownLatch(1);
    Backstitch[] current = new Backstitch[1];
    Atom middle =
        Atom.named("middle")
            .provides(X)
            .executes(
                in -> {
                  log.add("E:middle");
                  if (first.compareAndSet(true, false)) {
                    // As if another thread closed it while this method runs.
                    Thread closing = new Thread(current[0]::close);
                    closing.start();
                    while (!in.context().isCancelled()) {
                      Thread.onSpinWait();
                    }
                    reached.countDown();
                  }
                  return 7;
                })
            .build();
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("resumed")
                .add(task("a").build())
                .add(middle)
                .add(
                    Atom.named("c")
                        .requires(X)
                        .provides(Y)
                        .executes(in -> "got " + in.get(0, X))
                        .build()));
    current[0] = setup.open(flow);
    FlowRun<Results> run = current[0].start(flow.with(Map.of()), "r");
    assertThatThrownBy(run::join)
        .isInstanceOf(FlowStoppedException.class)
        .hasMessageContaining("'r'")
        .hasMessageContaining("closed");
    current[0].close();
    // That is what is stored, and why it is recovered without being asked for.
    assertThat(run.state()).isEqualTo(FlowState.RUNNING);
    try (Backstitch next = reopen(setup, flow)) {
      Recovery recovery = next.recover();
      assertThat(recovery.leftAlone()).isEmpty();
      assertThat(recovery.runs()).hasSize(1);
      Results results = (Results) recovery.runs().get(0).join();
      assertThat(results.get(Y)).isEqualTo("got 7");
    }
    assertThat(log).containsExactly("E:a r/a/1", "E:middle");
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aRunThatCouldNotBeStoredIsNotStarted(Setup setup) {
    DynamicFlow flow = doubling();
    CrashingPersistence broken =
        new CrashingPersistence(
            setup.persistence(),
            setup.name().startsWith("memory"),
            0,
            CrashingPersistence.Kind.BEFORE_THE_COMMIT);
    try (Backstitch backstitch = new Setup(setup.name(), broken, setup.executor()).open(flow)) {
      assertThatThrownBy(() -> backstitch.start(flow.with(Map.of("x", 21)), "r"))
          .isInstanceOf(FlowStoppedException.class)
          .hasMessageContaining("Run 'r' of flow 'doubling' did not start")
          .hasMessageContaining("the process is");
      assertThat(log).isEmpty();
      broken.mend();
      assertThat(backstitch.start(flow.with(Map.of("x", 21)), "r").join().get(Y))
          .isEqualTo("twice 42");
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aRunIdFitsIntoTheStore(Setup setup) {
    DynamicFlow flow = doubling();
    try (Backstitch backstitch = setup.open(flow)) {
      assertThatThrownBy(() -> backstitch.start(flow.with(Map.of("x", 1)), "x".repeat(513)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at most 512 characters, but this one has 513");
      assertThatThrownBy(() -> backstitch.start(flow.with(Map.of("x", 1)), " "))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("The id of a run must not be blank");
      String longest = "\ud83d\ude00".repeat(256);
      assertThat(backstitch.start(flow.with(Map.of("x", 1)), longest).join().get(Y))
          .isEqualTo("twice 2");
    }
  }

  /** The other thread may still be closing. */
  private static Backstitch reopen(Setup setup, DynamicFlow flow) {
    while (true) {
      try {
        return setup.open(flow);
      } catch (PersistenceException e) {
        Thread.onSpinWait();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void unknownFlowsAreReportedAndLeftAlone(Setup setup) {
    DynamicFlow flow = doubling();
    DynamicFlow stuck =
        DynamicFlow.of(
            LinearFlow.named("stuck")
                .add(
                    Atom.named("a")
                        .executes(
                            in -> {
                              throw new OutOfMemoryError("simulated");
                            })
                        .build()));
    try (Backstitch backstitch = setup.open(flow, stuck)) {
      FlowRun<Results> run = backstitch.start(stuck.with(Map.of()), "s");
      assertThatThrownBy(run::join)
          .isInstanceOf(FlowStoppedException.class)
          .hasCauseInstanceOf(OutOfMemoryError.class);
    }
    try (Backstitch backstitch = setup.open(flow)) {
      Recovery recovery = backstitch.recover();
      assertThat(recovery.runs()).isEmpty();
      assertThat(recovery.leftAlone())
          .singleElement()
          .satisfies(left -> assertThat(left.why()).contains("not registered"));
    }
  }

  @Test
  void manyRunsAtOnceShareTheJournal() {
    DynamicFlow flow =
        DynamicFlow.of(
            UnorderedFlow.named("many")
                .add(
                    Atom.named("a")
                        .requires(X)
                        .provides(Y)
                        .executes(in -> "" + in.get(0, X))
                        .build())
                .add(task("b").build()));
    try (Backstitch backstitch = Backstitch.open(JdbcPersistence.h2(directory.resolve("many")))) {
      backstitch.register(flow);
      List<FlowRun<Results>> runs = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        runs.add(backstitch.start(flow.with(Map.of("x", i)), "run-" + i));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(runs.get(i).join().get(Y)).isEqualTo("" + i);
      }
    }
  }

  @Test
  void whoStartsTheSameRunAtTheSameTimeGetsTheSameRunOnceItIsStored() throws Exception {
    CountDownLatch mayCommit = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch committing = new CountDownLatch(1);
    InterceptedPersistence slow =
        new InterceptedPersistence(
            new MemoryPersistence(),
            false,
            (batch, commit) -> {
              committing.countDown();
              try {
                (batch.get(0).start() != null ? mayCommit : mayEnd).await();
              } catch (InterruptedException e) {
                throw new PersistenceException("interrupted", e);
              }
              commit.run();
            });
    DynamicFlow flow = doubling();
    try (Backstitch backstitch = Backstitch.open(slow)) {
      backstitch.register(flow);
      CompletableFuture<FlowRun<Results>> first =
          CompletableFuture.supplyAsync(() -> backstitch.start(flow.with(Map.of("x", 1)), "r"));
      committing.await();
      CompletableFuture<FlowRun<Results>> second =
          CompletableFuture.supplyAsync(() -> backstitch.start(flow.with(Map.of("x", 1)), "r"));
      assertThat(second).isNotDone();
      mayCommit.countDown();
      // Until both have it the run can't end; after that, it would be read anew.
      assertThat(second.join()).isSameAs(first.join());
      mayEnd.countDown();
      assertThat(first.join().join().get(Y)).isEqualTo("twice 2");
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aRunThatNeededAPersonGoesOnUndoingWhenItIsResumed(Setup setup) {
    AtomicBoolean jammed = new AtomicBoolean(true);
    Atom stubborn =
        Atom.named("stubborn")
            .provides(X)
            .executes(in -> 7)
            .reverts(
                in -> {
                  String what = in.result(X.type()) + " " + in.context().idempotencyKey();
                  log.add("R:stubborn " + what);
                  if (jammed.get()) {
                    throw new IllegalStateException("jammed");
                  }
                })
            .build();
    Atom failing =
        Atom.named("failing")
            .executes(
                in -> {
                  throw new IllegalStateException("boom");
                })
            .build();
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("half-way").add(task("a").build()).add(stubborn).add(failing));
    try (Backstitch backstitch = setup.open(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
      assertThat(catchThrowableOfType(FlowFailedException.class, run::join).state())
          .isEqualTo(FlowState.FAILURE);
    }
    try (Backstitch backstitch = setup.open(flow)) {
      assertThat(backstitch.recover().runs()).isEmpty();
      FlowFailedException again =
          catchThrowableOfType(FlowFailedException.class, backstitch.resume("r")::join);
      assertThat(again.state()).isEqualTo(FlowState.FAILURE);
      jammed.set(false);
      FlowFailedException undone =
          catchThrowableOfType(FlowFailedException.class, backstitch.resume("r")::join);
      assertThat(undone.state()).isEqualTo(FlowState.REVERTED);
      assertThat(undone.failures()).extracting(Failure::atom).containsExactly("failing");
      assertThat(undone.revertFailures()).isEmpty();
      assertThat(backstitch.resume("r").state()).isEqualTo(FlowState.REVERTED);
    }
    String revert = "R:stubborn 7 r/stubborn/1/revert";
    assertThat(log).containsExactly("E:a r/a/1", revert, revert, revert, "R:a r/a/1/revert");
  }

  /** As soon as its state shows, whatever else there is to be done about its end. */
  @Test
  void aRunIsResumedAsSoonAsItIsSeenToNeedAPerson() {
    Atom stubborn =
        Atom.named("stubborn")
            .executes(
                in -> {
                  throw new IllegalStateException("boom");
                })
            .reverts(
                in -> {
                  log.add("R");
                  throw new IllegalStateException("jammed");
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("half-way").add(stubborn));
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      backstitch.register(flow);
      for (int i = 0; i < 100; i++) {
        FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r" + i);
        while (run.state() != FlowState.FAILURE) {
          Thread.onSpinWait();
        }
        assertThatThrownBy(backstitch.resume("r" + i)::join).hasMessageContaining("jammed");
      }
    }
    assertThat(log).hasSize(200);
  }

  @Test
  void onlyRunsAndFlowsThatAreKnownAreResumed() {
    MemoryPersistence persistence = new MemoryPersistence();
    DynamicFlow flow = doubling();
    try (Backstitch backstitch = Backstitch.open(persistence)) {
      backstitch.register(flow);
      backstitch.start(flow.with(Map.of("x", 1)), "r").join();
      assertThatThrownBy(() -> backstitch.resume("other"))
          .isInstanceOf(InvalidFlowException.class)
          .hasMessageContaining("'other'");
    }
    try (Backstitch backstitch = Backstitch.open(persistence)) {
      assertThatThrownBy(() -> backstitch.resume("r"))
          .isInstanceOf(InvalidFlowException.class)
          .hasMessageContaining("'doubling' is not registered");
    }
  }

  @Test
  void aFlowWhoseValuesCanNotBeStoredIsNotRegistered() {
    Symbol<Thread> worker = Symbol.of("worker", Thread.class);
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("threads")
                .add(
                    Atom.named("start")
                        .provides(worker)
                        .executes(in -> Thread.currentThread())
                        .build()));
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      InvalidFlowException refused =
          catchThrowableOfType(InvalidFlowException.class, () -> backstitch.register(flow));
      assertThat(refused.kind()).isEqualTo(InvalidFlowException.Kind.NOT_PERSISTABLE);
      assertThat(refused)
          .hasMessageStartingWith(
              "[Backstitch/NotPersistable] Flow 'threads' can't be stored, because of the result of"
                  + " start: Values of type java.lang.Thread");
      assertThatThrownBy(() -> backstitch.start(flow.with(Map.of()), "r"))
          .hasMessageContaining("not registered");
    }
  }

  /** Whoever recovers reads a run that another thread brings to its end meanwhile. */
  @Test
  void aRunThatEndsWhileItIsBeingRecoveredIsNotDoneAgain() {
    MemoryPersistence memory = new MemoryPersistence();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(task("a").build()));
    StoredRuns.store(memory, FlowState.RUNNING, false, List.of());
    Backstitch[] opened = new Backstitch[1];
    AtomicBoolean first = new AtomicBoolean(true);
    InterceptedPersistence persistence =
        new InterceptedPersistence(
            memory,
            true,
            (batch, commit) -> commit.run(),
            id -> {
              if (first.compareAndSet(true, false)) {
                opened[0].start(flow.with(Map.of()), "r").join();
              }
            });
    try (Backstitch backstitch =
        Backstitch.builder(persistence).executor(TaskExecutor.serial()).open()) {
      opened[0] = backstitch;
      backstitch.register(flow);
      assertThat(backstitch.recover().runs()).isEmpty();
    }
    assertThat(log).containsExactly("E:a r/a/1");
  }

  /** What a decider throws when the run sets off again must not hide what was running. */
  @Test
  void whatMayHaveBeenRunningAtACrashIsUndoneWhateverFailsFirstAfterwards() {
    MemoryPersistence persistence = new MemoryPersistence();
    StoredRuns.store(
        persistence, FlowState.RUNNING, false, List.of(succeeded("a"), succeeded("p")));
    DynamicFlow flow =
        DynamicFlow.of(
            GraphFlow.named("f")
                .add(task("a").build())
                .add(task("guarded").build())
                .add(task("p").build())
                .add(task("running").build())
                .link(
                    "a",
                    "guarded",
                    results -> {
                      throw new IllegalStateException("no decision");
                    },
                    Depth.ATOM)
                .link("p", "running"));
    List<AtomState> stored = new ArrayList<>();
    InterceptedPersistence watched =
        new InterceptedPersistence(
            persistence,
            true,
            (batch, commit) -> {
              batch.stream()
                  .flatMap(set -> set.atoms().stream())
                  .filter(atom -> atom.atom().equals("guarded"))
                  .forEach(atom -> stored.add(atom.state()));
              commit.run();
            });
    try (Backstitch backstitch = Backstitch.open(watched)) {
      backstitch.register(flow);
      assertThatThrownBy(() -> backstitch.recover().runs().get(0).join())
          .isInstanceOf(FlowFailedException.class)
          .hasMessageContaining("no decision");
    }
    assertThat(stored).containsExactly(AtomState.FAILURE, AtomState.REVERTED);
    assertThat(log).contains("R:running r/running/1/revert").noneMatch(l -> l.startsWith("E:"));
  }

  private static AtomRecord succeeded(String atom) {
    return new AtomRecord(atom, 1, "1.0", AtomState.SUCCESS, null, null, null, null, 1);
  }

  @Test
  void aRunThatEndsWhileItsBackstitchIsClosedHasEnded() throws Exception {
    CountDownLatch committing = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    InterceptedPersistence slow =
        new InterceptedPersistence(
            new MemoryPersistence(),
            false,
            (batch, commit) -> {
              if (batch.get(0).start() == null) {
                committing.countDown();
                try {
                  closing.await();
                } catch (InterruptedException e) {
                  throw new PersistenceException("interrupted", e);
                }
              }
              commit.run();
            });
    DynamicFlow one = DynamicFlow.of(LinearFlow.named("one").add(task("a").build()));
    FlowRun<Results> run;
    try (Backstitch backstitch = Backstitch.open(slow)) {
      backstitch.register(one);
      run = backstitch.start(one.with(Map.of()), "r");
      committing.await();
      // The run is told to stop first, and only then the commit comes through.
      Thread letting =
          new Thread(
              () -> {
                boolean isOpen = true;
                while (isOpen) {
                  try {
                    backstitch.start(one.with(Map.of()), "r");
                  } catch (IllegalStateException e) {
                    isOpen = false;
                  }
                }
                closing.countDown();
              });
      letting.start();
    }
    run.join();
    assertThat(run.state()).isEqualTo(FlowState.SUCCESS);
  }

  @Test
  void idempotencyKeysOfDifferentRunsAreNeverAlike() {
    DynamicFlow one = DynamicFlow.of(LinearFlow.named("one").add(task("b/c").build()));
    DynamicFlow other = DynamicFlow.of(LinearFlow.named("other").add(task("c").build()));
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      backstitch.register(one).register(other);
      backstitch.start(one.with(Map.of()), "a").join();
      backstitch.start(other.with(Map.of()), "a/b").join();
    }
    assertThat(log).containsExactly("E:b/c a/b/c/1", "E:c a%2Fb/c/1");
  }

  /** A result that the atom, as it is now, can't take apart. */
  @Test
  void aRunThatCanNotBeReadHoldsUpNoOther() {
    MemoryPersistence persistence = new MemoryPersistence();
    try (RunStore store = persistence.open()) {
      for (String id : List.of("bad", "good")) {
        AtomRecord before =
            new AtomRecord("before", 1, "1.0", AtomState.SUCCESS, null, null, null, null, 1);
        AtomRecord broken =
            new AtomRecord("double", 1, "1.0", AtomState.SUCCESS, "null", null, null, null, 2);
        store.commit(
            List.of(
                new WriteSet(
                    id,
                    new NewRun("doubling", "1.0", "{\"x\":1}"),
                    new RunUpdate(FlowState.RUNNING, false),
                    id.equals("bad") ? List.of(before, broken) : List.of(before))));
      }
    }
    DynamicFlow flow = doubling();
    try (Backstitch backstitch = Backstitch.open(persistence)) {
      backstitch.register(flow);
      Recovery recovery = backstitch.recover();
      assertThat(recovery.leftAlone())
          .singleElement()
          .satisfies(
              left -> {
                assertThat(left.runId()).isEqualTo("bad");
                assertThat(left.why()).contains("double").contains("'y'");
              });
      assertThat(recovery.runs()).extracting(FlowRun::id).containsExactly("good");
      assertThat(((Results) recovery.runs().get(0).join()).get(Y)).isEqualTo("twice 2");
    }
  }
}
