package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.FlowEngine;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.storage.RunStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a reset does to the history of retry controllers. The engine's own reset keeps it, as
 * TaskFlow does; those that a user calls make a run that knows nothing of what was tried before.
 */
class ResetHistoryTest {

  private static final Symbol<Integer> TRY = Symbol.of("try", int.class);

  /** How many attempts the controller was told of, each time it was executed. */
  private final List<Integer> histories = new ArrayList<>();

  private final DynamicFlow flow =
      DynamicFlow.of(
          LinearFlow.named("f")
              .retry(RetryAtom.of(new Watching()).provides(TRY))
              .add(Atom.named("a").requires(TRY).executes(this::failAtFirst).build()));

  /** Tries once more, and provides the number of the attempt. */
  private final class Watching implements RetryController {

    @Override
    public Object execute(RetryHistory history, Arguments in) {
      histories.add(history.size());
      return history.size() + 1;
    }

    @Override
    public RetryDecision onFailure(RetryHistory history, Arguments in) {
      return RetryDecision.RETRY;
    }
  }

  private Object failAtFirst(Arguments in) {
    if (in.get(0, TRY) == 1) {
      throw new IllegalStateException("at first");
    }
    return "done";
  }

  private FlowEngine engine(RunStorage storage) {
    return new FlowEngine(
        () -> "r",
        flow.graph(),
        storage,
        null,
        null,
        null,
        TaskExecutor.serial(),
        EngineOptions.DEFAULT,
        List.of(),
        end -> assertThat(end.state()).isEqualTo(FlowState.SUCCESS));
  }

  @Test
  void theResetOfTheEngineKeepsIt() {
    RunStorage storage = new RunStorage(flow.graph(), new Object[0]);
    engine(storage).runHere();
    engine(storage).reset();
    assertThat(storage.flowState()).isEqualTo(FlowState.PENDING);
    engine(storage).runHere();
    assertThat(histories).containsExactly(0, 1, 2);
  }

  @Test
  void theResetOfARunInMemoryForgetsIt() {
    InMemoryEngine<Results> engine =
        flow.with(Map.of()).engine().executor(TaskExecutor.serial()).build();
    engine.run();
    engine.reset();
    engine.run();
    assertThat(histories).containsExactly(0, 1, 0, 1);
  }

  @Test
  void theResetOfAStoredRunForgetsIt() {
    MemoryPersistence persistence = new MemoryPersistence();
    for (int process = 0; process < 2; process++) {
      try (Backstitch backstitch =
          Backstitch.builder(persistence).executor(TaskExecutor.serial()).open()) {
        backstitch.register(flow);
        backstitch.start(flow.with(Map.of()), "r").join();
        backstitch.reset("r");
        backstitch.resume("r").join();
        backstitch.reset("r");
      }
    }
    // Also by the next process, which finds it in the storage.
    assertThat(histories).containsExactly(0, 1, 0, 1, 0, 1, 0, 1);
  }
}
