package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.EngineSteps;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every flow, on flows made up at random. */
class FlowPropertiesTest {

  /** How a run ended: what it provided, or what it reverted to. */
  private record End(FlowState state, Map<String, Integer> results) {}

  private static End run(RandomFlow random, TaskExecutor executor) {
    try {
      return new End(FlowState.SUCCESS, values(random, random.flow.with(Map.of()).run(executor)));
    } catch (FlowFailedException e) {
      assertThat(e.failures()).isNotEmpty();
      assertThat(e.failures())
          .allMatch(failure -> random.hasDeciders || random.failing.contains(failure.atom()));
      return new End(e.state(), Map.of());
    }
  }

  private static Map<String, Integer> values(RandomFlow random, Results results) {
    Map<String, Integer> values = new TreeMap<>();
    for (String atom : random.flow.graph().atomNames()) {
      if (!atom.endsWith("_retry")) {
        Integer value = results.getOrNull(Symbol.of("s" + atom, int.class));
        if (value != null) {
          values.put(atom, value);
        }
      }
    }
    return values;
  }

  /** How often each atom did something. */
  private static Map<String, Long> counts(RandomFlow random, String what) {
    return random.log.stream()
        .filter(line -> line.startsWith(what))
        .map(line -> line.substring(what.length()))
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }

  @Property(tries = 150)
  void serialAndParallelRunsAgree(@ForAll long seed) {
    RandomFlow one = new RandomFlow(seed, 0.1);
    RandomFlow other = new RandomFlow(seed, 0.1);
    try (TaskExecutor threads = TaskExecutor.threads(3)) {
      assertThat(run(one, threads)).isEqualTo(run(other, TaskExecutor.serial()));
    }
  }

  @Property(tries = 100)
  void goingStepByStepAndRestingOnTheWayChangesNothing(@ForAll long seed) {
    End expected = run(new RandomFlow(seed, 0.1), TaskExecutor.serial());
    assertThat(stepwise(new RandomFlow(seed, 0.1), TaskExecutor.serial(), seed))
        .isEqualTo(expected);
    try (TaskExecutor threads = TaskExecutor.threads(3)) {
      assertThat(stepwise(new RandomFlow(seed, 0.1), threads, seed)).isEqualTo(expected);
    }
  }

  /** Takes some steps, lets the run rest, and so on until it has come to its end. */
  private static End stepwise(RandomFlow random, TaskExecutor executor, long seed) {
    InMemoryEngine<Results> engine = random.flow.with(Map.of()).engine().executor(executor).build();
    Random lengths = new Random(seed);
    do {
      try (EngineSteps steps = engine.steps()) {
        for (int left = 1 + lengths.nextInt(12); left > 0 && steps.hasNext(); left--) {
          steps.next();
        }
      }
    } while (engine.state() == FlowState.SUSPENDED);
    try {
      return new End(FlowState.SUCCESS, values(random, engine.outcome()));
    } catch (FlowFailedException e) {
      return new End(e.state(), Map.of());
    }
  }

  @Property(tries = 150)
  void whatWasExecutedIsRevertedOrNothingIs(@ForAll long seed) {
    RandomFlow random = new RandomFlow(seed, 0.1);
    try (TaskExecutor threads = TaskExecutor.threads(3)) {
      End end = run(random, threads);
      Map<String, Long> executed = counts(random, "E:");
      if (end.state() == FlowState.SUCCESS) {
        // Each was done once more than it was undone.
        executed.replaceAll((atom, times) -> times - 1);
        executed.values().removeIf(times -> times == 0);
      }
      executed.keySet().removeAll(random.withoutRevert);
      assertThat(counts(random, "r:")).isEqualTo(executed);
    }
  }

  @Property(tries = 40)
  void aCrashAtAnyCommitChangesNothingInTheEnd(@ForAll long seed) {
    crashAtEveryCommit(seed, true, TaskExecutor.serial());
  }

  /** Commits that take their time, while other atoms go on. */
  @Property(tries = 20)
  void norDoesACrashOfAParallelRun(@ForAll long seed) {
    try (TaskExecutor threads = TaskExecutor.threads(3)) {
      crashAtEveryCommit(seed, false, threads);
    }
  }

  /** Of a run that ends half-way, only in which state it ends is the same. */
  @Property(tries = 15)
  void norDoesACrashWithOtherOptions(@ForAll long seed, @ForAll boolean wholeRounds) {
    for (EngineOptions options :
        List.of(
            EngineOptions.DEFAULT.wholeRounds(true),
            EngineOptions.DEFAULT.deferReverts(false).wholeRounds(wholeRounds),
            EngineOptions.DEFAULT.neverResolve(true).wholeRounds(wholeRounds))) {
      crashAtEveryCommit(seed, true, TaskExecutor.serial(), options);
    }
  }

  private static End run(RandomFlow random, EngineOptions options) {
    InMemoryEngine<Results> engine =
        random
            .flow
            .with(Map.of())
            .engine()
            .executor(TaskExecutor.serial())
            .options(options)
            .build();
    try {
      return new End(FlowState.SUCCESS, values(random, engine.run()));
    } catch (FlowFailedException e) {
      return new End(e.state(), Map.of());
    }
  }

  private static void crashAtEveryCommit(long seed, boolean isImmediate, TaskExecutor executor) {
    crashAtEveryCommit(seed, isImmediate, executor, EngineOptions.DEFAULT);
  }

  private static void crashAtEveryCommit(
      long seed, boolean isImmediate, TaskExecutor executor, EngineOptions options) {
    End expected = run(new RandomFlow(seed, 0.1), options);
    int commits = 0;
    boolean crashed = true;
    while (crashed) {
      for (CrashingPersistence.Kind kind : CrashingPersistence.Kind.values()) {
        CrashingPersistence persistence =
            new CrashingPersistence(new MemoryPersistence(), isImmediate, commits, kind);
        String what = "seed %d, %s at commit %d, %s".formatted(seed, kind, commits, options);
        Function<Persistence, Backstitch> open =
            on -> Backstitch.builder(on).executor(executor).options(options).open();
        boolean isWhole = options.deferReverts() && !options.neverResolve();
        crashed =
            crashAndRecover(new RandomFlow(seed, 0.1), persistence, open, expected, isWhole, what);
      }
      commits++;
    }
  }

  /** Runs until a commit of the run crashes, recovers, and checks; false if there was no crash. */
  private static boolean crashAndRecover(
      RandomFlow random,
      CrashingPersistence persistence,
      Function<Persistence, Backstitch> open,
      End expected,
      boolean isWhole,
      String what) {
    try (Backstitch backstitch = open.apply(persistence)) {
      backstitch.register(random.flow);
      backstitch.start(random.flow.with(Map.of()), "r").join();
    } catch (FlowStoppedException | FlowFailedException e) {
      assertThat(e).hasMessageContaining("'r'");
    }
    Set<String> recorded = persistence.finishedKeys("r");
    int before = random.keys.size();
    try (Backstitch backstitch = open.apply(persistence.survivor())) {
      backstitch.register(random.flow);
      // Nothing but what had come to such an end before the crash.
      assertThat(backstitch.recover().leftAlone())
          .allMatch(
              left -> left.state() == FlowState.FAILURE && expected.state() == FlowState.FAILURE);
      if (persistence.isStored("r")) {
        assertThat(endOf(random, backstitch.start(random.flow.with(Map.of()), "r")))
            .as("%s: %s", what, random.log)
            .isEqualTo(expected);
      }
    }
    assertThat(random.keys.subList(before, random.keys.size())).noneMatch(recorded::contains);
    if (isWhole && expected.state() == FlowState.REVERTED && persistence.isStored("r")) {
      Set<String> executed = counts(random, "E:").keySet();
      Set<String> undone = new HashSet<>(counts(random, "r:").keySet());
      undone.addAll(random.withoutRevert);
      assertThat(undone).as("%s: %s", what, random.log).containsAll(executed);
      // What the record allows to have been started is undone too, without a result.
      assertThat(executed).containsAll(random.undoneWithResult);
    }
    return persistence.hasCrashed();
  }

  private static End endOf(RandomFlow random, FlowRun<Results> run) {
    try {
      return new End(FlowState.SUCCESS, values(random, run.join()));
    } catch (FlowFailedException e) {
      return new End(e.state(), Map.of());
    }
  }
}
