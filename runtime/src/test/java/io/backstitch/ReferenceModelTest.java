package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.ModelFlow.Feature;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Results;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a flow is what a {@link ReferenceModel} says, on flows made up at random. More of
 * them are tried with {@code -Djqwik.tries.default=100000}.
 */
class ReferenceModelTest {

  private static final List<EngineOptions> OPTIONS =
      List.of(
          EngineOptions.DEFAULT,
          EngineOptions.DEFAULT.neverResolve(true),
          EngineOptions.DEFAULT.deferReverts(false),
          EngineOptions.DEFAULT.wholeRounds(true));

  /** How a run ended. */
  private record End(FlowState state, SortedMap<String, Integer> values) {}

  /**
   * All that can be seen of a run.
   *
   * @param rests how it ended; as often as something could not be undone, it was carried on with
   */
  private record Course(
      List<FlowState> rests,
      SortedMap<String, Integer> values,
      SortedMap<String, AtomState> states,
      List<String> calls) {

    End end() {
      return new End(rests.get(rests.size() - 1), values);
    }
  }

  /** What the model says; nothing is said of a flow in which it is open who provides what. */
  private static Course expected(ModelFlow flow, EngineOptions options) {
    ReferenceModel model = new ReferenceModel(flow, options);
    List<FlowState> rests = new ArrayList<>();
    do {
      rests.add(model.run());
    } while (goesOn(rests.get(rests.size() - 1), options));
    SortedMap<String, Integer> values = model.values();
    Assume.that(!model.isAmbiguous());
    boolean isDone = rests.contains(FlowState.SUCCESS);
    return new Course(rests, isDone ? values : new TreeMap<>(), model.states(), model.calls);
  }

  private static boolean goesOn(FlowState state, EngineOptions options) {
    return state == FlowState.FAILURE && !options.neverResolve();
  }

  private static Course run(
      ModelRun run, SortedMap<String, AtomState> expected, TaskExecutor on, EngineOptions options) {
    InMemoryEngine<Results> engine =
        run.flow.with(Map.of()).engine().executor(on).options(options).listener(run).build();
    List<FlowState> rests = new ArrayList<>();
    End end;
    do {
      end = end(run, engine::run);
      rests.add(end.state());
    } while (goesOn(end.state(), options));
    SortedMap<String, AtomState> states = new TreeMap<>(expected);
    states.replaceAll((atom, any) -> run.states.getOrDefault(atom, AtomState.PENDING));
    return new Course(rests, end.values(), states, run.calls);
  }

  private static End end(ModelRun run, Supplier<Results> results) {
    try {
      return new End(FlowState.SUCCESS, run.values(results.get()));
    } catch (FlowFailedException e) {
      return new End(e.state(), new TreeMap<>());
    }
  }

  private static Set<Feature> without(Set<Feature> features, Feature... left) {
    Set<Feature> others = EnumSet.noneOf(Feature.class);
    others.addAll(features);
    others.removeAll(List.of(left));
    return others;
  }

  /** Which calls are made in which order, and what is left in the end. */
  @Property
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void aSerialRunGoesAsTheModelSays(@ForAll long seed, @ForAll Set<Feature> features) {
    ModelFlow flow = new ModelFlow(seed, 0.1, without(features, Feature.THROWING_DECIDERS));
    for (EngineOptions options : OPTIONS) {
      // A controller that starts again belongs to the round before, which the model knows not.
      if (!options.wholeRounds() || !features.contains(Feature.RETRIES)) {
        Course expected = expected(flow, options);
        assertThat(run(new ModelRun(flow), expected.states(), TaskExecutor.serial(), options))
            .as("%s%n%s", flow, options)
            .isEqualTo(expected);
        Statistics.label("end").collect(expected.end().state());
        Statistics.label("skips").collect(expected.states().containsValue(AtomState.IGNORE));
      }
    }
    Statistics.label("end")
        .coverage(
            ends -> {
              for (FlowState each :
                  List.of(FlowState.SUCCESS, FlowState.REVERTED, FlowState.FAILURE)) {
                ends.check(each).percentage(part -> part > 5);
              }
            });
    Statistics.label("skips").coverage(skips -> skips.check(true).percentage(part -> part > 10));
  }

  /** Whatever is done first; so the flows are such that it makes no difference in the end. */
  @Property(tries = 300)
  void aParallelRunEndsAsTheModelSays(@ForAll long seed, @ForAll Set<Feature> features) {
    ModelFlow flow = new ModelFlow(seed, 0.1, without(features, Feature.REVERTING_ALL));
    Course expected = expected(flow, EngineOptions.DEFAULT);
    for (int threads : new int[] {2, 4}) {
      try (TaskExecutor executor = TaskExecutor.threads(threads)) {
        Course course = run(new ModelRun(flow), expected.states(), executor, EngineOptions.DEFAULT);
        assertThat(course.end()).as("%s", flow).isEqualTo(expected.end());
        checkStates(flow, course.states(), expected);
      }
    }
  }

  private static void checkStates(
      ModelFlow flow, SortedMap<String, AtomState> states, Course expected) {
    if (expected.end().state() == FlowState.SUCCESS) {
      assertThat(states).as("%s", flow).isEqualTo(expected.states());
    } else {
      assertThat(states.values())
          .as("%s", flow)
          .isSubsetOf(AtomState.PENDING, AtomState.IGNORE, AtomState.REVERTED);
    }
  }

  @Property(tries = 200)
  void restingOnTheWayChangesNothing(@ForAll long seed, @ForAll Set<Feature> features) {
    ModelFlow flow =
        new ModelFlow(
            seed, 0.1, without(features, Feature.REVERTING_ALL, Feature.THROWING_DECIDERS));
    Course expected = expected(flow, EngineOptions.DEFAULT);
    try (TaskExecutor threads = TaskExecutor.threads(2)) {
      for (TaskExecutor executor : List.of(TaskExecutor.serial(), threads)) {
        ModelRun run = new ModelRun(flow);
        assertThat(runWithRests(run, executor, 2 + Math.floorMod(seed, 4)))
            .as("%s", flow)
            .isEqualTo(expected.end());
        SortedMap<String, AtomState> states = new TreeMap<>(expected.states());
        states.replaceAll((atom, any) -> run.states.getOrDefault(atom, AtomState.PENDING));
        checkStates(flow, states, expected);
      }
    }
  }

  /** Runs a flow that is asked to rest each time a number of things has happened. */
  private static End runWithRests(ModelRun run, TaskExecutor executor, int often) {
    AtomicReference<@Nullable InMemoryEngine<Results>> suspended = new AtomicReference<>();
    AtomicInteger happened = new AtomicInteger();
    RunListener suspending =
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition) {
            InMemoryEngine<Results> engine = suspended.get();
            if (engine != null && happened.incrementAndGet() % often == 0) {
              engine.suspend();
            }
          }
        };
    InMemoryEngine<Results> engine =
        run.flow
            .with(Map.of())
            .engine()
            .executor(executor)
            .listener(run)
            .listener(suspending)
            .build();
    suspended.set(engine);
    while (true) {
      try {
        End end = end(run, engine::run);
        if (end.state() != FlowState.FAILURE) {
          return end;
        }
      } catch (FlowStoppedException e) {
        assertThat(engine.state()).isEqualTo(FlowState.SUSPENDED);
      }
    }
  }

  @Property(tries = 40)
  void aCrashAtAnyCommitChangesNothing(@ForAll long seed, @ForAll Set<Feature> features) {
    ModelFlow flow = new ModelFlow(seed, 0.1, without(features, Feature.THROWING_DECIDERS));
    for (EngineOptions options : OPTIONS) {
      if (!options.wholeRounds() || !features.contains(Feature.RETRIES)) {
        crashAtEveryCommit(flow, TaskExecutor.serial(), options);
      }
    }
  }

  @Property(tries = 20)
  void norDoesOneOfAParallelRun(@ForAll long seed, @ForAll Set<Feature> features) {
    ModelFlow flow = new ModelFlow(seed, 0.1, without(features, Feature.REVERTING_ALL));
    try (TaskExecutor threads = TaskExecutor.threads(2)) {
      crashAtEveryCommit(flow, threads, EngineOptions.DEFAULT);
    }
  }

  private static void crashAtEveryCommit(
      ModelFlow flow, TaskExecutor executor, EngineOptions options) {
    End expected = expected(flow, options).end();
    boolean hasCrashed = true;
    for (int commits = 0; hasCrashed; commits++) {
      for (CrashingPersistence.Kind kind : CrashingPersistence.Kind.values()) {
        CrashingPersistence crashing =
            new CrashingPersistence(new MemoryPersistence(), executor.isSerial(), commits, kind);
        ModelRun run = new ModelRun(flow);
        String what = "%s%s at commit %d, %s".formatted(flow, kind, commits, options);
        try {
          carryOn(run, crashing, executor, options, true);
        } catch (FlowStoppedException e) {
          assertThat(e).as(what).hasMessageContaining("'r'");
        }
        hasCrashed = crashing.hasCrashed();
        if (crashing.isStored("r")) {
          Set<String> recorded = crashing.finishedKeys("r");
          int before = run.keys.size();
          End end;
          do {
            end = carryOn(run, crashing.survivor(), executor, options, false);
          } while (goesOn(end.state(), options));
          assertThat(end).as("%s: %s", what, run.calls).isEqualTo(expected);
          assertThat(run.keys.subList(before, run.keys.size()))
              .as("%s: %s", what, run.calls)
              .noneMatch(recorded::contains);
          checkUndone(flow, run, end, options, what);
        }
      }
    }
  }

  /** Starts the run, or carries on with it in another process. */
  private static End carryOn(
      ModelRun run, Persistence on, TaskExecutor executor, EngineOptions options, boolean isNew) {
    try (Backstitch backstitch =
        Backstitch.builder(on).executor(executor).options(options).open()) {
      backstitch.register(run.flow);
      if (isNew) {
        return end(run, () -> backstitch.start(run.flow.with(Map.of()), "r").join());
      }
      backstitch.recover();
      // Also if something could not be undone before.
      return end(run, () -> (Results) backstitch.resume("r").join());
    }
  }

  private static void checkUndone(
      ModelFlow flow, ModelRun run, End end, EngineOptions options, String what) {
    if (end.state() == FlowState.REVERTED && options.deferReverts()) {
      Set<String> undone = called(run, "revert");
      flow.tasks.stream()
          .filter(task -> !task.hasRevert)
          .forEach(task -> undone.add(task.fullName()));
      assertThat(undone).as("%s: %s", what, run.calls).containsAll(called(run, "execute"));
    }
  }

  private static Set<String> called(ModelRun run, String how) {
    return run.calls.stream()
        .filter(call -> call.startsWith(how))
        .map(call -> call.split(" ", -1)[1])
        .collect(Collectors.toCollection(HashSet::new));
  }
}
