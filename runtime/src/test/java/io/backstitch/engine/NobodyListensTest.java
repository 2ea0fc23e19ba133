package io.backstitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.AtomState;
import io.backstitch.FlowState;
import io.backstitch.annotation.Depth;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.retry.Retries;
import io.backstitch.storage.RunStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without listeners nothing is made for them. Whatever they are told carries the id of the run, so
 * a run that is never asked for its id tells nothing; and who is in the middle of a call is noted
 * only for those who listen.
 */
class NobodyListensTest {

  private final AtomicInteger idsAsked = new AtomicInteger();
  private final List<AtomState> duringCalls = new ArrayList<>();
  private final List<FlowState> ends = new ArrayList<>();

  static Stream<TaskExecutor> executors() {
    return Stream.of(TaskExecutor.serial(), TaskExecutor.threads(2));
  }

  /** Something of all that a listener hears of: beginnings, ends, retries, skips and reverts. */
  private CompiledFlow flow(int[] observed, RunStorage[] storage) {
    Atom observing =
        Atom.named("observed")
            .executes(
                in -> {
                  duringCalls.add(storage[0].state(observed[0]));
                  in.context().progress(0.5, "half");
                  return null;
                })
            .reverts(in -> {})
            .build();
    Atom failing =
        Atom.named("failing")
            .executes(
                in -> {
                  throw new IllegalStateException("boom");
                })
            .build();
    FlowPattern pattern =
        GraphFlow.named("f")
            .add(Atom.named("first").executes(in -> null).build())
            .add(Atom.named("skipped").executes(in -> null).build())
            .link("first", "skipped", results -> false, Depth.ATOM)
            .add(LinearFlow.named("tried").retry(Retries.times(2)).add(observing).add(failing))
            .link("first", "tried");
    return CompiledFlow.compile("f", pattern);
  }

  private void run(TaskExecutor executor, List<RunListener> listeners) {
    int[] observed = new int[1];
    RunStorage[] storage = new RunStorage[1];
    CompiledFlow flow = flow(observed, storage);
    observed[0] = flow.node("observed");
    storage[0] = new RunStorage(flow, new Object[0]);
    new FlowEngine(
            () -> "r" + idsAsked.incrementAndGet(),
            flow,
            storage[0],
            null,
            null,
            null,
            executor,
            EngineOptions.DEFAULT,
            listeners,
            end -> ends.add(end.state()))
        .runHere();
    executor.close();
    assertThat(ends).containsExactly(FlowState.REVERTED);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void whatNobodyHearsOfIsNotMade(TaskExecutor executor) {
    run(executor, List.of());
    assertThat(idsAsked).hasValue(0);
    assertThat(duringCalls).containsExactly(AtomState.PENDING, AtomState.PENDING);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void whatSomebodyHearsOfIsMade(TaskExecutor executor) {
    List<AtomState> heard = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition) {
            heard.add(transition.to());
          }
        };
    run(executor, List.of(listener));
    // Each transition of an atom, and that the run has begun and ended.
    assertThat(idsAsked.get()).isGreaterThanOrEqualTo(heard.size() + 2);
    assertThat(heard).contains(AtomState.IGNORE, AtomState.RETRYING, AtomState.REVERTED);
    assertThat(duringCalls).containsExactly(AtomState.RUNNING, AtomState.RUNNING);
  }
}
