package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.engine.EngineState;
import io.backstitch.engine.EngineSteps;
import io.backstitch.engine.RunStatistics;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.listener.PrintingListener;
import io.backstitch.persistence.MemoryPersistence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The examples of docs/runs.md: all that it shows is in this class, and does what it says. */
class RunsPageTest {

  private static final Symbol<String> SERVER = Symbol.of("server", String.class);

  private final Page page = new Page("runs.md");
  private final CountDownLatch go = new CountDownLatch(1);
  private boolean isBroken;

  RunsPageTest() throws IOException {}

  private DynamicFlow upgrade() {
    Atom stop =
        Atom.named("stop")
            .requires(SERVER)
            .executes(
                in -> {
                  go.await();
                  return null;
                })
            .build();
    Atom upgrade =
        Atom.named("upgrade")
            .requires(SERVER)
            .provides(Symbol.of("upgraded", String.class))
            .executes(
                in -> {
                  if (isBroken) {
                    throw new IllegalStateException("broken");
                  }
                  return in.get(0, SERVER);
                })
            .build();
    return DynamicFlow.of(LinearFlow.named("upgrade").add(stop).add(upgrade));
  }

  @Test
  void storedRuns() {
    DynamicFlow flow = upgrade();
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of("server", "s1")), "upgrade-s1");
      run.suspend();
      go.countDown();
      assertThatThrownBy(run::join).isInstanceOf(FlowStoppedException.class);
      isBroken = true;
      assertThatThrownBy(() -> backstitch.resume("upgrade-s1").join())
          .isInstanceOf(FlowFailedException.class);
      isBroken = false;
      backstitch.reset("upgrade-s1");
      backstitch.resume("upgrade-s1").join();
      backstitch.resume("upgrade-s1").join();
    }
  }

  @Test
  void tellingARunWhatToDo() throws InterruptedException {
    CountDownLatch isStopping = new CountDownLatch(1);
    Atom stop =
        Atom.named("stopServer")
            .executes(
                in -> {
                  isStopping.countDown();
                  go.await();
                  return null;
                })
            .build();
    Atom start = Atom.named("startServer").executes(in -> null).build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("upgrade").add(stop).add(start));
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "upgrade-s1");
      isStopping.await();
      backstitch.runs().suspend("upgrade-s1");
      go.countDown();
      assertThatThrownBy(run::join).isInstanceOf(FlowStoppedException.class);
      backstitch.runs().cancel("upgrade-s1", "the maintenance window is over");
      assertThatThrownBy(backstitch.resume("upgrade-s1")::join)
          .hasMessageEndingWith("it was cancelled: the maintenance window is over");
      backstitch.runs().rerun("upgrade-s1").join();
      backstitch.runs().fork("upgrade-s1", "startServer", "upgrade-s1-again").join();
    }
  }

  @Test
  void lookingAtRuns() {
    go.countDown();
    DynamicFlow flow = upgrade();
    List<String> told = new ArrayList<>();
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      backstitch.register(flow);
      StartOptions options =
          StartOptions.withId("upgrade-s1").metadata("room", "b12").metadata("by", "ann");
      backstitch.start(flow.with(Map.of("server", "s1")), options).join();

      RunQuery query =
          RunQuery.all()
              .ofFlow("upgrade")
              .inState(FlowState.SUCCESS)
              .withMetadata("room", "b12")
              .limit(20);
      RunPage page = backstitch.runs().list(query);
      while (true) {
        page.runs().forEach(found -> told.add(found.toString()));
        if (page.next().isEmpty()) {
          break;
        }
        page = backstitch.runs().list(query.after(page.next().get()));
      }
      assertThat(told)
          .singleElement()
          .asString()
          .startsWith("run 'upgrade-s1' of flow 'upgrade' in state SUCCESS {by=ann, room=b12}");

      RunDetails details = backstitch.runs().get("upgrade-s1");
      String server = details.inputs().get("server"); // JSON: "s1", with its quotes
      String upgraded = details.outputs().get("upgrade"); // what the atom upgrade has provided
      List<Failure> failures = details.failures();
      System.out.println(details.timeline());
      assertThat(server).isEqualTo("\"s1\"").isEqualTo(upgraded);
      assertThat(failures).isEmpty();
      assertThat(details.timeline().events()).hasSize(6);

      Map<FlowState, Long> perState = backstitch.runs().count();
      Map<String, Map<FlowState, Long>> perFlow = backstitch.runs().countByFlow(query);
      assertThat(perState).isEqualTo(Map.of(FlowState.SUCCESS, 1L));
      assertThat(perFlow).isEqualTo(Map.of("upgrade", perState));

      backstitch.runs().delete("upgrade-s1");
      int deleted = backstitch.runs().deleteOlderThan(Duration.ofDays(90));
      assertThat(deleted).isZero();
      assertThat(backstitch.runs().find("upgrade-s1")).isEmpty();
    }
  }

  @Test
  void tellsWhatARunHasDone() {
    go.countDown();
    DynamicFlow flow = upgrade();
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of("server", "s1")), "upgrade-s1");
      run.join();
      RunStatistics done = run.statistics();
      assertThat(done.executed()).isEqualTo(2);
      assertThat(done.failed()).isZero();
      assertThat(done.active()).isPositive();
      assertThat(done.inMethods()).isPositive();
    }
  }

  @Test
  void whatNeedsAPersonIsFound() {
    Atom stubborn =
        Atom.named("stubborn")
            .executes(in -> null)
            .reverts(
                in -> {
                  throw new IllegalStateException("stuck");
                })
            .build();
    Atom failing =
        Atom.named("failing")
            .executes(
                in -> {
                  throw new IllegalStateException("broken");
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(stubborn).add(failing));
    List<String> told = new ArrayList<>();
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      backstitch.register(flow);
      assertThatThrownBy(backstitch.start(flow.with(Map.of()), "r")::join)
          .isInstanceOf(FlowFailedException.class);
      for (Recovery.LeftAlone run : backstitch.recover().leftAlone()) {
        told.add(run.runId() + " is in state " + run.state() + ". " + run.why());
      }
    }
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("r is in state FAILURE. It is half-way and needs a person");
  }

  @Test
  void runsInMemory() {
    go.countDown();
    DynamicFlow flow = upgrade();
    InMemoryEngine<Results> engine =
        flow.with(Map.of("server", "s1"))
            .engine()
            .executor(TaskExecutor.serial())
            .listener(new PrintingListener(System.out))
            .build();
    Results results = engine.run();
    assertThat(results.getOrNull(Symbol.of("upgraded", String.class))).isEqualTo("s1");
  }

  @Test
  void stepByStep() {
    go.countDown();
    List<EngineState> seen = new ArrayList<>();
    InMemoryEngine<Results> engine = upgrade().with(Map.of("server", "s1")).engine().build();
    try (EngineSteps steps = engine.steps()) {
      while (steps.hasNext()) {
        EngineState state = steps.next();
        seen.add(state);
      }
    }
    Results results = engine.outcome();
    assertThat(results.getOrNull(Symbol.of("upgraded", String.class))).isEqualTo("s1");
    assertThat(seen).startsWith(EngineState.RESUMING).endsWith(EngineState.SUCCESS);
  }

  @Test
  void allCodeOfThePageIsHere() throws IOException {
    page.assertAllCodeIsIn(getClass());
  }

  @Test
  void everyStateIsOnThePage() {
    for (FlowState state : FlowState.values()) {
      assertThat(page.text()).contains("| `" + state + "` |");
    }
  }
}
