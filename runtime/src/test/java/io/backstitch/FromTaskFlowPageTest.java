package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.engine.EngineOptions;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Atoms;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.retry.Retries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of docs/from-taskflow.md is in this class, and so is what it says of options. */
class FromTaskFlowPageTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);

  private final List<String> log = new ArrayList<>();

  private Atom task(String name) {
    return Atoms.task(name, X, () -> 1).revertedBy(in -> log.add(name)).provideAs("x", name);
  }

  /** A controller that gives up, and nothing is around it but a task that is done. */
  private DynamicFlow givingUp() {
    Atom fails =
        Atoms.voidTask(
            "fails",
            () -> {
              throw new IOException("gone");
            });
    return DynamicFlow.of(
        LinearFlow.named("outer")
            .add(task("before"))
            .add(
                LinearFlow.named("inner")
                    .retry(Retries.alwaysRevert())
                    .add(task("inside"))
                    .add(fails)));
  }

  private static Results asInTaskFlow(DynamicFlow flow, Map<String, ?> inputs) {
    EngineOptions asInTaskFlow = EngineOptions.DEFAULT.deferReverts(false).wholeRounds(true);
    Results results =
        flow.with(inputs)
            .engine()
            .options(asInTaskFlow)
            .executor(TaskExecutor.serial())
            .build()
            .run();
    return results;
  }

  @Test
  void whoGivesUpUndoesEverythingOrAsInTaskFlowItsOwn() {
    assertThat(
            catchThrowableOfType(
                    FlowFailedException.class, () -> asInTaskFlow(givingUp(), Map.of()))
                .state())
        .isEqualTo(FlowState.REVERTED);
    assertThat(log).containsExactly("inside");
    log.clear();
    assertThat(
            catchThrowableOfType(FlowFailedException.class, () -> givingUp().run(Map.of())).state())
        .isEqualTo(FlowState.REVERTED);
    assertThat(log).containsExactly("inside", "before");
  }

  @Test
  void twoProvidersThatSomethingOrdersAreRefusedOnlyIfStrict() {
    GraphFlow two =
        GraphFlow.named("f")
            .add(Atoms.task("a", X, () -> 1))
            .add(Atoms.task("b", X, () -> 2))
            .add(Atoms.task("c", X, Symbol.of("y", int.class), x -> x))
            .link("a", "b");
    assertThat(DynamicFlow.of(two).run(Map.of()).get(Symbol.of("y", int.class))).isEqualTo(2);
    assertThat(
            catchThrowableOfType(InvalidFlowException.class, () -> DynamicFlow.of(two.strict()))
                .kind())
        .isEqualTo(InvalidFlowException.Kind.AMBIGUOUS_PROVIDER);
  }

  @Test
  void allCodeOfThePageIsHere() throws IOException {
    new Page("from-taskflow.md").assertAllCodeIsIn(getClass());
  }
}
