package io.backstitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.RetryHistory;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What one thread hands over while another looks whether all is taken, and would then wait. */
class HandoverTest {

  private static final int ROUNDS = 20_000;

  private final Atom atom = Atom.named("a").executes(in -> null).build();
  private final CompiledFlow flow =
      CompiledFlow.compile("f", LinearFlow.named("f").add(atom), List.of());
  private final FlowEngine engine =
      new FlowEngine(
          () -> "r",
          flow,
          new RunStorage(flow, new Object[0]),
          null,
          null,
          null,
          TaskExecutor.serial(),
          EngineOptions.DEFAULT,
          List.of(),
          end -> {});

  private Attempt attempt() {
    return new Attempt(engine, 0, atom, 1, false, RetryHistory.EMPTY, List::of);
  }

  /** Both threads go on together, as nearly as can be. */
  private static void meet(AtomicInteger arrived, int times) {
    arrived.incrementAndGet();
    while (arrived.get() < times) {
      Thread.onSpinWait();
    }
  }

  /**
   * Whoever sees that all is taken goes to sleep, so it has to be woken for what comes after that,
   * even if the one who hands it over still sees something that was taken before.
   */
  @Test
  void whoWouldSleepIsWokenForWhatItHasNotSeen() {
    AtomicInteger arrived = new AtomicInteger();
    Handover handover = new Handover(TaskExecutor.serial(), false, attempt -> {}, e -> {});
    boolean[] wakes = new boolean[ROUNDS];
    CompletableFuture<Void> offering =
        CompletableFuture.runAsync(
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                Attempt taken = attempt();
                handover.offer(taken);
                taken.drop();
                Attempt next = attempt();
                meet(arrived, 4 * round + 2);
                wakes[round] = handover.offer(next);
                meet(arrived, 4 * round + 4);
                next.drop();
              }
            },
            work -> new Thread(work, "offering").start());
    boolean[] sleeps = new boolean[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      meet(arrived, 4 * round + 2);
      sleeps[round] = handover.isAllTaken();
      meet(arrived, 4 * round + 4);
    }
    offering.join();
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(wakes[round] || !sleeps[round]).as("round %d", round).isTrue();
    }
  }
}
