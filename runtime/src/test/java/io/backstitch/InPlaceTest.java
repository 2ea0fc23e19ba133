package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.MemoryPersistence;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes ready when an atom has ended runs on the same thread, without a hop. */
class InPlaceTest {

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Counting counting = new Counting(TaskExecutor.threads(2));

  /** An executor that counts what it is handed. */
  private static final class Counting implements TaskExecutor {

    private final TaskExecutor executor;
    private final AtomicInteger handed = new AtomicInteger();

    Counting(TaskExecutor executor) {
      this.executor = executor;
    }

    @Override
    public boolean isSerial() {
      return false;
    }

    @Override
    public void execute(Runnable work) {
      handed.incrementAndGet();
      executor.execute(work);
    }

    @Override
    public void close() {
      executor.close();
    }
  }

  @AfterEach
  void close() {
    counting.close();
  }

  private Atom atom(String name) {
    return Atom.named(name).executes(in -> threads.add(Thread.currentThread())).build();
  }

  private LinearFlow line(String name, int length) {
    LinearFlow line = LinearFlow.named(name);
    for (int i = 0; i < length; i++) {
      line = line.add(atom(name + i));
    }
    return line;
  }

  @Test
  void aLineRunsOnTheThreadThatStartsIt() {
    DynamicFlow.of(line("f", 1_000)).with(Map.of()).run(counting);
    assertThat(counting.handed).hasValue(0);
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void whatRunsBesideIsHandedOverExceptForOne() {
    UnorderedFlow wide = UnorderedFlow.named("wide");
    for (int i = 0; i < 5; i++) {
      wide = wide.add(atom("b" + i));
    }
    FlowPattern flow = LinearFlow.named("f").add(atom("a")).add(wide).add(line("after", 100));
    DynamicFlow.of(flow).with(Map.of()).run(counting);
    assertThat(counting.handed).hasValue(4);
  }

  @Test
  void aStoredRunIsHandedOverOnceHoweverLongItsLineIs() {
    int ofShort = handedFor(1);
    threads.clear();
    int ofLong = handedFor(1_000);
    assertThat(ofLong).isEqualTo(ofShort);
    assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
  }

  private int handedFor(int length) {
    counting.handed.set(0);
    // As long as the thread that starts the run has not let go of it, it hands over what is ready.
    CountDownLatch started = new CountDownLatch(1);
    Atom first =
        Atom.named("first")
            .executes(
                in -> {
                  started.await();
                  return null;
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").add(first).add(line("line", length)));
    try (Backstitch backstitch =
        Backstitch.builder(new MemoryPersistence()).executor(counting).open()) {
      backstitch.register(flow);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
      started.countDown();
      run.join();
    }
    return counting.handed.get();
  }
}
