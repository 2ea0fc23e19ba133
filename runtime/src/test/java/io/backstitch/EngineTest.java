package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run does, in memory: order, data, failure and the way back. */
class EngineTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);
  private static final Symbol<Integer> Y = Symbol.of("y", int.class);

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  static Stream<TaskExecutor> executors() {
    return Stream.of(TaskExecutor.serial(), TaskExecutor.parallel(), TaskExecutor.threads(2));
  }

  private AtomBuilder task(String name) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add("E:" + name);
              return null;
            })
        .reverts(in -> log.add("R:" + name));
  }

  private Atom failing(String name) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add("E:" + name);
              throw new IllegalStateException("boom in " + name);
            })
        .reverts(
            in -> log.add("R:" + name + "(" + in.failures().first().orElseThrow().atom() + ")"))
        .build();
  }

  private Results run(FlowPattern flow, TaskExecutor executor) {
    return DynamicFlow.of(flow).with(Map.of()).run(executor);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void linearFlowRunsInOrder(TaskExecutor executor) {
    run(
        LinearFlow.named("f").add(task("a").build()).add(task("b").build()).add(task("c").build()),
        executor);
    assertThat(log).containsExactly("E:a", "E:b", "E:c");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void failureRevertsInReverseStartingWithTheFailedAtom(TaskExecutor executor) {
    FlowFailedException failed =
        catchThrowableOfType(
            FlowFailedException.class,
            () ->
                run(
                    LinearFlow.named("f")
                        .add(task("a").build())
                        .add(task("b").build())
                        .add(failing("c"))
                        .add(task("d").build()),
                    executor));
    assertThat(log).containsExactly("E:a", "E:b", "E:c", "R:c(c)", "R:b", "R:a");
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(failed).hasMessageContaining("flow 'f'").hasMessageContaining("boom in c");
    assertThat(failed.failures()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void dataOrdersAGraphAndReachesItsConsumers(TaskExecutor executor) {
    Atom sum =
        Atom.named("sum")
            .requires(X)
            .requires(Y)
            .provides(Symbol.of("z", int.class))
            .executes(in -> in.get(0, X) + in.get(1, Y))
            .build();
    Results results =
        run(
            GraphFlow.named("g")
                .add(sum)
                .add(
                    Atom.named("y")
                        .requires(X)
                        .provides(Y)
                        .executes(in -> in.get(0, X) * 10)
                        .build())
                .add(Atom.named("x").provides(X).executes(in -> 4).build()),
            executor);
    assertThat(results.get(Symbol.of("z", int.class))).isEqualTo(44);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void nestedFlowsKeepTheOrderAroundThem(TaskExecutor executor) {
    run(
        LinearFlow.named("f")
            .add(task("a").build())
            .add(UnorderedFlow.named("u").add(task("b").build()).add(task("c").build()))
            .add(LinearFlow.named("empty"))
            .add(task("d").build()),
        executor);
    assertThat(log).startsWith("E:a").endsWith("E:d").contains("E:b", "E:c").hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void failedRevertLeavesTheRunHalfWay(TaskExecutor executor) {
    Atom broken =
        task("b")
            .reverts(
                in -> {
                  throw new java.io.IOException("stuck");
                })
            .build();
    FlowFailedException failed =
        catchThrowableOfType(
            FlowFailedException.class,
            () ->
                run(
                    LinearFlow.named("f").add(task("a").build()).add(broken).add(failing("c")),
                    executor));
    assertThat(failed.state()).isEqualTo(FlowState.FAILURE);
    assertThat(failed.revertFailures())
        .singleElement()
        .satisfies(f -> assertThat(f.atom()).isEqualTo("b"));
    assertThat(log).doesNotContain("R:a");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void unannouncedNullFailsTheAtomThatReturnedIt(TaskExecutor executor) {
    FlowFailedException failed =
        catchThrowableOfType(
            FlowFailedException.class,
            () ->
                run(
                    LinearFlow.named("f")
                        .add(Atom.named("a").provides(X).executes(in -> null).build()),
                    executor));
    assertThat(failed).hasMessageContaining("'x'").hasMessageContaining("returned null");
  }

  @Test
  void siblingThatRunsWhenAnotherFailsIsAwaitedAndUndone() {
    CountDownLatch slowRuns = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    Atom slow =
        task("slow")
            .executes(
                in -> {
                  slowRuns.countDown();
                  failed.await();
                  log.add("E:slow");
                  return null;
                })
            .build();
    Atom bad =
        Atom.named("bad")
            .executes(
                in -> {
                  slowRuns.await();
                  throw new IllegalStateException("boom");
                })
            .reverts(in -> failed.countDown())
            .build();
    FlowPattern flow =
        UnorderedFlow.named("u")
            .add(bad)
            .add(LinearFlow.named("l").add(slow).add(task("c").build()));
    FlowFailedException thrown =
        catchThrowableOfType(FlowFailedException.class, () -> run(flow, TaskExecutor.threads(4)));
    assertThat(thrown.state()).isEqualTo(FlowState.REVERTED);
    assertThat(log).containsExactly("E:slow", "R:slow");
  }

  @Test
  void atomDoomedBeforeItStartsNeverStarts() {
    FlowPattern flow = UnorderedFlow.named("u").add(failing("a")).add(task("b").build());
    assertThatThrownBy(() -> run(flow, TaskExecutor.serial()))
        .isInstanceOf(FlowFailedException.class);
    assertThat(log).containsExactly("E:a", "R:a(a)");
  }

  @Test
  void higherPriorityStartsFirstAmongTheReady() {
    run(
        UnorderedFlow.named("u")
            .add(task("a").build())
            .add(task("b").priority(1).build())
            .add(task("c").priority(2).build()),
        TaskExecutor.serial());
    assertThat(log).containsExactly("E:c", "E:b", "E:a");
  }

  /** The one thread is handed what is ready by whoever stores, or goes on with it itself. */
  @Test
  void higherPriorityStartsFirstOnAThreadOfThePool(@TempDir Path dir) {
    FlowPattern flow =
        LinearFlow.named("f")
            .add(
                UnorderedFlow.named("first")
                    .add(task("a").priority(1).build())
                    .add(task("b").priority(3).build())
                    .add(task("c").priority(2).build()))
            .add(task("then").build())
            .add(
                UnorderedFlow.named("last")
                    .add(task("x").priority(2).build())
                    .add(task("y").priority(1).build())
                    .add(
                        LinearFlow.named("z")
                            .add(task("z1").priority(3).build())
                            .add(failing("bad"))));
    for (Persistence persistence :
        List.of(new MemoryPersistence(), JdbcPersistence.h2(dir.resolve("runs")))) {
      log.clear();
      Setup setup = new Setup("", persistence, TaskExecutor.threads(1));
      DynamicFlow dynamic = DynamicFlow.of(flow);
      try (Backstitch backstitch = setup.open(dynamic)) {
        FlowRun<Results> run = backstitch.start(dynamic.with(Map.of()), "r");
        assertThatThrownBy(run::join).isInstanceOf(FlowFailedException.class);
      }
      assertThat(log)
          .startsWith("E:b", "E:c", "E:a", "E:then", "E:z1", "E:x", "E:y", "E:bad", "R:x", "R:y")
          .endsWith("R:then", "R:b", "R:c", "R:a");
    }
  }

  /**
   * What one atom can do without, and nothing provides for it, another may take from a provider.
   */
  @Test
  void anInputThatNobodyGivesStandsForNothing() {
    FlowPattern flow =
        LinearFlow.named("f")
            .add(
                Atom.named("early")
                    .requiresOptional(X)
                    .executes(in -> log.add("" + in.find(0, X)))
                    .build())
            .add(Atom.named("x").provides(X).executes(in -> 1).build())
            .add(Atom.named("late").requires(X).executes(in -> log.add("" + in.get(0, X))).build());
    DynamicFlow dynamic = DynamicFlow.of(flow);
    dynamic.with(Map.of()).run(TaskExecutor.serial());
    dynamic.with(Map.of("x", 2)).run(TaskExecutor.serial());
    assertThat(log).containsExactly("Optional.empty", "1", "Optional[2]", "2");
  }

  /** The thread that waits for the run is the only one of its executor, and does all the work. */
  @Test
  @Timeout(60)
  void aRunWithPrioritiesEndsOnTheOnlyThreadOfItsPool() throws Exception {
    TaskExecutor one = TaskExecutor.threads(1);
    FlowPattern flow =
        UnorderedFlow.named("u")
            .add(task("a").priority(2).build())
            .add(
                LinearFlow.named("l")
                    .add(task("b").priority(1).build())
                    .add(task("d").priority(0).build()));
    CompletableFuture<Results> end = new CompletableFuture<>();
    one.execute(() -> end.complete(run(flow, one)));
    end.get();
    assertThat(log).containsExactly("E:a", "E:b", "E:d");
    one.close();
  }

  @Test
  void longChainsAndWideFlowsNeedNoDeepStack() {
    LinearFlow line = LinearFlow.named("line");
    UnorderedFlow wide = UnorderedFlow.named("wide");
    FlowPattern deep = LinearFlow.named("deep");
    for (int i = 0; i < 20_000; i++) {
      line = line.add(Atom.named("l" + i).executes(in -> null).build());
      wide = wide.add(Atom.named("w" + i).executes(in -> null).build());
      deep = LinearFlow.named("deep" + i).add(deep);
    }
    FlowPattern all = LinearFlow.named("all").add(line).add(wide).add(deep).add(failing("end"));
    FlowFailedException failed =
        catchThrowableOfType(FlowFailedException.class, () -> run(all, TaskExecutor.parallel()));
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
  }

  @Test
  void interruptedCallerStillGetsTheOutcomeAndKeepsItsFlag() {
    Thread.currentThread().interrupt();
    run(LinearFlow.named("f").add(task("a").build()), TaskExecutor.serial());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log).containsExactly("E:a");
  }
}
