package io.backstitch;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.annotation.Depth;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.WriteSet;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nothing happens before what permits it is stored, however long that takes. */
class CommitOrderTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);

  /** Two threads, and the number of works that have ended. */
  private static final class CountingPool extends ThreadPoolExecutor {

    private final Semaphore ended = new Semaphore(0);

    CountingPool() {
      super(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    }

    @Override
    protected void afterExecute(Runnable work, Throwable error) {
      ended.release();
    }

    /** Returns when that many works have ended since the pool was made. */
    void awaitEnded(int works) {
      ended.acquireUninterruptibly(works);
      ended.release(works);
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

  /**
   * Runs a flow with a store that commits when nothing moves any more, so that whatever did not
   * wait for the commit has happened before it.
   */
  private static List<String> callsAndCommits(DynamicFlow flow, List<String> log) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(3, 3, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    InterceptedPersistence persistence =
        new InterceptedPersistence(
            new MemoryPersistence(),
            false,
            (batch, commit) -> {
              while (pool.getActiveCount() > 0 || !pool.getQueue().isEmpty()) {
                Thread.onSpinWait();
              }
              log.add(batch.stream().map(CommitOrderTest::describe).collect(joining()));
              commit.run();
            });
    try (Backstitch backstitch =
        Backstitch.builder(persistence).executor(TaskExecutor.on(pool)).open()) {
      backstitch.register(flow);
      backstitch.start(flow.with(Map.of()), "r").join();
    } catch (FlowFailedException e) {
      assertThat(e.state()).isEqualTo(FlowState.REVERTED);
    } finally {
      pool.shutdown();
    }
    return log;
  }

  private static String describe(WriteSet set) {
    List<String> changes = new ArrayList<>();
    if (set.start() != null) {
      changes.add("start");
    }
    set.atoms().forEach(atom -> changes.add(atom.atom() + " " + atom.state()));
    if (set.update() != null && set.update().state().isFinal()) {
      changes.add(set.update().state().name());
    }
    return "commit " + changes;
  }

  private static Atom logging(String name, List<String> log, int failures) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add(name);
              if (in.context().attempt() <= failures) {
                throw new IllegalStateException("boom");
              }
              return null;
            })
        .reverts(in -> log.add("undo " + name))
        .build();
  }

  @Test
  void everyStepIsStoredBeforeWhatItPermitsStarts() {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(logging("a", log, 0))
                .add(
                    LinearFlow.named("inner")
                        .retry(Retries.times(2))
                        .add(logging("b", log, 0))
                        .add(logging("c", log, 1)))
                .add(logging("d", log, 9)));
    assertThat(callsAndCommits(flow, log))
        .containsExactly(
            "commit [start]",
            "a",
            "commit [a SUCCESS]",
            "commit [inner_retry SUCCESS]",
            "b",
            "commit [b SUCCESS]",
            "c",
            "commit [c FAILURE, inner_retry SUCCESS]",
            "undo c",
            "commit [c REVERTED]",
            "undo b",
            "commit [b REVERTED]",
            "commit [inner_retry RETRYING]",
            "commit [inner_retry SUCCESS]",
            "b",
            "commit [b SUCCESS]",
            "c",
            "commit [c SUCCESS]",
            "d",
            "commit [d FAILURE]",
            "undo d",
            "commit [d REVERTED]",
            "undo c",
            "commit [c REVERTED]",
            "undo b",
            "commit [b REVERTED]",
            "commit [inner_retry REVERTED]",
            "undo a",
            "commit [a REVERTED, REVERTED]");
  }

  @Test
  void thatAnAtomIsSkippedIsStoredBeforeTheNextStarts() {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    DynamicFlow flow =
        DynamicFlow.of(
            GraphFlow.named("f")
                .add(logging("a", log, 0))
                .add(logging("skipped", log, 0))
                .add(logging("b", log, 0))
                .link("a", "skipped", results -> false, Depth.ATOM)
                .link("skipped", "b"));
    assertThat(callsAndCommits(flow, log))
        .containsExactly(
            "commit [start]",
            "a",
            "commit [a SUCCESS]",
            "commit [skipped IGNORE]",
            "b",
            "commit [b SUCCESS, SUCCESS]");
  }

  private static boolean has(List<WriteSet> batch, AtomState state) {
    return batch.stream()
        .flatMap(set -> set.atoms().stream())
        .anyMatch(atom -> atom.state() == state);
  }
}
