package io.backstitch.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.DynamicFlow;
import io.backstitch.flow.Atom;
import io.backstitch.flow.UnorderedFlow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an executor is seen to do. */
@Timeout(60)
class CountingExecutorTest {

  /** Keeps work until it is told to do it. */
  private static final class ByHand implements TaskExecutor {

    final Queue<Runnable> queue = new ArrayDeque<>();
    boolean isClosed;

    @Override
    public boolean isSerial() {
      return false;
    }

    @Override
    public void execute(Runnable work) {
      if (isClosed) {
        throw new RejectedExecutionException("closed");
      }
      queue.add(work);
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  private final ByHand byHand = new ByHand();
  private final AtomicLong clock = new AtomicLong();
  private final CountingExecutor counting = new CountingExecutor(byHand, clock::get);

  private static ExecutorStatistics statistics(
      long waiting, long running, long executed, long refused, long waited, long busy) {
    return new ExecutorStatistics(
        waiting, running, executed, refused, Duration.ofNanos(waited), Duration.ofNanos(busy));
  }

  @Test
  void workIsCountedFromItsHandOverToItsEnd() {
    assertThat(counting.statistics()).isEqualTo(statistics(0, 0, 0, 0, 0, 0));
    List<ExecutorStatistics> inside = new ArrayList<>();
    counting.execute(
        () -> {
          inside.add(counting.statistics());
          clock.addAndGet(30);
        });
    counting.execute(() -> clock.addAndGet(5), e -> {});
    assertThat(counting.statistics()).isEqualTo(statistics(2, 0, 0, 0, 0, 0));
    clock.addAndGet(7);
    byHand.queue.remove().run();
    assertThat(inside).containsExactly(statistics(1, 1, 0, 0, 7, 0));
    assertThat(counting.statistics()).isEqualTo(statistics(1, 0, 1, 0, 7, 30));
    byHand.queue.remove().run();
    assertThat(counting.statistics()).isEqualTo(statistics(0, 0, 2, 0, 44, 35));
  }

  @Test
  void whatIsRefusedIsCountedAsThat() {
    counting.close();
    assertThat(byHand.isClosed).isTrue();
    List<RejectedExecutionException> told = new ArrayList<>();
    counting.execute(() -> {}, told::add);
    assertThat(told).hasSize(1);
    assertThatThrownBy(() -> counting.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(counting.statistics()).isEqualTo(statistics(0, 0, 0, 2, 0, 0));
  }

  @Test
  void workThatThrowsHasEndedToo() {
    counting.execute(
        () -> {
          throw new IllegalStateException("boom");
        });
    assertThatThrownBy(byHand.queue.remove()::run).hasMessage("boom");
    assertThat(counting.statistics()).isEqualTo(statistics(0, 0, 1, 0, 0, 0));
  }

  @Test
  void averagesAreOfWhatTheyAreAbout() {
    assertThat(statistics(1, 0, 0, 0, 0, 0).averageBusy()).isZero();
    assertThat(statistics(1, 0, 0, 0, 0, 0).averageWaited()).isZero();
    assertThat(statistics(9, 1, 3, 9, 20, 60).averageBusy()).isEqualTo(Duration.ofNanos(20));
    assertThat(statistics(9, 1, 3, 9, 20, 60).averageWaited()).isEqualTo(Duration.ofNanos(5));
  }

  @Test
  void aSerialExecutorHasNothingToCount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountingExecutor.over(TaskExecutor.serial()))
        .withMessageContaining("nothing to count");
  }

  @Test
  void nothingIsLostWhenManyThreadsCount() throws Exception {
    int works = 10_000;
    CountDownLatch ended = new CountDownLatch(works);
    CountDownLatch closed = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(4, 4, 1, TimeUnit.MINUTES, new SynchronousQueue<>()) {
          @Override
          protected void terminated() {
            closed.countDown();
          }
        };
    CountingExecutor counted = CountingExecutor.over(TaskExecutor.on(pool));
    long refused = 0;
    for (int i = 0; i < works; i++) {
      try {
        counted.execute(ended::countDown);
      } catch (RejectedExecutionException e) {
        refused++;
        ended.countDown();
      }
    }
    ended.await();
    pool.shutdown();
    closed.await();
    ExecutorStatistics statistics = counted.statistics();
    assertThat(statistics.refused()).isEqualTo(refused);
    assertThat(statistics.executed()).isEqualTo(works - refused);
    assertThat(statistics.waiting()).isZero();
    assertThat(statistics.running()).isZero();
  }

  @Test
  void aRunInParallelIsCounted() {
    CountDownLatch both = new CountDownLatch(2);
    UnorderedFlow flow = UnorderedFlow.named("f");
    for (int i = 0; i < 2; i++) {
      flow =
          flow.add(
              Atom.named("a" + i)
                  .executes(
                      in -> {
                        both.countDown();
                        both.await();
                        return null;
                      })
                  .build());
    }
    CountingExecutor counted = CountingExecutor.over(TaskExecutor.parallel());
    try (counted) {
      DynamicFlow.of(flow).with(Map.of()).run(counted);
    }
    ExecutorStatistics statistics = counted.statistics();
    assertThat(statistics.waiting() + statistics.running() + statistics.executed()).isPositive();
  }
}
