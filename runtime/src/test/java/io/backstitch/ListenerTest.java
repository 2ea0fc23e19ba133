package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.annotation.Depth;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.FlowTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.RunStore;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What those who listen hear, and that they can't harm a run. */
class ListenerTest {

  private final Persistence persistence = new MemoryPersistence();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  static Stream<TaskExecutor> executors() {
    return Stream.of(TaskExecutor.serial(), TaskExecutor.threads(2));
  }

  private static DynamicFlow failingAtEnd() {
    return DynamicFlow.of(
        LinearFlow.named("f")
            .add(
                Atom.named("a")
                    .executes(
                        in -> {
                          in.context().progress(0.5, "half");
                          return null;
                        })
                    .reverts(in -> {})
                    .build())
            .add(
                Atom.named("b")
                    .executes(
                        in -> {
                          throw new IllegalStateException("boom");
                        })
                    .build()));
  }

  private void run(Backstitch.Builder builder, TaskExecutor executor) {
    DynamicFlow flow = failingAtEnd();
    try (Backstitch backstitch = builder.executor(executor).open()) {
      backstitch.register(flow);
      FlowRun<?> run = backstitch.start(flow.with(Map.of()), "r");
      assertThatThrownBy(run::join)
          .isInstanceOf(FlowFailedException.class)
          .hasMessageContaining("boom");
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
    }
  }

  private final class Hearing implements RunListener {

    @Override
    public void onFlow(FlowTransition transition) {
      heard.add(transition.runId() + " " + transition.flow() + " " + transition.to());
    }

    @Override
    public void onAtom(AtomTransition transition) {
      heard.add(transition.atom() + " " + transition.from() + " " + transition.to());
    }

    @Override
    public void onProgress(String runId, String atom, double fraction, String details) {
      heard.add(atom + " " + fraction + " " + details);
    }
  }

  private static final class Failing implements RunListener {

    @Override
    public void onFlow(FlowTransition transition) {
      throw new IllegalStateException("a listener that fails");
    }

    @Override
    public void onAtom(AtomTransition transition) {
      throw new AssertionError("a listener that fails");
    }

    @Override
    public void onProgress(String runId, String atom, double fraction, String details) {
      throw new NoClassDefFoundError("a/listener/that/Fails");
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aListenerHearsOfEveryTransitionInOrder(TaskExecutor executor) {
    run(Backstitch.builder(persistence).listener(new Hearing()), executor);
    assertThat(heard)
        .containsExactly(
            "r f RUNNING",
            "a PENDING RUNNING",
            "a 0.5 half",
            "a RUNNING SUCCESS",
            "b PENDING RUNNING",
            "b RUNNING FAILURE",
            "b FAILURE REVERTING",
            "b REVERTING REVERTED",
            "a SUCCESS REVERTING",
            "a REVERTING REVERTED",
            "r f REVERTED");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aTransitionIsStoredBeforeItIsHeardOf(TaskExecutor executor) {
    AtomicReference<RunStore> store = new AtomicReference<>();
    run(
        Backstitch.builder(
                () -> {
                  store.set(persistence.open());
                  return store.get();
                })
            .listener(
                new RunListener() {
                  @Override
                  public void onAtom(AtomTransition transition) {
                    if (!transition.elapsed().isZero() || transition.to() == AtomState.REVERTED) {
                      heard.add(transition.atom() + " " + stored(transition.atom()));
                    }
                  }

                  private AtomState stored(String atom) {
                    return store.get().load("r").orElseThrow().atoms().stream()
                        .filter(record -> record.atom().equals(atom))
                        .findFirst()
                        .orElseThrow()
                        .state();
                  }
                }),
        executor);
    assertThat(heard).containsExactly("a SUCCESS", "b FAILURE", "b REVERTED", "a REVERTED");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aFailingListenerHarmsNeitherTheRunNorTheOthers(TaskExecutor executor) {
    run(Backstitch.builder(persistence).listener(new Failing()).listener(new Hearing()), executor);
    assertThat(heard).hasSize(11).last().isEqualTo("r f REVERTED");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void allListenersHearTheSameOrderWhateverOneOfThemDoesMeanwhile(TaskExecutor executor) {
    AtomicReference<Backstitch> opened = new AtomicReference<>();
    List<String> before = Collections.synchronizedList(new ArrayList<>());
    RunListener suspending =
        new RunListener() {
          @Override
          public void onFlow(FlowTransition transition) {
            before.add(transition.runId() + " " + transition.flow() + " " + transition.to());
          }

          @Override
          public void onAtom(AtomTransition transition) {
            before.add(transition.atom() + " " + transition.from() + " " + transition.to());
            if (transition.atom().equals("a") && transition.to() == AtomState.SUCCESS) {
              FlowRun<?> run = opened.get().resume("r");
              run.suspend();
              assertThat(run.state()).isEqualTo(FlowState.SUSPENDING);
              before.add("asked");
            }
          }
        };
    DynamicFlow flow = failingAtEnd();
    try (Backstitch backstitch =
        Backstitch.builder(persistence)
            .executor(executor)
            .listener(suspending)
            .listener(new Hearing())
            .open()) {
      opened.set(backstitch);
      backstitch.register(flow);
      assertThatThrownBy(backstitch.start(flow.with(Map.of()), "r")::join)
          .isInstanceOf(FlowStoppedException.class);
    }
    assertThat(before)
        .containsExactly(
            "r f RUNNING",
            "a PENDING RUNNING",
            "a RUNNING SUCCESS",
            "asked",
            "r f SUSPENDING",
            "r f SUSPENDED");
    before.remove("asked");
    heard.remove("a 0.5 half");
    assertThat(heard).isEqualTo(before);
  }

  @Test
  void anAtomWhoseDeciderThrowsFailsFromPending() {
    FlowPattern flow =
        GraphFlow.named("f")
            .add(Atom.named("a").executes(in -> null).build())
            .add(Atom.named("b").executes(in -> null).build())
            .link(
                "a",
                "b",
                results -> {
                  throw new IllegalStateException("undecided");
                },
                Depth.ATOM);
    assertThatThrownBy(hearing(flow)::run).isInstanceOf(FlowFailedException.class);
    assertThat(heard)
        .contains("b PENDING FAILURE", "b FAILURE REVERTING")
        .doesNotContain("b PENDING RUNNING");
  }

  /** In the round in which it was to start again, something else fails first. */
  @Test
  void aControllerThatIsAboutToStartAgainMayBeUndoneInstead() {
    LinearFlow line = LinearFlow.named("line");
    for (String name : List.of("one", "two")) {
      line = line.add(Atom.named(name).executes(in -> null).build());
    }
    FlowPattern flow =
        UnorderedFlow.named("f")
            .add(LinearFlow.named("g").retry(Retries.times(2)).add(failing("x")))
            .add(line.add(failing("last").priority(9)));
    assertThatThrownBy(hearing(flow)::run).isInstanceOf(FlowFailedException.class);
    assertThat(heard)
        .containsSubsequence(
            "g_retry SUCCESS RETRYING", "g_retry RETRYING REVERTING", "g_retry REVERTING REVERTED");
  }

  private static Atom failing(String name) {
    return Atom.named(name)
        .executes(
            in -> {
              throw new IllegalStateException("boom");
            })
        .build();
  }

  private InMemoryEngine<Results> hearing(FlowPattern flow) {
    return DynamicFlow.of(flow)
        .with(Map.of())
        .engine()
        .executor(TaskExecutor.serial())
        .listener(new Hearing())
        .build();
  }

  @Test
  void noProgressIsLostWhateverThreadTellsIt() {
    AtomicInteger heard = new AtomicInteger();
    RunListener counting =
        new RunListener() {
          @Override
          public void onProgress(String run, String atom, double fraction, String details) {
            heard.incrementAndGet();
          }
        };
    Atom busy =
        Atom.named("busy")
            .executes(
                in -> {
                  List<Thread> threads = new ArrayList<>();
                  for (int i = 0; i < 4; i++) {
                    Thread thread =
                        new Thread(
                            () -> {
                              for (int j = 0; j < 1_000; j++) {
                                in.context().progress(Double.NaN, "");
                              }
                            });
                    threads.add(thread);
                    thread.start();
                  }
                  for (Thread thread : threads) {
                    thread.join();
                  }
                  return null;
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(busy));
    flow.with(Map.of()).engine().executor(TaskExecutor.serial()).listener(counting).build().run();
    flow.with(Map.of()).engine().executor(TaskExecutor.threads(2)).listener(counting).build().run();
    assertThat(heard).hasValue(8_000);
  }
}
