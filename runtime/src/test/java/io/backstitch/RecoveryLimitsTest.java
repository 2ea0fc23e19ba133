package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.DirectoryPersistence;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.RunUpdate;
import io.backstitch.persistence.WriteSet;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many runs are recovered at a time, and how often one. */
@Timeout(120)
class RecoveryLimitsTest {

  @TempDir static Path directory;

  private final AtomicInteger calls = new AtomicInteger();

  static Stream<Persistence> persistences() {
    return Stream.of(
        new MemoryPersistence(),
        JdbcPersistence.h2(directory.resolve("h2-" + System.nanoTime())),
        DirectoryPersistence.at(directory.resolve("directory-" + System.nanoTime())));
  }

  private static void store(Persistence persistence, String id, List<AtomRecord> atoms) {
    try (RunStore store = persistence.open()) {
      store.commit(
          List.of(
              new WriteSet(
                  id,
                  new NewRun("f", "1.0", "{}"),
                  new RunUpdate(FlowState.RUNNING, false),
                  atoms)));
    }
  }

  /** Its process dies in each call, as far as the record is concerned, until it is cured. */
  private DynamicFlow deadly(AtomicInteger deaths) {
    return DynamicFlow.of(
        LinearFlow.named("f")
            .add(
                Atom.named("a")
                    .executes(
                        in -> {
                          calls.incrementAndGet();
                          if (deaths.getAndDecrement() > 0) {
                            throw new OutOfMemoryError("not really");
                          }
                          return null;
                        })
                    .reverts(in -> calls.addAndGet(1_000))
                    .build()));
  }

  private static void recoverAndStop(Persistence persistence, DynamicFlow flow) {
    try (Backstitch backstitch = Backstitch.open(persistence).register(flow)) {
      List<FlowRun<?>> runs = backstitch.recover().runs();
      assertThat(runs).hasSize(1);
      assertThat(catchThrowableOfType(FlowStoppedException.class, runs.get(0)::join)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("persistences")
  void aRunThatKeepsCrashingIsLeftToRestUntilSomebodyResumesIt(Persistence persistence) {
    store(persistence, "r", List.of());
    DynamicFlow flow = deadly(new AtomicInteger(20));
    for (int i = 0; i < 20; i++) {
      recoverAndStop(persistence, flow);
    }
    assertThat(calls).hasValue(20);

    try (Backstitch backstitch = Backstitch.open(persistence).register(flow)) {
      Recovery recovery = backstitch.recover();
      assertThat(recovery.runs()).isEmpty();
      assertThat(recovery.leftAlone()).hasSize(1);
      assertThat(recovery.leftAlone().get(0).why())
          .startsWith("It was left to rest, because it keeps crashing: 20 times in a row");
      assertThat(calls).hasValue(20);
    }
    try (Backstitch backstitch = Backstitch.open(persistence).register(flow)) {
      assertThat(backstitch.recover().leftAlone().get(0).why())
          .startsWith("It rests, because it keeps crashing");
      backstitch.resume("r").join();
      assertThat(calls).hasValue(21);
    }
  }

  @Test
  void aRunThatGetsFurtherEachTimeIsNoSuchRun() {
    MemoryPersistence persistence = new MemoryPersistence();
    store(persistence, "r", List.of());
    LinearFlow line = LinearFlow.named("f");
    AtomicInteger reached = new AtomicInteger();
    for (int i = 0; i < 45; i++) {
      int index = i;
      line =
          line.add(
              Atom.named("a" + i)
                  .executes(
                      in -> {
                        // The process gets as far as the next one each time.
                        if (reached.compareAndSet(index, index + 1)) {
                          throw new OutOfMemoryError("not really");
                        }
                        return null;
                      })
                  .build());
    }
    DynamicFlow flow = DynamicFlow.of(line);
    for (int i = 0; i < 45; i++) {
      recoverAndStop(persistence, flow);
    }
    try (Backstitch backstitch = Backstitch.open(persistence).register(flow)) {
      backstitch.recover().runs().get(0).join();
    }
  }

  @ParameterizedTest
  @MethodSource("persistences")
  void soManyAreInMemoryAtATime(Persistence persistence) throws Exception {
    int runs = 50;
    try (RunStore store = persistence.open()) {
      store.commit(
          IntStream.range(0, runs)
              .mapToObj(
                  i ->
                      new WriteSet(
                          "r" + i,
                          new NewRun("f", "1.0", "{\"x\":" + i + "}"),
                          new RunUpdate(FlowState.RUNNING, false),
                          List.of()))
              .toList());
    }
    Symbol<Integer> x = Symbol.of("x", int.class);
    Symbol<Integer> y = Symbol.of("y", int.class);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch allFound = new CountDownLatch(1);
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(
                    Atom.named("a")
                        .requires(x)
                        .provides(y)
                        .executes(
                            in -> {
                              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                              allFound.await();
                              inside.decrementAndGet();
                              return 2 * in.get(0, x);
                            })
                        .build()));
    try (Backstitch backstitch =
        Backstitch.builder(persistence)
            .executor(TaskExecutor.threads(16))
            .maxRecovering(3)
            .open()
            .register(flow)) {
      List<FlowRun<?>> found = backstitch.recover().runs();
      assertThat(found).hasSize(runs);
      assertThat(found).allMatch(run -> run.state() == FlowState.RUNNING);
      assertThat(backstitch.recover().runs()).isEmpty();
      allFound.countDown();
      for (FlowRun<?> run : found) {
        int number = Integer.parseInt(run.id().substring(1));
        assertThat(((Results) run.join()).get(y)).isEqualTo(2 * number);
      }
      assertThat(most.get()).isBetween(1, 3);
    }
  }

  @Test
  void thoseThatWaitForTheirTurnAreStoppedByClose() throws Exception {
    MemoryPersistence persistence = new MemoryPersistence();
    store(persistence, "first", List.of());
    store(persistence, "second", List.of());
    CountDownLatch isRunning = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(
                    Atom.named("a")
                        .executes(
                            in -> {
                              isRunning.countDown();
                              mayEnd.await();
                              return null;
                            })
                        .build())
                .add(Atom.named("b").executes(in -> calls.incrementAndGet()).build()));
    Backstitch backstitch = Backstitch.builder(persistence).maxRecovering(1).open().register(flow);
    List<FlowRun<?>> runs = backstitch.recover().runs();
    isRunning.await();
    Thread closer = new Thread(backstitch::close);
    closer.start();
    assertThat(catchThrowableOfType(FlowStoppedException.class, runs.get(1)::join))
        .hasMessageContaining("its Backstitch was closed");
    mayEnd.countDown();
    closer.join();
    assertThat(catchThrowableOfType(FlowStoppedException.class, runs.get(0)::join)).isNotNull();
    assertThat(calls).hasValue(0);
    try (Backstitch next = Backstitch.open(persistence).register(flow)) {
      next.recover().runs().forEach(FlowRun::join);
      assertThat(calls).hasValue(2);
    }
  }
}
