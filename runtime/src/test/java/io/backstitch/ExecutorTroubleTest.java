package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backstitch.engine.FlowTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.WriteSet;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Executors that are full, shut down or out of threads, and runs that would wait for themselves.
 */
@Timeout(60)
class ExecutorTroubleTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);

  private final MemoryPersistence memory = new MemoryPersistence();

  /** Commits on the journal's thread, as with a real disk. */
  private final InterceptedPersistence persistence =
      new InterceptedPersistence(memory, false, (batch, commit) -> commit.run());

  private final AtomicReference<Throwable> caught = new AtomicReference<>();
  private final AtomicReference<Backstitch> opened = new AtomicReference<>();

  private static DynamicFlow flow(String name, TaskBody body) {
    return DynamicFlow.of(
        LinearFlow.named(name).add(Atom.named("atom").provides(X).executes(body).build()));
  }

  @Test
  void aTaskMayStartARunOnThePoolThatItFills() {
    DynamicFlow inner = flow("inner", in -> 7);
    AtomicReference<FlowRun<Results>> started = new AtomicReference<>();
    DynamicFlow outer =
        flow(
            "outer",
            in -> {
              started.set(opened.get().start(inner.with(Map.of()), "inner"));
              return 1;
            });
    try (TaskExecutor executor = TaskExecutor.threads(1);
        Backstitch backstitch = Backstitch.builder(persistence).executor(executor).open()) {
      opened.set(backstitch);
      backstitch.register(inner).register(outer);
      backstitch.start(outer.with(Map.of()), "outer").join();
      assertThat(started.get().join().get(X)).isEqualTo(7);
    }
  }

  @Test
  void tasksMayWaitForRunsThatNeedThePoolThatTheyFill() {
    DynamicFlow inner = flow("inner", in -> 7);
    CountDownLatch bothRun = new CountDownLatch(2);
    DynamicFlow outer =
        flow(
            "outer",
            in -> {
              bothRun.countDown();
              bothRun.await();
              String id = in.context().idempotencyKey();
              return opened.get().start(inner.with(Map.of()), id).join().get(X);
            });
    try (TaskExecutor executor = TaskExecutor.threads(2);
        Backstitch backstitch = Backstitch.builder(persistence).executor(executor).open()) {
      opened.set(backstitch);
      backstitch.register(inner).register(outer);
      List<FlowRun<Results>> runs =
          List.of(
              backstitch.start(outer.with(Map.of()), "one"),
              backstitch.start(outer.with(Map.of()), "two"));
      assertThat(runs).allMatch(run -> run.join().get(X) == 7);
    }
  }

  @Test
  void aTaskMayRunAFlowInMemoryOnThePoolThatItFills() {
    UnorderedFlow wide = UnorderedFlow.named("wide");
    for (int i = 0; i < 5; i++) {
      wide = wide.add(Atom.named("leaf" + i).executes(in -> null).build());
    }
    DynamicFlow inner = DynamicFlow.of(wide);
    try (TaskExecutor executor = TaskExecutor.threads(1);
        Backstitch backstitch = Backstitch.builder(persistence).executor(executor).open()) {
      DynamicFlow outer =
          flow(
              "outer",
              in -> {
                inner.with(Map.of()).run(executor);
                return 1;
              });
      backstitch.register(outer);
      assertThat(backstitch.start(outer.with(Map.of()), "outer").join().get(X)).isEqualTo(1);
    }
  }

  @Test
  void aPoolThatIsShutDownUnderARunLeavesItToTheNext() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    DynamicFlow blocked =
        flow(
            "f",
            in -> {
              running.countDown();
              new CountDownLatch(1).await();
              return 1;
            });
    LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    ExecutorService pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue);
    FlowRun<Results> waiting;
    try (Backstitch backstitch =
        Backstitch.builder(persistence).executor(TaskExecutor.on(pool)).open()) {
      backstitch.register(blocked);
      backstitch.start(blocked.with(Map.of()), "running");
      running.await();
      waiting = backstitch.start(blocked.with(Map.of()), "waiting");
      while (queue.isEmpty()) {
        Thread.onSpinWait();
      }
      // What belongs to this run stands in the queue, and is dropped.
      assertThat(pool.shutdownNow()).isNotEmpty();
    }
    assertThatThrownBy(waiting::join).isInstanceOf(FlowStoppedException.class);
    DynamicFlow quick = flow("f", in -> 2);
    try (Backstitch backstitch = Backstitch.open(memory)) {
      backstitch.register(quick);
      // The one that ran was interrupted: it has been undone meanwhile, or carries on too.
      assertThat(backstitch.recover().runs()).extracting(FlowRun::id).contains("waiting");
      assertThat(backstitch.start(quick.with(Map.of()), "waiting").join().get(X)).isEqualTo(2);
    }
  }

  @Test
  void aPoolThatIsShutDownWhileARetryIsStoredHoldsUpNobody() throws Exception {
    CountDownLatch committing = new CountDownLatch(1);
    CountDownLatch isShutDown = new CountDownLatch(1);
    InterceptedPersistence slow =
        new InterceptedPersistence(
            memory,
            false,
            (batch, commit) -> {
              if (has(batch, AtomState.RETRYING)) {
                committing.countDown();
                await(isShutDown);
              }
              commit.run();
            });
    DynamicFlow failing =
        DynamicFlow.of(
            LinearFlow.named("f")
                .retry(Retries.times(2))
                .add(
                    Atom.named("a")
                        .executes(
                            in -> {
                              throw new IllegalStateException("boom");
                            })
                        .build()));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    FlowRun<Results> run;
    try (Backstitch backstitch = Backstitch.builder(slow).executor(TaskExecutor.on(pool)).open()) {
      backstitch.register(failing);
      run = backstitch.start(failing.with(Map.of()), "r");
      committing.await();
      pool.shutdownNow();
      isShutDown.countDown();
    }
    assertThatThrownBy(run::join).isInstanceOf(FlowStoppedException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean has(List<WriteSet> batch, AtomState state) {
    return batch.stream()
        .flatMap(set -> set.atoms().stream())
        .anyMatch(atom -> atom.state() == state);
  }

  static Stream<RejectedExecutionHandler> whatFullPoolsDo() {
    return Stream.of(
        new ThreadPoolExecutor.AbortPolicy(), new ThreadPoolExecutor.CallerRunsPolicy());
  }

  @ParameterizedTest
  @MethodSource("whatFullPoolsDo")
  void aPoolThatIsFullSlowsRunsDownAndLosesNothing(RejectedExecutionHandler whenFull) {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    DynamicFlow flow =
        flow(
            "f",
            in -> {
              threads.add(Thread.currentThread().getName());
              return 1;
            });
    ExecutorService pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(1),
            work -> new Thread(work, "the pool"),
            whenFull);
    try (Backstitch backstitch =
        Backstitch.builder(persistence).executor(TaskExecutor.on(pool)).open()) {
      backstitch.register(flow);
      List<FlowRun<Results>> runs = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        runs.add(backstitch.start(flow.with(Map.of()), "r" + i));
      }
      assertThat(runs).allMatch(run -> run.join().get(X) == 1);
    } finally {
      pool.shutdown();
    }
    assertThat(threads).containsExactly("the pool");
  }

  @Test
  void anAtomCanNeitherCloseItsBackstitchNorWaitForItsRun() {
    AtomicReference<FlowRun<Results>> self = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    DynamicFlow flow =
        flow(
            "f",
            in -> {
              known.await();
              caught.set(catchThrowable(() -> opened.get().close()));
              assertThatThrownBy(() -> self.get().join())
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("'r'");
              return 1;
            });
    try (Backstitch backstitch = Backstitch.open(persistence)) {
      opened.set(backstitch);
      backstitch.register(flow);
      self.set(backstitch.start(flow.with(Map.of()), "r"));
      known.countDown();
      assertThat(self.get().join().get(X)).isEqualTo(1);
    }
    assertThat(caught.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'r'")
        .hasMessageContaining("close");
  }

  @Test
  void aListenerCanNotCloseItsBackstitch() {
    RunListener closing =
        new RunListener() {
          @Override
          public void onFlow(FlowTransition transition) {
            caught.set(catchThrowable(() -> opened.get().close()));
          }
        };
    DynamicFlow flow = flow("f", in -> 1);
    try (Backstitch backstitch = Backstitch.builder(persistence).listener(closing).open()) {
      opened.set(backstitch);
      backstitch.register(flow);
      assertThat(backstitch.start(flow.with(Map.of()), "r").join().get(X)).isEqualTo(1);
    }
    assertThat(caught.get()).isInstanceOf(IllegalStateException.class);
  }

  /** A pool that has no memory for another thread. */
  private static final class Exhausted extends AbstractExecutorService {

    private int left;

    Exhausted(int left) {
      this.left = left;
    }

    @Override
    public void execute(Runnable work) {
      if (left-- <= 0) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      work.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  @Test
  void anExecutorThatFailsStopsTheRunWhichCarriesOnElsewhere() {
    DynamicFlow flow =
        DynamicFlow.of(LinearFlow.named("f").add(Atom.named("first").executes(in -> null).build()));
    MemoryPersistence persistence = new MemoryPersistence();
    try (Backstitch backstitch =
        Backstitch.builder(persistence).executor(TaskExecutor.on(new Exhausted(0))).open()) {
      backstitch.register(flow);
      assertThatThrownBy(() -> backstitch.start(flow.with(Map.of()), "r").join())
          .isInstanceOf(FlowStoppedException.class)
          .hasMessageContaining("unable to create native thread");
    }
    try (Backstitch backstitch = Backstitch.open(persistence)) {
      backstitch.register(flow);
      assertThat(backstitch.recover().runs()).hasSize(1);
    }
  }
}
