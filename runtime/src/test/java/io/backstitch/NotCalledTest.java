package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.annotation.Depth;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.LinkDecider;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.MemoryPersistence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What fails without the method of the atom being called: an argument is absent, a decider fails,
 * or the answer of a retry controller is none. The run is undone like after any failure.
 */
class NotCalledTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);
  private static final LinkDecider NO = results -> false;

  private static final Atom BROKEN =
      Atom.named("broken")
          .executes(
              in -> {
                throw new IllegalStateException("broken");
              })
          .build();

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  static Stream<TaskExecutor> executors() {
    return Stream.of(TaskExecutor.serial(), TaskExecutor.threads(2));
  }

  private AtomBuilder task(String name) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add("E:" + name);
              return 1;
            })
        .reverts(in -> log.add("R:" + name));
  }

  /** The provider of x is skipped, and what needs it is not. */
  private GraphFlow skipping(Atom consumer) {
    return GraphFlow.named("f")
        .add(task("first").build())
        .add(task("provider").provides(X).build())
        .add(consumer)
        .link("first", "provider", NO, Depth.ATOM)
        .link("provider", "consumer");
  }

  private FlowFailedException fail(FlowPattern flow, TaskExecutor executor) {
    FlowFailedException failed =
        catchThrowableOfType(
            FlowFailedException.class, () -> DynamicFlow.of(flow).with(Map.of()).run(executor));
    executor.close();
    return failed;
  }

  @ParameterizedTest
  @MethodSource("executors")
  void anAtomWithoutARequiredArgumentFailsBeforeItsCall(TaskExecutor executor) {
    FlowFailedException failed = fail(skipping(task("consumer").requires(X).build()), executor);
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed.failures()).extracting(Failure::atom).containsExactly("consumer");
    assertThat(failed.failures().get(0).wasCalled()).isFalse();
    assertThat(failed.failures().get(0).message())
        .hasValue(
            "Atom 'consumer' of flow 'f' requires 'x', which is absent: atom 'provider', which provides it, was ignored by a decider; require it as optional, or see to it that it is there");
    assertThat(log).containsExactly("E:first", "R:first");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void anOptionalArgumentIsJustAbsent(TaskExecutor executor) {
    Atom consumer =
        Atom.named("consumer")
            .requiresOptional(X)
            .executes(
                in -> {
                  log.add("x=" + in.getOrNull(0, X));
                  return null;
                })
            .build();
    DynamicFlow.of(skipping(consumer)).with(Map.of()).run(executor);
    executor.close();
    assertThat(log).containsExactly("E:first", "x=null");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aRevertWithoutARequiredArgumentFails(TaskExecutor executor) {
    Atom consumer =
        Atom.named("consumer")
            .requiresOptional(X)
            .executes(in -> null)
            .revertRequires(X)
            .reverts(in -> log.add("R:consumer"))
            .build();
    FlowFailedException failed =
        fail(skipping(consumer).add(BROKEN).link("consumer", "broken"), executor);
    assertThat(failed.state()).isEqualTo(FlowState.FAILURE);
    assertThat(failed.revertFailures()).extracting(Failure::atom).containsExactly("consumer");
    assertThat(failed.revertFailures().get(0).message().orElseThrow())
        .startsWith("The revert of atom 'consumer' of flow 'f' requires 'x', which is absent");
    assertThat(log).containsExactly("E:first");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aControllerWithoutARequiredArgumentFails(TaskExecutor executor) {
    FlowPattern guarded =
        LinearFlow.named("g")
            .retry(RetryAtom.of((history, in) -> RetryDecision.RETRY).requires(X))
            .add(task("inner").build());
    GraphFlow flow =
        GraphFlow.named("f")
            .add(task("first").build())
            .add(task("provider").provides(X).build())
            .add(guarded)
            .link("first", "provider", NO, Depth.ATOM);
    FlowFailedException failed = fail(flow, executor);
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed.failures()).extracting(Failure::atom).containsExactly("g_retry");
    assertThat(log).containsExactly("E:first", "R:first");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aDeciderThatFailsIsAFailureOfWhatItGuards(TaskExecutor executor) {
    GraphFlow flow =
        GraphFlow.named("f")
            .add(task("first").build())
            .add(task("guarded").build())
            .link(
                "first",
                "guarded",
                results -> {
                  throw new IllegalStateException("undecided");
                },
                Depth.ALL);
    FlowFailedException failed = fail(flow, executor);
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed.failures()).extracting(Failure::atom).containsExactly("guarded");
    assertThat(failed)
        .hasMessageContaining("The decider of the link from 'first' to 'guarded' threw")
        .hasRootCauseMessage("undecided");
    assertThat(log).containsExactly("E:first", "R:first");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aDeciderThatAsksBySymbolIsToldWhatItWasHanded(TaskExecutor executor) {
    GraphFlow flow =
        GraphFlow.named("f")
            .add(task("first").provides(X).build())
            .add(LinearFlow.named("inner").add(task("guarded").build()))
            .link("first", "inner", results -> results.get("x").equals(1), Depth.ALL);
    FlowFailedException failed = fail(flow, executor);
    assertThat(failed.failures()).extracting(Failure::atom).containsExactly("guarded");
    assertThat(failed.failures().get(0).isCausedBy(NullPointerException.class)).isTrue();
    assertThat(failed.failures().get(0).message().orElseThrow())
        .startsWith(
            "The decider of the link from 'first' to 'inner' threw java.lang.NullPointerException")
        .endsWith("It was handed the results of the atoms [first], by their names");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aDeciderOfAnElementThatFailsIsToldByItsElement(TaskExecutor executor) {
    ElementDecider undecided =
        ElementDecider.of(
            in -> {
              throw new IllegalStateException("undecided");
            });
    LinearFlow inner = LinearFlow.named("inner").add(task("guarded").build()).decider(undecided);
    FlowFailedException failed =
        fail(LinearFlow.named("f").add(task("first").build()).add(inner), executor);
    assertThat(failed.failures().get(0).message())
        .hasValue(
            "The decider of the element 'inner' threw java.lang.IllegalStateException: undecided");
    assertThat(failed).hasRootCauseMessage("undecided");
    assertThat(log).containsExactly("E:first", "R:first");
  }

  static Stream<RetryController> withoutAnAnswer() {
    return Stream.of(
        (history, in) -> {
          throw new IllegalStateException("which way?");
        },
        NotCalledTest::none);
  }

  @SuppressWarnings("NullAway") // Somebody returns null all the same.
  private static RetryDecision none(RetryHistory history, Object in) {
    return null;
  }

  @ParameterizedTest
  @MethodSource("withoutAnAnswer")
  void aControllerWithoutAnAnswerGivesUp(RetryController controller) {
    FlowPattern flow =
        LinearFlow.named("f")
            .add(task("first").build())
            .add(LinearFlow.named("g").retry(RetryAtom.of(controller)).add(BROKEN));
    FlowFailedException failed = fail(flow, TaskExecutor.serial());
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed.failures()).extracting(Failure::atom).contains("broken");
    assertThat(log).containsExactly("E:first", "R:first");
  }

  /** What was not called is not reverted after a crash either, once its failure is recorded. */
  @ParameterizedTest
  @MethodSource("executors")
  void aCrashAtAnyCommitDoesNotCallWhatWasNotCalled(TaskExecutor executor) {
    int commits = 0;
    boolean crashed = true;
    for (; crashed; commits++) {
      log.clear();
      MemoryPersistence memory = new MemoryPersistence();
      CrashingPersistence crashing =
          new CrashingPersistence(memory, true, commits, CrashingPersistence.Kind.AFTER_THE_COMMIT);
      DynamicFlow flow = DynamicFlow.of(skipping(task("consumer").requires(X).build()));
      try (Backstitch backstitch = Backstitch.builder(crashing).executor(executor).open()) {
        backstitch.register(flow);
        backstitch.start(flow.with(Map.of()), "r").join();
      } catch (FlowStoppedException | FlowFailedException e) {
        assertThat(e).hasMessageContaining("'r'");
      }
      crashed = crashing.hasCrashed();
      try (Backstitch backstitch = Backstitch.builder(memory).executor(executor).open()) {
        backstitch.register(flow);
        FlowFailedException failed =
            catchThrowableOfType(
                FlowFailedException.class, () -> backstitch.start(flow.with(Map.of()), "r").join());
        assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
        assertThat(failed.failures()).extracting(Failure::atom).containsExactly("consumer");
      }
      assertThat(log).contains("E:first", "R:first").doesNotContain("E:consumer", "R:consumer");
    }
    executor.close();
    assertThat(commits).isGreaterThan(3);
  }
}
