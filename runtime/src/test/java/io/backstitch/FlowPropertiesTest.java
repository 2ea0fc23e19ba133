package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.engine.EngineSteps;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.graph.FlowGraph;
import io.backstitch.persistence.MemoryPersistence;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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

  @Property(tries = 150)
  void atomsWaitForThoseBeforeThemAndRevertsForThoseAfter(@ForAll long seed) {
    RandomFlow random = new RandomFlow(seed, 0.05);
    try (TaskExecutor threads = TaskExecutor.threads(3)) {
      run(random, threads);
    }
    assertOrdered(random);
  }

  private static void assertOrdered(RandomFlow random) {
    List<String> log = random.log;
    if (!random.retried.isEmpty()) {
      // The first attempt tells, up to where the first revert begins.
      int end = (int) log.stream().takeWhile(line -> !line.startsWith("R:")).count();
      log = log.subList(0, end);
    }
    for (FlowGraph.Link link : random.flow.graph().asGraph().links()) {
      int started = log.indexOf("E:" + link.to());
      if (started >= 0 && !random.hasDeciders && !link.from().endsWith("_retry")) {
        assertThat(log.indexOf("e:" + link.from())).as("%s in %s", link, log).isBetween(0, started);
      }
      int undoing = log.indexOf("R:" + link.from());
      if (undoing >= 0) {
        assertThat(log.indexOf("r:" + link.to())).as("%s in %s", link, log).isLessThan(undoing);
      }
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

  private static void crashAtEveryCommit(long seed, boolean isImmediate, TaskExecutor executor) {
    End expected = run(new RandomFlow(seed, 0.1), TaskExecutor.serial());
    int commits = 0;
    boolean crashed = true;
    while (crashed) {
      for (CrashingPersistence.Kind kind : CrashingPersistence.Kind.values()) {
        CrashingPersistence persistence =
            new CrashingPersistence(new MemoryPersistence(), isImmediate, commits, kind);
        String what = "seed %d, %s at commit %d".formatted(seed, kind, commits);
        crashed = crashAndRecover(new RandomFlow(seed, 0.1), persistence, executor, expected, what);
      }
      commits++;
    }
  }

  /** Runs until a commit of the run crashes, recovers, and checks; false if there was no crash. */
  private static boolean crashAndRecover(
      RandomFlow random,
      CrashingPersistence persistence,
      TaskExecutor executor,
      End expected,
      String what) {
    try (Backstitch backstitch = Backstitch.builder(persistence).executor(executor).open()) {
      backstitch.register(random.flow);
      backstitch.start(random.flow.with(Map.of()), "r").join();
    } catch (FlowStoppedException | FlowFailedException e) {
      assertThat(e).hasMessageContaining("'r'");
    }
    Set<String> recorded = persistence.finishedKeys("r");
    int before = random.keys.size();
    try (Backstitch backstitch =
        Backstitch.builder(persistence.survivor()).executor(executor).open()) {
      backstitch.register(random.flow);
      assertThat(backstitch.recover().leftAlone()).isEmpty();
      if (persistence.isStored("r")) {
        assertThat(endOf(random, backstitch.start(random.flow.with(Map.of()), "r")))
            .as("%s: %s", what, random.log)
            .isEqualTo(expected);
      }
    }
    assertThat(random.keys.subList(before, random.keys.size())).noneMatch(recorded::contains);
    if (expected.state() == FlowState.REVERTED && persistence.isStored("r")) {
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
