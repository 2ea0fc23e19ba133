package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.MessageKind;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.Postgres;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.RunUpdate;
import io.backstitch.persistence.WriteSet;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Moments in which what is asked of a run, or waited for, may be lost. */
@Timeout(60)
class AwkwardMomentsTest {

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch isRunning = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final DynamicFlow flow =
      DynamicFlow.of(
          LinearFlow.named("f")
              .add(
                  Atom.named("a")
                      .executes(
                          in -> {
                            isRunning.countDown();
                            mayEnd.await();
                            log.add("+a");
                            return null;
                          })
                      .reverts(in -> log.add("-a"))
                      .build())
              .add(
                  Atom.named("b")
                      .executes(in -> log.add("+b"))
                      .reverts(in -> log.add("-b"))
                      .build()));

  private static boolean isOver(FlowRun<?> run) throws Exception {
    try {
      run.completion().toCompletableFuture().handle((value, error) -> 1).get(8, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static void store(Persistence persistence, String id, FlowState state) {
    try (RunStore store = persistence.open()) {
      store.commit(
          List.of(
              new WriteSet(
                  id, new NewRun("f", "1.0", "{}"), new RunUpdate(state, false), List.of())));
    }
  }

  private static boolean isRest(List<WriteSet> batch) {
    return batch.stream()
        .anyMatch(set -> set.update() != null && set.update().state() == FlowState.SUSPENDED);
  }

  /** The cancel comes when that the run rests is on its way, and the store fails afterwards. */
  @Test
  void joinComesBackWhenARunCancelledAsItCameToRestCantBeRead() throws Exception {
    AtomicReference<FlowRun<?>> started = new AtomicReference<>();
    AtomicBoolean isAway = new AtomicBoolean();
    Persistence persistence =
        new InterceptedPersistence(
            new MemoryPersistence(),
            false,
            (batch, commit) -> {
              if (isRest(batch)) {
                started.get().cancel("late");
                isAway.set(true);
              }
              commit.run();
            },
            id -> {
              if (isAway.get()) {
                throw new PersistenceException("away");
              }
            });
    Backstitch backstitch = Backstitch.open(persistence).register(flow);
    FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
    started.set(run);
    isRunning.await();
    run.suspend();
    mayEnd.countDown();
    assertThat(isOver(run)).isTrue();
    backstitch.close();
  }

  @Test
  void joinComesBackWhenARunCancelledAsItCameToRestIsBeingClosed() throws Exception {
    AtomicReference<FlowRun<?>> started = new AtomicReference<>();
    AtomicReference<Backstitch> opened = new AtomicReference<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread closer = new Thread(() -> thrown.set(catchThrowable(() -> opened.get().close())));
    Persistence persistence =
        new InterceptedPersistence(
            new MemoryPersistence(),
            false,
            (batch, commit) -> {
              if (isRest(batch)) {
                started.get().cancel("late");
                closer.start();
                Throwable why;
                do {
                  why = catchThrowable(() -> opened.get().runs().cancel("nobody", ""));
                } while (!(why instanceof IllegalStateException));
              }
              commit.run();
            });
    Backstitch backstitch = Backstitch.open(persistence).register(flow);
    opened.set(backstitch);
    FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
    started.set(run);
    isRunning.await();
    run.suspend();
    mayEnd.countDown();
    closer.join(8_000);
    assertThat(closer.isAlive()).isFalse();
    assertThat(isOver(run)).as("over").isTrue();
    assertThat(thrown.get()).isNull();
  }

  /** Another process has the run, and this one is closed while it looks. */
  @Test
  void closeReturnsThoughARunIsStartedThatIsElsewhere() throws Exception {
    MemoryPersistence memory = new MemoryPersistence();
    store(memory, "r", FlowState.RUNNING);
    CountDownLatch isLoading = new CountDownLatch(1);
    CountDownLatch mayLoad = new CountDownLatch(1);
    Persistence persistence =
        new MeddledPersistence(
            memory,
            (method, arguments, passOn) -> {
              if (method.equals("load")) {
                isLoading.countDown();
                mayLoad.await();
              }
              return method.equals("adopt") ? false : passOn.call();
            });
    Backstitch backstitch = Backstitch.open(persistence).register(flow);
    Thread starter =
        new Thread(
            () ->
                assertThat(catchThrowable(() -> backstitch.start(flow.with(Map.of()), "r")))
                    .isNotNull());
    starter.start();
    isLoading.await();
    Thread closer = new Thread(backstitch::close);
    closer.start();
    while (closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    mayLoad.countDown();
    starter.join(8_000);
    closer.join(8_000);
    assertThat(closer.isAlive()).isFalse();
  }

  @Test
  void aForkThatIsUnderWayElsewhereCanBeWaitedFor() throws Exception {
    JdbcPersistence persistence = JdbcPersistence.of(Postgres.newSchema());
    CountDownLatch forked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    DynamicFlow two =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(Atom.named("a").executes(in -> null).build())
                .add(
                    Atom.named("b")
                        .executes(
                            in -> {
                              if (in.context().runId().equals("fork")) {
                                forked.countDown();
                                goOn.await();
                              }
                              return null;
                            })
                        .build()));
    Backstitch owner = Backstitch.open(persistence).register(two);
    Backstitch other = Backstitch.open(persistence).register(two);
    owner.start(two.with(Map.of()), "r").join();
    FlowRun<?> first = owner.runs().fork("r", "b", "fork");
    forked.await();
    FlowRun<?> second = other.runs().fork("r", "b", "fork");
    goOn.countDown();
    first.join();
    assertThat(isOver(second)).isTrue();
    other.close();
    owner.close();
  }

  private static boolean isConsumed(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from backstitch_message")) {
      row.next();
      return row.getLong(1) == 0;
    }
  }

  /** Its engine stopped, somebody cancels it from afar, and then its own process recovers it. */
  @Test
  void aCancelIsHeardByWhoRecoversARunOfItsOwn() throws Exception {
    JdbcPersistence persistence = JdbcPersistence.of(Postgres.newSchema());
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger beats = new AtomicInteger();
    DynamicFlow deadly =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(
                    Atom.named("a")
                        .executes(
                            in -> {
                              if (calls.incrementAndGet() == 1) {
                                throw new OutOfMemoryError("not really");
                              }
                              int now = beats.get();
                              // Longer than two beats: it would have been heard.
                              while (beats.get() < now + 3) {
                                Thread.onSpinWait();
                              }
                              return null;
                            })
                        .reverts(in -> log.add("-a"))
                        .build()));
    Persistence beating =
        new MeddledPersistence(
            persistence,
            (method, arguments, passOn) -> {
              if (method.equals("news")) {
                beats.incrementAndGet();
              }
              return passOn.call();
            });
    try (Backstitch owner = Backstitch.open(beating).register(deadly);
        Backstitch other = Backstitch.open(persistence).register(deadly)) {
      assertThat(catchThrowable(owner.start(deadly.with(Map.of()), "r")::join)).isNotNull();
      assertThat(other.runs().cancel("r", "from afar")).isTrue();
      int now = beats.get();
      while (beats.get() < now + 3) {
        Thread.onSpinWait();
      }
      FlowRun<?> again = owner.recover().runs().get(0);
      assertThat(catchThrowable(again::join)).isNotNull();
      assertThat(again.state()).isEqualTo(FlowState.REVERTED);
    }
  }

  @Test
  void runsThatWaitForTheirTurnCantHangWhenTheExecutorIsShutDown() throws Exception {
    MemoryPersistence memory = new MemoryPersistence();
    store(memory, "r1", FlowState.RUNNING);
    store(memory, "r2", FlowState.RUNNING);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Backstitch backstitch =
        Backstitch.builder(memory)
            .executor(TaskExecutor.on(threads))
            .maxRecovering(1)
            .open()
            .register(flow);
    List<FlowRun<?>> runs = backstitch.recover().runs();
    isRunning.await();
    threads.shutdown();
    mayEnd.countDown();
    assertThat(isOver(runs.get(0))).as("first").isTrue();
    Thread closer = new Thread(backstitch::close);
    closer.start();
    closer.join(8_000);
    assertThat(closer.isAlive()).as("close hangs").isFalse();
    assertThat(isOver(runs.get(1))).as("second").isTrue();
  }

  /** Two ask before it is known where the run stands; both messages are gone in the end. */
  @Test
  void bothMessagesAreConsumedIfTwoCancelBeforeTheRunSetsOff() throws Exception {
    DataSource source = Postgres.newSchema();
    JdbcPersistence persistence = JdbcPersistence.of(source);
    AtomicInteger beats = new AtomicInteger();
    Persistence slow =
        new MeddledPersistence(
            persistence,
            (method, arguments, passOn) -> {
              if (method.equals("news")) {
                beats.incrementAndGet();
              }
              if (method.equals("commit")) {
                int now = beats.get();
                while (beats.get() < now + 3) {
                  Thread.onSpinWait();
                }
              }
              return passOn.call();
            });
    mayEnd.countDown();
    try (RunStore store = persistence.open();
        Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      store.start(connection, "r", new NewRun("f", "1.0", "{}"));
      connection.commit();
      store.send("r", MessageKind.CANCEL, "one");
      store.send("r", MessageKind.CANCEL, "two");
    }
    try (Backstitch backstitch = Backstitch.open(slow).register(flow)) {
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), "r");
      assertThat(catchThrowable(run::join)).isNotNull();
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
      int now = beats.get();
      while (beats.get() < now + 3) {
        Thread.onSpinWait();
      }
    }
    assertThat(isConsumed(source)).isTrue();
  }
}
