package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.WriteSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks whose results are stored with what is stored next. */
@Timeout(60)
class LazyTest {

  private static final Symbol<Integer> A = Symbol.of("a", int.class);
  private static final Symbol<Integer> B = Symbol.of("b", int.class);
  private static final Symbol<Integer> C = Symbol.of("c", int.class);

  @TempDir static Path directory;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** Atoms in which the process ends, as far as the record tells, the next time. */
  private final Set<String> deadly = Collections.synchronizedSet(new HashSet<>());

  static Stream<Setup> setups() {
    return Stream.of(
        new Setup("memory, serial", new MemoryPersistence(), TaskExecutor.serial()),
        new Setup("memory", new MemoryPersistence(), TaskExecutor.threads(3)),
        new Setup(
            "h2",
            JdbcPersistence.h2(directory.resolve("runs-" + System.nanoTime())),
            TaskExecutor.threads(3)));
  }

  private int call(String name, int result) {
    log.add("+" + name);
    if (deadly.remove(name)) {
      throw new OutOfMemoryError("not really");
    }
    return result;
  }

  private Atom lazy(String name, Symbol<Integer> provided, int value) {
    return Atom.named(name).provides(provided).executes(in -> call(name, value)).lazy().build();
  }

  private Atom lazyAfter(String name, Symbol<Integer> required, Symbol<Integer> provided) {
    return Atom.named(name)
        .requires(required)
        .provides(provided)
        .executes(in -> call(name, in.get(0, required) + 1))
        .lazy()
        .build();
  }

  /** Its revert needs what the lazy ones have provided. */
  private Atom ordinary(String name, Symbol<Integer> required, Symbol<Integer> provided) {
    return Atom.named(name)
        .requires(required)
        .provides(provided)
        .executes(in -> call(name, in.get(0, required) + 1))
        .revertRequires(required)
        .reverts(in -> log.add("-" + name + " " + in.get(0, required)))
        .build();
  }

  private DynamicFlow line() {
    return DynamicFlow.of(
        LinearFlow.named("f")
            .add(lazy("one", A, 1))
            .add(lazyAfter("two", A, B))
            .add(ordinary("three", B, C)));
  }

  private static void assertStopped(FlowRun<?> run) {
    assertThat(catchThrowableOfType(FlowStoppedException.class, run::join)).isNotNull();
  }

  @Test
  void theResultsRideWithTheNextCommit() {
    List<WriteSet> commits = new ArrayList<>();
    MemoryPersistence memory = new MemoryPersistence();
    DynamicFlow flow = line();
    try (Backstitch backstitch =
        Backstitch.builder(
                new InterceptedPersistence(
                    memory,
                    true,
                    (batch, commit) -> {
                      commits.addAll(batch);
                      commit.run();
                    }))
            .executor(TaskExecutor.serial())
            .open()
            .register(flow)) {
      backstitch.start(flow.with(Map.of()), "r").join();
    }
    assertThat(commits).hasSize(2);
    assertThat(commits.get(1).atoms())
        .extracting(AtomRecord::atom)
        .containsExactlyInAnyOrder("one", "two", "three");
    try (RunStore store = memory.open()) {
      assertThat(store.load("r").orElseThrow().atoms()).hasSize(3);
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aCrashMakesThemRunAgainWithTheSameResults(Setup setup) {
    DynamicFlow flow = line();
    deadly.add("three");
    try (Backstitch backstitch = setup.open(flow)) {
      assertStopped(backstitch.start(flow.with(Map.of()), "r"));
    }
    assertThat(log).containsExactly("+one", "+two", "+three");
    log.clear();
    try (Backstitch backstitch = setup.open(flow)) {
      FlowRun<?> run = backstitch.recover().runs().get(0);
      assertThat(((Results) run.join()).get(C)).isEqualTo(3);
    }
    assertThat(log).containsExactly("+one", "+two", "+three");
  }

  /** What was running must be undone, though nothing of what it took was stored. */
  @ParameterizedTest
  @MethodSource("setups")
  void whatMayHaveReliedOnThemIsUndoneWhenTheRunIsCancelled(Setup setup) throws Exception {
    DynamicFlow flow = line();
    deadly.add("three");
    try (Backstitch backstitch = setup.open(flow)) {
      assertStopped(backstitch.start(flow.with(Map.of()), "r"));
    }
    log.clear();
    try (Backstitch backstitch = setup.open(flow)) {
      assertThat(backstitch.runs().cancel("r", "")).isTrue();
      FlowFailedException failed =
          catchThrowableOfType(FlowFailedException.class, backstitch.resume("r")::join);
      assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    }
    assertThat(log).containsExactly("+one", "+two", "-three 2");
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aRunThatIsSuspendedHasThemStored(Setup setup) throws Exception {
    CountDownLatch isRunning = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Atom slow =
        Atom.named("slow")
            .requires(A)
            .provides(B)
            .executes(
                in -> {
                  isRunning.countDown();
                  mayEnd.await();
                  return call("slow", in.get(0, A) + 1);
                })
            .lazy()
            .build();
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f").add(lazy("one", A, 1)).add(slow).add(ordinary("three", B, C)));
    Thread starter;
    try (Backstitch backstitch = setup.open(flow)) {
      starter = new Thread(() -> assertStopped(backstitch.start(flow.with(Map.of()), "r")));
      starter.start();
      isRunning.await();
      backstitch.resume("r").suspend();
      mayEnd.countDown();
      starter.join();
    }
    log.clear();
    try (Backstitch backstitch = setup.open(flow)) {
      assertThat(((Results) backstitch.resume("r").join()).get(C)).isEqualTo(3);
    }
    assertThat(log).containsExactly("+three");
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aFailureBesideThemTurnsTheRunBackWithAllOfThemStored(Setup setup) {
    Atom bad =
        Atom.named("bad")
            .requires(A)
            .executes(
                in -> {
                  throw new IllegalStateException("boom");
                })
            .build();
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(lazy("one", A, 1))
                .add(UnorderedFlow.named("beside").add(ordinary("two", A, B)))
                .add(bad));
    try (Backstitch backstitch = setup.open(flow)) {
      FlowFailedException failed =
          catchThrowableOfType(
              FlowFailedException.class, backstitch.start(flow.with(Map.of()), "r")::join);
      assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    }
    assertThat(log).containsExactly("+one", "+two", "-two 1");
  }

  @ParameterizedTest
  @MethodSource("setups")
  void whatMayHaveRunBesideOneThatFailsAfterACrashIsUndone(Setup setup) {
    Atom beside =
        Atom.named("beside")
            .provides(A)
            .executes(in -> call("beside", 1))
            .reverts(in -> log.add("-beside"))
            .build();
    Atom bad =
        Atom.named("bad")
            .executes(
                in -> {
                  throw new IllegalStateException("boom");
                })
            .lazy()
            .build();
    LinearFlow line = LinearFlow.named("f");
    DynamicFlow flow = DynamicFlow.of(line.add(UnorderedFlow.named("both").add(beside).add(bad)));
    // Its process ended when what runs beside the lazy one was done, and nothing was stored.
    StoredRuns.store(setup.persistence(), FlowState.RUNNING, false, List.of());
    try (Backstitch backstitch = setup.open(flow)) {
      FlowRun<?> run = backstitch.recover().runs().get(0);
      assertThat(catchThrowableOfType(FlowFailedException.class, run::join)).isNotNull();
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
    }
    assertThat(log).containsExactly("-beside");
  }

  @Test
  void aLazyAtomHasNothingToUndo() {
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> Atom.named("a").executes(in -> null).reverts(in -> {}).lazy().build())
        .withMessageContaining("is lazy");
  }
}
