package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.retry.Retries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many runs at once on one database file, each with atoms beside each other, some of which fail,
 * for a while or for good, and some of which can't be undone at first; and again and again the
 * Backstitch is closed in the middle of it, and the next one carries on.
 */
class H2StressTest {

  private static final int SESSIONS = 6;
  private static final int RUNS_A_SESSION = 5;
  private static final Symbol<Integer> TRY = Symbol.of("try", int.class);

  private static final Symbol<String> RESULT = Symbol.of("result", String.class);

  @TempDir Path directory;

  /** How often each execution has been done, by its idempotency key. */
  private final Map<String, Integer> executed = new ConcurrentHashMap<>();

  /** How often each of them has been undone, by the same key. */
  private final Map<String, Integer> undone = new ConcurrentHashMap<>();

  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final AtomicInteger callsUntilPause = new AtomicInteger();
  private volatile CompletableFuture<Void> pause = new CompletableFuture<>();

  private static boolean isChosen(String run, String what, int oneOf) {
    return new Random((run + what).hashCode()).nextInt(oneOf) == 0;
  }

  private static boolean failsForGood(String run) {
    return isChosen(run, "for good", 3);
  }

  private static boolean failsAtFirst(String run) {
    return isChosen(run, "at first", 3);
  }

  private Object execute(Arguments in) {
    TaskContext context = in.context();
    executed.merge(context.idempotencyKey(), 1, Integer::sum);
    if (callsUntilPause.decrementAndGet() == 0) {
      pause.complete(null);
    }
    boolean fails =
        context.atom().equals("b2")
            ? failsForGood(context.runId())
            : context.atom().equals("tried2")
                && failsAtFirst(context.runId())
                && in.get(0, TRY) == 1;
    if (fails) {
      throw new IllegalStateException("as it was told");
    }
    return context.runId() + " " + context.atom();
  }

  private void revert(RevertArguments in) {
    TaskContext context = in.context();
    String key = context.idempotencyKey();
    if (isChosen(context.runId(), "stuck" + context.atom(), 4) && refused.add(key)) {
      throw new IllegalStateException("not at the first try");
    }
    String undoneKey = key.substring(0, key.length() - "/revert".length());
    // What the record allows to have been started is undone too, without a result.
    if (executed.containsKey(undoneKey) || in.result(RESULT.type()) != null) {
      undone.merge(undoneKey, 1, Integer::sum);
    }
  }

  private LinearFlow line(String name) {
    LinearFlow line = LinearFlow.named(name);
    for (int i = 0; i < 3; i++) {
      AtomBuilder atom =
          Atom.named(name + i)
              .provides(symbol(name + i))
              .executes(this::execute)
              .reverts(this::revert);
      line = line.add((name.equals("tried") ? atom.requires(TRY) : atom).build());
    }
    return line;
  }

  private static Symbol<String> symbol(String atom) {
    return Symbol.of("of-" + atom, String.class);
  }

  private DynamicFlow flow() {
    return DynamicFlow.of(
        UnorderedFlow.named("f")
            .add(line("a"))
            .add(line("b"))
            .add(line("tried").retry(Retries.times(2).provides(TRY))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void runsThatAreInterruptedOftenEndAsIfTheyHadNotBeen(long seed) throws Exception {
    Random random = new Random(seed);
    DynamicFlow flow = flow();
    Set<String> started = new HashSet<>();
    Set<String> toResume = new HashSet<>();
    try (TaskExecutor executor = TaskExecutor.threads(4)) {
      for (int session = 0; session < SESSIONS; session++) {
        pause = new CompletableFuture<>();
        callsUntilPause.set(1 + random.nextInt(40));
        List<FlowRun<?>> runs = new ArrayList<>();
        try (Backstitch backstitch = open(flow, executor)) {
          runs.addAll(backstitch.recover().runs());
          toResume.forEach(run -> runs.add(backstitch.resume(run)));
          toResume.clear();
          for (int i = 0; i < RUNS_A_SESSION; i++) {
            String id = "r" + seed + "-" + session + "-" + i;
            started.add(id);
            runs.add(backstitch.start(flow.with(Map.of()), id));
          }
          CompletableFuture.anyOf(pause, CompletableFuture.allOf(rests(runs)))
              .get(60, TimeUnit.SECONDS);
        }
        runs.stream().filter(H2StressTest::isHalfWay).map(FlowRun::id).forEach(toResume::add);
      }
      try (Backstitch backstitch = open(flow, executor)) {
        List<FlowRun<?>> runs = new ArrayList<>(backstitch.recover().runs());
        toResume.forEach(run -> runs.add(backstitch.resume(run)));
        CompletableFuture.allOf(rests(runs)).get(60, TimeUnit.SECONDS);
        for (String run : started) {
          check(flow, backstitch, run);
        }
      }
    }
    assertThat(executed.values()).as("executions of one key").containsOnly(1);
    assertThat(undone.values()).as("reverts of one key").containsOnly(1);
  }

  private Backstitch open(DynamicFlow flow, TaskExecutor executor) {
    return Backstitch.builder(JdbcPersistence.h2(directory.resolve("runs")))
        .executor(executor)
        .open()
        .register(flow);
  }

  private static CompletableFuture<?>[] rests(List<FlowRun<?>> runs) {
    return runs.stream()
        .map(run -> run.completion().handle((outcome, error) -> run).toCompletableFuture())
        .toArray(CompletableFuture<?>[]::new);
  }

  private static boolean isHalfWay(FlowRun<?> run) {
    return run.state() == FlowState.FAILURE;
  }

  private void check(DynamicFlow flow, Backstitch backstitch, String id) {
    FlowRun<?> run = backstitch.start(flow.with(Map.of()), id);
    // An atom that can't be undone at first leaves its run half-way once more, each in its turn.
    while (isHalfWay(run)) {
      run = backstitch.resume(id);
      CompletableFuture.allOf(rests(List.of(run))).join();
    }
    if (failsForGood(id)) {
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
      assertThat(keys(undone, id)).isEqualTo(keys(executed, id));
    } else {
      assertThat(run.state()).isEqualTo(FlowState.SUCCESS);
      Results results = (Results) run.join();
      for (String atom : List.of("a2", "b2", "tried2")) {
        assertThat(results.get(symbol(atom))).isEqualTo(id + " " + atom);
      }
      Set<String> left = keys(executed, id);
      left.removeAll(keys(undone, id));
      assertThat(left).hasSize(9);
      assertThat(keys(undone, id)).hasSize(failsAtFirst(id) ? 3 : 0);
    }
  }

  private static Set<String> keys(Map<String, Integer> calls, String run) {
    return calls.keySet().stream()
        .filter(key -> key.startsWith(run + "/"))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
