package io.backstitch.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.Backstitch;
import io.backstitch.DynamicFlow;
import io.backstitch.flow.Atom;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.MemoryPersistence;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On which threads atoms run by default: virtual ones exactly where Java has them. */
@Timeout(60)
class ParallelThreadsTest {

  private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 21;

  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** The language level of the tests does not know the method yet. */
  private static boolean isVirtual(Thread thread) {
    try {
      return HAS_VIRTUAL_THREADS && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Threads can't be asked whether they are virtual", e);
    }
  }

  /** Atoms that all run at the same time. */
  private DynamicFlow beside(int atoms) {
    CountDownLatch all = new CountDownLatch(atoms);
    UnorderedFlow flow = UnorderedFlow.named("f");
    for (int i = 0; i < atoms; i++) {
      flow =
          flow.add(
              Atom.named("a" + i)
                  .executes(
                      in -> {
                        threads.add(Thread.currentThread());
                        all.countDown();
                        all.await();
                        return null;
                      })
                  .build());
    }
    return DynamicFlow.of(flow);
  }

  @Test
  void aStoredRunIsOnVirtualThreadsWhereThereAreAny() {
    DynamicFlow flow = beside(3);
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence())) {
      backstitch.register(flow);
      backstitch.start(flow.with(Map.of())).join();
    }
    assertThat(threads)
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allMatch(thread -> isVirtual(thread) == HAS_VIRTUAL_THREADS)
        .allMatch(Thread::isDaemon);
  }

  @Test
  void theCallerOfARunInMemoryTakesPartAndTheOthersAreVirtualWhereThereAreAny() {
    beside(3).run(Map.of());
    assertThat(threads).hasSize(3).contains(Thread.currentThread());
    assertThat(threads)
        .filteredOn(thread -> thread != Thread.currentThread())
        .hasSize(2)
        .allMatch(thread -> isVirtual(thread) == HAS_VIRTUAL_THREADS);
  }

  @Test
  void threadsThatAreCountedArePlatformThreads() {
    try (TaskExecutor executor = TaskExecutor.threads(2)) {
      beside(3).with(Map.of()).run(executor);
    }
    assertThat(threads)
        .hasSize(3)
        .noneMatch(ParallelThreadsTest::isVirtual)
        .filteredOn(thread -> thread != Thread.currentThread())
        .allMatch(thread -> thread.getName().startsWith("backstitch-"));
  }
}
