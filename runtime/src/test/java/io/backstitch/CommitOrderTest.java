package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.WriteSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nothing happens before what permits it is stored, however long that takes. */
class CommitOrderTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);

  /** Two threads, and the number of works that have ended. */
  private static final class CountingPool extends ThreadPoolExecutor {

    private final Phaser ended = new Phaser(1);

    CountingPool() {
      super(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    }

    @Override
    protected void afterExecute(Runnable work, Throwable error) {
      ended.arrive();
    }

    void awaitEnded(int works) {
      for (int i = 0; i < works; i++) {
        ended.awaitAdvance(i);
      }
    }
  }

  @Test
  void nothingIsUndoneBeforeTheFailureIsStored() {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch doneIsOnItsWay = new CountDownLatch(1);
    Atom done =
        Atom.named("done").provides(X).executes(in -> 1).reverts(in -> log.add("undone")).build();
    Atom fails =
        Atom.named("fails")
            .executes(
                in -> {
                  doneIsOnItsWay.await();
                  throw new IllegalStateException("boom");
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(UnorderedFlow.named("f").add(done).add(fails));
    CountingPool pool = new CountingPool();
    MemoryPersistence survivor = new MemoryPersistence();
    InterceptedPersistence persistence =
        new InterceptedPersistence(
            survivor,
            false,
            (batch, commit) -> {
              if (has(batch, AtomState.FAILURE)) {
                // That "done" is stored has arrived, and whatever follows from it has happened.
                pool.awaitEnded(3);
                throw new PersistenceException("the process is killed");
              }
              if (has(batch, AtomState.SUCCESS)) {
                doneIsOnItsWay.countDown();
                // Both calls have ended, so the failure is decided.
                pool.awaitEnded(2);
              }
              commit.run();
            });
    try (Backstitch backstitch =
        Backstitch.builder(persistence).executor(TaskExecutor.on(pool)).open()) {
      backstitch.register(flow);
      assertThatThrownBy(backstitch.start(flow.with(Map.of()), "r")::join)
          .isInstanceOf(FlowStoppedException.class);
    } finally {
      pool.shutdown();
    }
    assertThat(log).isEmpty();
  }

  private static boolean has(List<WriteSet> batch, AtomState state) {
    return batch.stream()
        .flatMap(set -> set.atoms().stream())
        .anyMatch(atom -> atom.state() == state);
  }
}
