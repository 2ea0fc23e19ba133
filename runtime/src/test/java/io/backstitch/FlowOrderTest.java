package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.engine.EngineOptions;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.graph.FlowGraph.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * In which order things happen, in every attempt of flows made up at random, and what holds at the
 * end, whatever the options of the engine.
 */
class FlowOrderTest {

  /** How a run went. */
  private static final class Course {

    final RandomFlow random;
    final FlowState end;

    /** What became of each atom, as the listener heard it last. */
    final Map<String, AtomState> states = new TreeMap<>();

    final Map<String, Integer> executed = new HashMap<>();
    final Map<String, Integer> undone = new HashMap<>();
    final Set<String> failed = new HashSet<>();

    private final Map<String, List<String>> before = new HashMap<>();
    private final Map<String, List<String>> after = new HashMap<>();

    Course(RandomFlow random, TaskExecutor executor, EngineOptions options) {
      this.random = random;
      this.end = run(executor, options);
      for (Link link : random.flow.graph().asGraph().links()) {
        before.computeIfAbsent(link.to(), to -> new ArrayList<>()).add(link.from());
        after.computeIfAbsent(link.from(), from -> new ArrayList<>()).add(link.to());
      }
      random.log.forEach(this::follow);
    }

    private FlowState run(TaskExecutor executor, EngineOptions options) {
      InMemoryEngine<?> engine =
          random
              .flow
              .with(Map.of())
              .engine()
              .executor(executor)
              .options(options)
              .listener(random.listener())
              .build();
      try {
        engine.run();
      } catch (FlowFailedException e) {
        assertThat(e.state()).isEqualTo(engine.state());
      }
      return engine.state();
    }

    private void follow(String line) {
      int colon = line.indexOf(':');
      String what = line.substring(0, colon);
      String atom = line.substring(colon + 1);
      switch (what) {
        // The call itself; controllers have none that is written down, so what is heard of them.
        case "E" -> begins(atom);
        case "R" -> isUndone(atom);
        case "e" -> executed.merge(atom, 1, Integer::sum);
        case "r" -> undone.merge(atom, 1, Integer::sum);
        default -> heard(atom, AtomState.valueOf(what));
      }
    }

    private void heard(String atom, AtomState state) {
      if (state == AtomState.RUNNING) {
        begins(atom);
      } else if (state == AtomState.REVERTING) {
        isUndone(atom);
      } else if (state == AtomState.FAILURE) {
        failed.add(atom);
      }
      states.put(atom, state);
    }

    AtomState state(String atom) {
      return states.getOrDefault(atom, AtomState.PENDING);
    }

    List<String> before(String atom) {
      return before.getOrDefault(atom, List.of());
    }

    private void begins(String atom) {
      for (String each : before(atom)) {
        assertThat(state(each))
            .as("'%s' when '%s' begins, in %s", each, atom, random.log)
            .isIn(AtomState.SUCCESS, AtomState.IGNORE);
      }
    }

    private void isUndone(String atom) {
      for (String each : after.getOrDefault(atom, List.of())) {
        assertThat(state(each))
            .as("'%s' when '%s' is undone, in %s", each, atom, random.log)
            .isIn(AtomState.PENDING, AtomState.REVERTED, AtomState.IGNORE);
      }
    }

    /** What is left done stands on what is left done, and what is undone is undone once. */
    void isConsistent() {
      for (String atom : random.flow.graph().atomNames()) {
        if (state(atom) == AtomState.SUCCESS) {
          assertThat(before(atom))
              .as("before '%s', which is done, in %s", atom, random.log)
              .allMatch(each -> Set.of(AtomState.SUCCESS, AtomState.IGNORE).contains(state(each)));
        }
        if (!atom.endsWith("_retry") && !random.withoutRevert.contains(atom)) {
          int left = executed.getOrDefault(atom, 0) - undone.getOrDefault(atom, 0);
          assertThat(left).as("'%s' in %s", atom, random.log).isIn(mayBeLeft(state(atom)));
        }
      }
    }
  }

  /** How many executions of an atom may be left that were not undone. */
  private static List<Integer> mayBeLeft(AtomState state) {
    return switch (state) {
      case SUCCESS -> List.of(1);
      // Without a call, if a decider has skipped what provides an argument.
      case FAILURE -> List.of(0, 1);
      default -> List.of(0);
    };
  }

  @Provide
  Arbitrary<EngineOptions> options() {
    Arbitrary<Boolean> any = Arbitraries.of(true, false);
    return Combinators.combine(any, any, any).as(EngineOptions::new);
  }

  private static void holds(Course course, EngineOptions options) {
    course.isConsistent();
    if (options.neverResolve()) {
      assertThat(course.end)
          .isEqualTo(course.failed.isEmpty() ? FlowState.SUCCESS : FlowState.FAILURE);
      assertThat(course.undone).isEmpty();
      assertThat(course.executed).allSatisfy((atom, times) -> assertThat(times).isEqualTo(1));
    } else {
      assertThat(course.end).isIn(FlowState.SUCCESS, FlowState.REVERTED);
      assertThat(course.states).doesNotContainValue(AtomState.FAILURE);
    }
    if (course.end == FlowState.SUCCESS) {
      assertThat(course.states.values()).isSubsetOf(AtomState.SUCCESS, AtomState.IGNORE);
    } else if (course.end == FlowState.REVERTED && options.deferReverts()) {
      assertThat(course.states).doesNotContainValue(AtomState.SUCCESS);
    }
  }

  @Property(tries = 1_000)
  void atomsWaitForThoseBeforeThemAndRevertsForThoseAfter(
      @ForAll long seed, @ForAll("options") EngineOptions options) {
    holds(new Course(new RandomFlow(seed, 0.1), TaskExecutor.serial(), options), options);
    try (TaskExecutor threads = TaskExecutor.threads(3)) {
      holds(new Course(new RandomFlow(seed, 0.1), threads, options), options);
    }
  }

  /** Whole rounds do more in vain, and strict graphs have fewer links; both come to the same. */
  @Property(tries = 500)
  void neitherWholeRoundsNorStrictGraphsChangeTheEnd(@ForAll long seed) {
    TaskExecutor serial = TaskExecutor.serial();
    Course usual = new Course(new RandomFlow(seed, 0.1), serial, EngineOptions.DEFAULT);
    Course strict = new Course(new RandomFlow(seed, 0.1, true), serial, EngineOptions.DEFAULT);
    EngineOptions whole = EngineOptions.DEFAULT.wholeRounds(true);
    Course inRounds = new Course(new RandomFlow(seed, 0.1), serial, whole);
    assertThat(strict.end).isEqualTo(usual.end);
    assertThat(inRounds.end).isEqualTo(usual.end);
    holds(strict, EngineOptions.DEFAULT);
    if (usual.end == FlowState.SUCCESS) {
      assertThat(strict.states).isEqualTo(usual.states);
      assertThat(inRounds.states).isEqualTo(usual.states);
    }
  }
}
