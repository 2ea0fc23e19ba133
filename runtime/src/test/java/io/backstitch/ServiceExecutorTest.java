package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.MemoryPersistence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.AbortPolicy;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;
import java.util.concurrent.ThreadPoolExecutor.DiscardOldestPolicy;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs on the executors that applications have: of every kind, and bounded in every way. */
@Timeout(60)
class ServiceExecutorTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);
  private static final int WIDTH = 20;

  private final MemoryPersistence memory = new MemoryPersistence();

  /** Commits on the journal's thread, as with a real disk. */
  private final InterceptedPersistence persistence =
      new InterceptedPersistence(memory, false, (batch, commit) -> commit.run());

  private static ThreadPoolExecutor pool(
      int threads, BlockingQueue<Runnable> queue, RejectedExecutionHandler whenFull) {
    return new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, queue, whenFull);
  }

  /** An executor that does everything at once, on the thread of its caller. */
  private static final class Direct extends AbstractExecutorService {

    private volatile boolean isShutdown;

    @Override
    public void execute(Runnable work) {
      if (isShutdown) {
        throw new RejectedExecutionException("shut down");
      }
      work.run();
    }

    @Override
    public void shutdown() {
      isShutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      isShutdown = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return isShutdown;
    }

    @Override
    public boolean isTerminated() {
      return isShutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return isShutdown;
    }
  }

  static Stream<ExecutorService> services() {
    return Stream.of(
        pool(1, new LinkedBlockingQueue<>(1), new AbortPolicy()),
        pool(1, new LinkedBlockingQueue<>(1), new CallerRunsPolicy()),
        pool(2, new SynchronousQueue<>(), new AbortPolicy()),
        pool(2, new SynchronousQueue<>(), new CallerRunsPolicy()),
        pool(2, new ArrayBlockingQueue<>(3), new AbortPolicy()),
        Executors.unconfigurableExecutorService(
            pool(1, new SynchronousQueue<>(), new CallerRunsPolicy())),
        Executors.newSingleThreadExecutor(),
        Executors.newCachedThreadPool(),
        Executors.newScheduledThreadPool(2),
        Executors.newWorkStealingPool(),
        new ForkJoinPool(1),
        new Direct());
  }

  private static DynamicFlow flow(TaskBody body) {
    return flow(in -> null, body);
  }

  /** Something comes first, and all others after it. */
  private static DynamicFlow flow(TaskBody first, TaskBody body) {
    UnorderedFlow wide = UnorderedFlow.named("wide");
    for (int i = 0; i < WIDTH; i++) {
      wide = wide.add(Atom.named("leaf" + i).executes(body).build());
    }
    return DynamicFlow.of(
        LinearFlow.named("f")
            .add(Atom.named("first").executes(first).build())
            .add(wide)
            .add(Atom.named("last").provides(X).executes(in -> 7).build()));
  }

  @ParameterizedTest
  @MethodSource("services")
  void noAtomIsLost(ExecutorService service) {
    runOn(service);
  }

  @Test
  void noAtomIsLostOnVirtualThreadsOfTheApplication() throws Exception {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
    runOn(
        (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
  }

  private void runOn(ExecutorService service) {
    DynamicFlow flow = flow(in -> null);
    TaskExecutor executor = TaskExecutor.on(service);
    try (Backstitch backstitch = Backstitch.builder(persistence).executor(executor).open()) {
      backstitch.register(flow);
      List<FlowRun<Results>> runs = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        runs.add(backstitch.start(flow.with(Map.of()), "r" + i));
      }
      assertThat(runs).allMatch(run -> run.join().get(X) == 7);
      assertThat(flow.with(Map.of()).run(executor).get(X)).isEqualTo(7);
    } finally {
      service.shutdown();
    }
  }

  @Test
  void anAtomOnAForkJoinPoolMayWaitForARunOnTheSame() {
    ForkJoinPool service = new ForkJoinPool(1);
    DynamicFlow inner =
        DynamicFlow.of(
            LinearFlow.named("inner").add(Atom.named("a").provides(X).executes(in -> 7).build()));
    AtomicReference<Backstitch> opened = new AtomicReference<>();
    DynamicFlow outer =
        DynamicFlow.of(
            LinearFlow.named("outer")
                .add(
                    Atom.named("wait")
                        .provides(X)
                        .executes(
                            in -> opened.get().start(inner.with(Map.of()), "inner").join().get(X))
                        .build()));
    try (Backstitch backstitch =
        Backstitch.builder(persistence).executor(TaskExecutor.on(service)).open()) {
      opened.set(backstitch.register(inner).register(outer));
      assertThat(backstitch.start(outer.with(Map.of()), "outer").join().get(X)).isEqualTo(7);
    } finally {
      service.shutdown();
    }
  }

  @Test
  void anExecutorThatDropsWorkIsRefused() {
    try (Pools pools = new Pools()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TaskExecutor.on(pools.open(new DiscardPolicy())))
          .withMessageContaining("DiscardPolicy")
          .withMessageContaining("give it an AbortPolicy");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TaskExecutor.on(pools.open(new DiscardOldestPolicy() {})))
          .withMessageContaining("drops work");
    }
  }

  private static final class Pools implements AutoCloseable {

    private final List<ExecutorService> opened = new ArrayList<>();

    ThreadPoolExecutor open(RejectedExecutionHandler whenFull) {
      ThreadPoolExecutor pool = pool(1, new SynchronousQueue<>(), whenFull);
      opened.add(pool);
      return pool;
    }

    @Override
    public void close() {
      opened.forEach(ExecutorService::shutdown);
    }
  }

  @Test
  void anExecutorNeedsAThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskExecutor.threads(0))
        .withMessage("An executor needs at least one thread, not 0; write 1 or more");
  }

  static Stream<RejectedExecutionHandler> policies() {
    return Stream.of(new AbortPolicy(), new CallerRunsPolicy());
  }

  /** An executor that wants its callers to do the work drops it silently when it is shut down. */
  @ParameterizedTest
  @MethodSource("policies")
  void aRunWhoseExecutorIsShutDownRestsAndCanBeCarriedOn(RejectedExecutionHandler whenFull) {
    ThreadPoolExecutor service = pool(2, new LinkedBlockingQueue<>(), whenFull);
    DynamicFlow flow =
        flow(
            in -> {
              service.shutdown();
              return null;
            },
            in -> null);
    try (Backstitch backstitch =
        Backstitch.builder(persistence).executor(TaskExecutor.on(service)).open()) {
      backstitch.register(flow);
      assertThatThrownBy(backstitch.start(flow.with(Map.of()), "r")::join)
          .isInstanceOf(FlowStoppedException.class)
          .hasMessageContaining("its executor is closed");
    }
    carryOn("r");
  }

  @ParameterizedTest
  @MethodSource("policies")
  void soDoesOneThatWaitsForRoomInIt(RejectedExecutionHandler whenFull) throws Exception {
    ThreadPoolExecutor service = pool(1, new SynchronousQueue<>(), whenFull);
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    service.execute(
        () -> {
          running.countDown();
          await(end);
        });
    running.await();
    DynamicFlow flow = flow(in -> null);
    try (Backstitch backstitch =
        Backstitch.builder(persistence).executor(TaskExecutor.on(service)).open()) {
      backstitch.register(flow);
      FlowRun<Results> waiting = backstitch.start(flow.with(Map.of()), "waiting");
      service.shutdown();
      assertThatThrownBy(waiting::join)
          .isInstanceOf(FlowStoppedException.class)
          .hasMessageContaining("its executor is closed");
    } finally {
      end.countDown();
    }
    carryOn("waiting");
  }

  private void carryOn(String id) {
    DynamicFlow flow = flow(in -> null);
    try (Backstitch backstitch = Backstitch.open(memory)) {
      backstitch.register(flow);
      assertThat(backstitch.recover().runs()).extracting(FlowRun::id).containsExactly(id);
      assertThat(backstitch.start(flow.with(Map.of()), id).join().get(X)).isEqualTo(7);
    }
  }

  @Test
  void workIsRefusedIfAnExecutorFailsWhenItIsAskedAgain() {
    AtomicBoolean wasFull = new AtomicBoolean();
    ThreadPoolExecutor service =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>()) {
          @Override
          public void execute(Runnable work) {
            if (wasFull.compareAndSet(false, true)) {
              throw new RejectedExecutionException("full");
            }
            throw new OutOfMemoryError("unable to create native thread");
          }
        };
    AtomicReference<RejectedExecutionException> refused = new AtomicReference<>();
    CountDownLatch told = new CountDownLatch(1);
    TaskExecutor.on(service)
        .execute(
            () -> {},
            e -> {
              refused.set(e);
              told.countDown();
            });
    await(told);
    assertThat(refused.get()).hasCauseInstanceOf(OutOfMemoryError.class);
    service.shutdown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
