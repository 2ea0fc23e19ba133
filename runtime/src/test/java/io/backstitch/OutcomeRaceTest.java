package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An outcome that one thread reads while another runs the same run again. */
class OutcomeRaceTest {

  private static final int ATOMS = 30;
  private static final int LEGS = 200;

  private final List<Symbol<Integer>> symbols = new ArrayList<>();
  private final InMemoryEngine<Results> engine;
  private final ExecutorService readers = Executors.newFixedThreadPool(2);
  private final AtomicBoolean isOver = new AtomicBoolean();

  /** Each atom provides the number of its attempt, which is another one in each leg. */
  OutcomeRaceTest() {
    LinearFlow flow = LinearFlow.named("f");
    for (int i = 0; i < ATOMS; i++) {
      Symbol<Integer> symbol = Symbol.of("s" + i, int.class);
      symbols.add(symbol);
      flow =
          flow.add(
              Atom.named("a" + i).provides(symbol).executes(in -> in.context().attempt()).build());
    }
    engine = DynamicFlow.of(flow).with(Map.of()).engine().executor(TaskExecutor.serial()).build();
  }

  @AfterEach
  void close() {
    readers.shutdownNow();
  }

  /** Runs leg after leg, while others read until it tells them that it is over. */
  private <T> void race(Callable<T> reading) throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    List<Future<Integer>> reads = new ArrayList<>();
    for (int reader = 0; reader < 2; reader++) {
      reads.add(
          readers.submit(
              () -> {
                int count = 0;
                do {
                  reading.call();
                  both.countDown();
                  count++;
                } while (!isOver.get());
                return count;
              }));
    }
    assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
    for (int leg = 0; leg < LEGS; leg++) {
      engine.reset();
      engine.run();
    }
    isOver.set(true);
    for (Future<Integer> read : reads) {
      assertThat(read.get(60, TimeUnit.SECONDS)).isPositive();
    }
  }

  @Test
  void anOutcomeStaysThatOfItsLegHoweverManyFollow() throws Exception {
    Results first = engine.run();
    race(
        () -> {
          for (Symbol<Integer> symbol : symbols) {
            assertThat(first.getOrNull(symbol)).isEqualTo(1);
          }
          return null;
        });
  }

  @Test
  void anOutcomeThatIsAskedForOnTheWayIsThatOfOneLegOrNone() throws Exception {
    engine.run();
    race(
        () -> {
          Results results;
          try {
            results = engine.outcome();
          } catch (IllegalStateException e) {
            return assertThat(e).hasMessageContaining("has not come to rest yet");
          }
          List<Integer> values = symbols.stream().map(results::getOrNull).toList();
          return assertThat(values).doesNotContainNull().allMatch(values.get(0)::equals);
        });
    assertThat(engine.outcome().get(symbols.get(0))).isEqualTo(LEGS + 1);
  }
}
