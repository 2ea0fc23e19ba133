package io.backstitch.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.Backstitch;
import io.backstitch.DynamicFlow;
import io.backstitch.FlowRun;
import io.backstitch.Page;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of docs/executors.md: all that it shows is in this class, and works. */
@Timeout(60)
class ExecutorsPageTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);

  private final Persistence persistence = new MemoryPersistence();
  private final CountDownLatch executed = new CountDownLatch(2);
  private final List<String> logged = new ArrayList<>();
  private final DynamicFlow flow =
      DynamicFlow.of(
          LinearFlow.named("f")
              .add(
                  Atom.named("a")
                      .provides(X)
                      .executes(
                          in -> {
                            executed.countDown();
                            return 7;
                          })
                      .build()));

  private void log(String line) {
    logged.add(line);
  }

  private static String today() {
    return "2026-11-01";
  }

  @Test
  void isChosen() {
    TaskExecutor executor = TaskExecutor.threads(8);
    Backstitch backstitch = Backstitch.builder(persistence).executor(executor).open();
    backstitch.register(flow);
    assertThat(backstitch.start(flow.with(Map.of()), "r").join().get(X)).isEqualTo(7);
    backstitch.close();
    executor.close();
  }

  @Test
  void isClosedAfterItsBackstitch() {
    try (TaskExecutor executor = TaskExecutor.threads(8);
        Backstitch backstitch = Backstitch.builder(persistence).executor(executor).open()) {
      backstitch.register(flow);
      backstitch.start(flow.with(Map.of()), "update-7").join();
    }
    assertThat(executed.getCount()).isOne();
  }

  private static void refuseIfFull(ThreadPoolExecutor pool) {
    if (pool.getQueue().remainingCapacity() == 0) {
      throw new RejectedExecutionException("Too much to do; come back later");
    }
  }

  @Test
  void isBounded() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            4,
            4,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(100),
            new ThreadPoolExecutor.AbortPolicy());
    TaskExecutor bounded = TaskExecutor.on(pool);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(4);
    CountDownLatch ended = new CountDownLatch(104);
    for (int i = 0; i < 104; i++) {
      refuseIfFull(pool);
      bounded.execute(
          () -> {
            begun.countDown();
            await(end);
            ended.countDown();
          });
    }
    assertThatThrownBy(() -> refuseIfFull(pool)).isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> bounded.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("full");
    begun.await();
    assertThat(pool.getActiveCount()).isEqualTo(4);
    end.countDown();
    ended.await();
    pool.shutdown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void counts() {
    CountingExecutor counting = CountingExecutor.over(TaskExecutor.parallel());
    try (counting;
        Backstitch backstitch = Backstitch.builder(persistence).executor(counting).open()) {
      backstitch.register(flow);
      backstitch.start(flow.with(Map.of()), "r").join();
    }
    ExecutorStatistics now = counting.statistics();
    log(
        now.waiting()
            + " wait, "
            + now.running()
            + " run, "
            + now.executed()
            + " are done, "
            + now.refused()
            + " were refused; on average they waited "
            + now.averageWaited()
            + " and took "
            + now.averageBusy());
    assertThat(logged).hasSize(1);
    assertThat(now.waiting() + now.running() + now.executed()).isPositive();
  }

  @Test
  void startsLaterAndAgain() {
    Duration delay = Duration.ofMillis(1);
    try (Backstitch backstitch = Backstitch.open(persistence)) {
      backstitch.register(flow);
      ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
      ScheduledFuture<?> later =
          scheduler.schedule(
              () -> backstitch.start(flow.with(Map.of()), "nightly"),
              delay.toMillis(),
              TimeUnit.MILLISECONDS);
      PeriodicWork nightly =
          PeriodicWork.of(
              "start the nightly run",
              () -> backstitch.start(flow.with(Map.of()), "nightly-" + today()));
      ScheduledFuture<?> each = scheduler.scheduleAtFixedRate(nightly, 0, 1, TimeUnit.DAYS);
      await(executed);
      each.cancel(false);
      scheduler.shutdown();
      assertThat(later.isCancelled()).isFalse();
      assertThat(each.isCancelled()).isTrue();
      assertThat(nightly.runs()).isOne();
    }
  }

  @Test
  void isWaitedFor() {
    try (Backstitch backstitch = Backstitch.open(persistence)) {
      backstitch.register(flow);
      FlowRun<Results> one = backstitch.start(flow.with(Map.of()), "one");
      FlowRun<Results> two = backstitch.start(flow.with(Map.of()), "two");
      CompletableFuture.allOf(
              one.completion().toCompletableFuture(), two.completion().toCompletableFuture())
          .join();
      assertThat(executed.getCount()).isZero();
    }
  }

  @Test
  void allCodeOfThePageIsHere() throws IOException {
    new Page("executors.md").assertAllCodeIsIn(ExecutorsPageTest.class);
  }
}
