package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.annotation.Depth;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import io.backstitch.persistence.MemoryPersistence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the code of users throws, and wherever: the run comes to an end, and tells why. */
@Timeout(60)
class HostileCodeTest {

  private static final Symbol<List<String>> NAMES =
      Symbol.of("names", ValueType.of(List.class, ValueType.of(String.class)));

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  static Stream<TaskExecutor> executors() {
    return Stream.of(TaskExecutor.serial(), TaskExecutor.threads(2));
  }

  /** An exception that can't be asked anything. */
  private static final class Mute extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new AssertionError("no message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause");
    }
  }

  private Atom undoable() {
    return Atom.named("first").executes(in -> null).reverts(in -> log.add("undone first")).build();
  }

  private FlowFailedException failure(DynamicFlow flow, TaskExecutor executor) {
    MemoryPersistence persistence = new MemoryPersistence();
    try (Backstitch backstitch = Backstitch.builder(persistence).executor(executor).open()) {
      backstitch.register(flow);
      FlowRun<?> run = backstitch.start(flow.with(Map.of()), "r");
      return catchThrowableOfType(FlowFailedException.class, run::join);
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void anExceptionThatCanNotBeAskedIsAFailureLikeAnyOther(TaskExecutor executor) {
    Atom mute =
        Atom.named("mute")
            .executes(
                in -> {
                  throw new Mute();
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(undoable()).add(mute));
    FlowFailedException failed = failure(flow, executor);
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed.failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.type()).isEqualTo(Mute.class.getName()));
    assertThat(log).containsExactly("undone first");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aDeciderThatOverflowsTheStackFailsTheAtomItGuards(TaskExecutor executor) {
    Atom guarded = Atom.named("guarded").executes(in -> null).build();
    DynamicFlow flow =
        DynamicFlow.of(
            GraphFlow.named("f")
                .add(undoable())
                .add(guarded)
                .link(
                    "first",
                    "guarded",
                    results -> {
                      throw new StackOverflowError();
                    },
                    Depth.ATOM));
    FlowFailedException failed = failure(flow, executor);
    assertThat(failed.failures().get(0).atom()).isEqualTo("guarded");
    assertThat(log).containsExactly("undone first");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aListenerMayThrowAnything(TaskExecutor executor) {
    RunListener listener =
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition) {
            throw transition.to() == AtomState.SUCCESS
                ? new Error("an error of no special kind")
                : new OutOfMemoryError("not really");
          }
        };
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(undoable()));
    try (Backstitch backstitch =
        Backstitch.builder(new MemoryPersistence()).executor(executor).listener(listener).open()) {
      backstitch.register(flow);
      FlowRun<?> run = backstitch.start(flow.with(Map.of()), "r");
      run.join();
      assertThat(run.state()).isEqualTo(FlowState.SUCCESS);
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aFailedRevertOfATaskThatHadFailedIsTriedAgainByTheNextProcess(TaskExecutor executor) {
    Atom failing =
        Atom.named("failing")
            .provides(NAMES)
            .executes(
                in -> {
                  throw new IllegalStateException("boom");
                })
            .reverts(
                in -> {
                  assertThat(in.result(NAMES.type())).isNull();
                  throw new IllegalStateException("no way back");
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(failing));
    MemoryPersistence persistence = new MemoryPersistence();
    for (int process = 0; process < 2; process++) {
      try (Backstitch backstitch = Backstitch.builder(persistence).executor(executor).open()) {
        backstitch.register(flow);
        FlowRun<?> run = backstitch.start(flow.with(Map.of()), "r");
        FlowFailedException failed = catchThrowableOfType(FlowFailedException.class, run::join);
        assertThat(failed.state()).isEqualTo(FlowState.FAILURE);
        assertThat(failed.revertFailures()).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void anOutcomeThatCanNotBeMadeIsToldToThoseWhoWait(TaskExecutor executor) {
    FlowDefinition<String> flow =
        new FlowDefinition<>("f", "1.0", LinearFlow.named("f").add(undoable()), List.of()) {
          @Override
          protected String outcome(Results results) {
            throw new LinkageError("another version");
          }
        };
    try (Backstitch backstitch =
        Backstitch.builder(new MemoryPersistence()).executor(executor).open()) {
      backstitch.register(flow);
      FlowRun<String> run = backstitch.start(flow.bind(), "r");
      assertThatThrownBy(run::join).hasStackTraceContaining("another version");
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void anInterruptReachesNothingButTheMethodItWasLeftBy(TaskExecutor executor) {
    RunListener listener =
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition) {
            log.add(transition.atom() + " " + Thread.currentThread().isInterrupted());
          }
        };
    Atom interrupting =
        Atom.named("interrupting")
            .executes(
                in -> {
                  Thread.currentThread().interrupt();
                  return null;
                })
            .build();
    Atom next =
        Atom.named("next")
            .executes(
                in -> {
                  log.add("next " + Thread.currentThread().isInterrupted());
                  return null;
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(interrupting).add(next));
    try (Backstitch backstitch =
        Backstitch.builder(new MemoryPersistence()).executor(executor).listener(listener).open()) {
      backstitch.register(flow);
      backstitch.start(flow.with(Map.of()), "r").join();
    } finally {
      // A serial run hands the interrupt on to its caller.
      Thread.interrupted();
    }
    assertThat(log).hasSize(5).allMatch(line -> line.endsWith(" false"));
  }

  @Test
  void anInterruptOfTheCallerWaitsForTheEndOfTheRun() {
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(
                    Atom.named("a")
                        .executes(in -> log.add("a " + Thread.currentThread().isInterrupted()))
                        .build()));
    Thread.currentThread().interrupt();
    flow.with(Map.of()).run(TaskExecutor.serial());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log).containsExactly("a false");
  }

  /** A value that its own code does not let be stored. */
  public record Unwritable(int size) {

    @Override
    public int size() {
      throw new IllegalStateException("not now");
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aResultThatCanNotBeStoredFailsItsAtomWhoseRevertSeesIt(TaskExecutor executor) {
    Symbol<Unwritable> symbol = Symbol.of("value", Unwritable.class);
    Atom atom =
        Atom.named("a")
            .provides(symbol)
            .executes(in -> new Unwritable(1))
            .reverts(in -> log.add("undo " + (in.result(symbol.type()) != null)))
            .build();
    FlowFailedException failed = failure(DynamicFlow.of(LinearFlow.named("f").add(atom)), executor);
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed).hasMessageContaining("'f'").hasMessageContaining("a:");
    assertThat(log).containsExactly("undo true");
  }
}
