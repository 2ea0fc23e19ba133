package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.atoms;
import static io.backstitch.persistence.Runs.done;
import static io.backstitch.persistence.Runs.start;
import static io.backstitch.persistence.Runs.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.FlowState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time limit is there only so that a defect fails instead of hanging. */
@Timeout(60)
class JournalTest {

  private final GatedStore store = new GatedStore();
  private Journal journal = Journal.over(store, Runnable::run);

  @AfterEach
  void close() {
    store.gate.release(1_000_000);
    journal.close();
  }

  /** Like a database: not immediate. Each commit needs a permit; any may be made to fail. */
  private static final class GatedStore implements RunStore {

    final RunStore memory = new MemoryPersistence().open();
    final Semaphore gate = new Semaphore(1_000_000);
    final CountDownLatch reached = new CountDownLatch(1);
    final List<List<WriteSet>> batches = new ArrayList<>();
    String culprit = "none";

    /** How many commits fail, as the store is away for a while. */
    final AtomicInteger away = new AtomicInteger();

    Runnable afterCommit = () -> {};

    @Override
    public boolean isImmediate() {
      return false;
    }

    @Override
    public void commit(List<WriteSet> batch) {
      reached.countDown();
      gate.acquireUninterruptibly();
      batches.add(batch);
      if (away.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new PersistenceException("away", null, true);
      }
      if (batch.stream().anyMatch(set -> set.runId().equals(culprit))) {
        throw new PersistenceException("bad luck for " + culprit);
      }
      memory.commit(batch);
      afterCommit.run();
    }

    @Override
    public Optional<StoredRun> load(String runId) {
      return memory.load(runId);
    }

    @Override
    public List<String> unfinished(@Nullable String afterId, int limit) {
      return memory.unfinished(afterId, limit);
    }

    @Override
    public boolean adopt(String runId) {
      return memory.adopt(runId);
    }

    @Override
    public RunCatalog catalog() {
      return memory.catalog();
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  /** Completed with whether the thread may stay, or with the error. */
  private static class Ack extends CompletableFuture<Boolean> implements Acknowledgement {

    @Override
    public void committed(boolean mayStay) {
      complete(mayStay);
    }

    @Override
    public void failed(PersistenceException error) {
      completeExceptionally(error);
    }
  }

  private Ack submit(WriteSet set) {
    Ack ack = new Ack();
    assertThat(journal.submit(set, ack)).isFalse();
    return ack;
  }

  /** Submits all, while the journal is held up by a commit of its own. */
  private List<Ack> submitTogether(WriteSet... sets) throws InterruptedException {
    store.gate.drainPermits();
    journal.submit(start("first"), new Ack());
    store.reached.await();
    List<Ack> acks = new ArrayList<>();
    for (WriteSet set : sets) {
      acks.add(submit(set));
    }
    store.gate.release(1_000_000);
    return acks;
  }

  private static WriteSet[] starts(int count) {
    WriteSet[] sets = new WriteSet[count];
    for (int i = 0; i < count; i++) {
      sets[i] = start("r" + i);
    }
    return sets;
  }

  private static void assertFailed(Ack ack, String message) {
    assertThat(ack.handle((ok, error) -> error).join())
        .isInstanceOf(PersistenceException.class)
        .hasMessageContaining(message);
  }

  private List<Integer> batchSizes() {
    journal.close();
    return store.batches.stream().map(List::size).toList();
  }

  @Test
  void acknowledgesWhatIsStored() {
    submit(start("r")).join();
    assertThat(store.load("r")).isPresent();
  }

  @Test
  void setsThatWaitShareACommit() throws InterruptedException {
    submitTogether(starts(50)).forEach(Ack::join);
    assertThat(batchSizes()).containsExactly(1, 50);
  }

  @Test
  void commitsAreBounded() throws InterruptedException {
    submitTogether(starts(2_500)).forEach(Ack::join);
    assertThat(batchSizes()).containsExactly(1, 1_000, 1_000, 500);
  }

  @Test
  void keepsTheOrderOfARun() throws InterruptedException {
    WriteSet[] sets = new WriteSet[100];
    sets[0] = start("r");
    for (int i = 1; i < sets.length; i++) {
      sets[i] = atoms("r", done("a", 1, "" + i));
    }
    submitTogether(sets).forEach(Ack::join);
    journal.close();
    assertThat(store.batches.stream().flatMap(List::stream).skip(1)).containsExactly(sets);
    assertThat(store.load("r").orElseThrow().atoms()).containsExactly(done("a", 1, "99"));
  }

  @Test
  void oneBadRunDoesNotHurtTheOthers() throws InterruptedException {
    store.culprit = "r37";
    List<Ack> acks = submitTogether(starts(64));
    for (int i = 0; i < acks.size(); i++) {
      if (i == 37) {
        assertFailed(acks.get(i), "bad luck");
      } else {
        acks.get(i).join();
        assertThat(store.load("r" + i)).isPresent();
      }
    }
  }

  @Test
  void laterSetsOfABadRunDoNotOvertakeIt() throws InterruptedException {
    store.memory.commit(List.of(start("bad")));
    store.culprit = "bad";
    List<Ack> acks =
        submitTogether(
            start("good"),
            update("bad", FlowState.RUNNING),
            update("bad", FlowState.SUCCESS),
            update("good", FlowState.SUCCESS));
    acks.get(0).join();
    assertFailed(acks.get(1), "bad luck");
    assertFailed(acks.get(2), "bad luck");
    acks.get(3).join();
    store.culprit = "none";
    assertFailed(submit(update("bad", FlowState.SUCCESS)), "bad luck");
    assertThat(store.load("bad").orElseThrow().state()).isEqualTo(FlowState.PENDING);

    journal.forget("bad");
    submit(update("bad", FlowState.RUNNING)).join();
    assertThat(store.load("bad").orElseThrow().state()).isEqualTo(FlowState.RUNNING);
  }

  @Test
  void aSetFromBeforeARunWasForgottenStaysRefused() throws InterruptedException {
    store.memory.commit(List.of(start("bad")));
    store.culprit = "bad";
    assertFailed(submit(update("bad", FlowState.RUNNING)), "bad luck");
    store.culprit = "none";
    Ack late = submitTogether(update("bad", FlowState.SUCCESS)).get(0);
    journal.forget("bad");
    assertFailed(late, "bad luck");
  }

  @Test
  void aBatchOfUnknownOutcomeIsRepeated() throws InterruptedException {
    AtomicInteger commits = new AtomicInteger();
    store.afterCommit =
        () -> {
          if (commits.incrementAndGet() == 2) {
            throw new PersistenceException("the connection was lost");
          }
        };
    submitTogether(starts(10)).forEach(Ack::join);
    assertThat(batchSizes()).containsExactly(1, 10, 10);
  }

  @Test
  void aDefectOfTheStoreFailsTheSetAndNothingElse() {
    store.afterCommit =
        () -> {
          throw new StackOverflowError();
        };
    assertFailed(submit(start("r")), "StackOverflowError");
    store.afterCommit = () -> {};
    submit(start("s")).join();
  }

  @Test
  void onlyTheLastAcknowledgementOfATaskMayStay() throws InterruptedException {
    store.close();
    AtomicInteger tasks = new AtomicInteger();
    Executor counting =
        task -> {
          tasks.incrementAndGet();
          task.run();
        };
    journal.close();
    GatedStore fresh = new GatedStore();
    fresh.gate.drainPermits();
    List<Ack> acks = new ArrayList<>();
    try (Journal counted = Journal.over(fresh, counting)) {
      counted.submit(start("first"), new Ack());
      fresh.reached.await();
      for (WriteSet set : starts(100)) {
        Ack ack = new Ack();
        acks.add(ack);
        counted.submit(set, ack);
      }
      fresh.gate.release(1_000);
    }
    int ofTheBatch = tasks.get() - 1;
    assertThat(ofTheBatch).isBetween(1, Runtime.getRuntime().availableProcessors());
    assertThat(acks.stream().filter(Ack::join)).hasSize(ofTheBatch);
    assertThat(acks.get(99).join()).isTrue();
  }

  @Test
  void acknowledgesOnASpareThreadWhenTheExecutorRefuses() {
    try (Journal refused =
        Journal.over(
            store,
            task -> {
              throw new RejectedExecutionException();
            })) {
      for (int i = 0; i < 3; i++) {
        CompletableFuture<String> thread = new CompletableFuture<>();
        refused.submit(
            start("r" + i),
            new Ack() {
              @Override
              public void committed(boolean mayStay) {
                thread.complete(Thread.currentThread().getName() + " " + mayStay);
              }
            });
        assertThat(thread.join()).isEqualTo("backstitch-spare false");
      }
    }
  }

  @Test
  void survivesAcknowledgementsThatThrow() {
    journal.submit(
        start("r"),
        new Ack() {
          @Override
          public void committed(boolean mayStay) {
            throw new AssertionError("not nice");
          }
        });
    submit(start("s")).join();
  }

  @Test
  void commitsAtOnceIntoAStoreThatIsImmediate() {
    Ack ack = new Ack();
    RunStore memory = new MemoryPersistence().open();
    Journal immediate = Journal.over(memory, Runnable::run);
    assertThat(immediate.submit(start("r"), ack)).isTrue();
    assertThat(memory.load("r")).isPresent();
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> immediate.submit(update("missing", FlowState.RUNNING), ack));
    assertThat(ack).isNotDone();
    immediate.close();
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> immediate.submit(start("s"), ack))
        .withMessageContaining("closed");
  }

  @Test
  void storesAllThatWaitsBeforeItCloses() throws InterruptedException {
    List<Ack> acks = submitTogether(starts(1_500));
    journal.close();
    assertThat(acks).allMatch(Ack::isDone);
    assertThat(store.load("r1499")).isPresent();
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> submit(start("late")))
        .withMessageContaining("closed");
  }

  @Test
  void anInterruptedThreadWaitsForTheEndAllTheSame() throws InterruptedException {
    List<Ack> acks = submitTogether(starts(10));
    Thread.currentThread().interrupt();
    journal.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(acks).allMatch(Ack::isDone);
  }

  @Test
  void waitsForAStoreThatIsAwayAndNobodyIsToBlame() throws Exception {
    store.away.set(5);
    for (Ack ack : submitTogether(start("a"), start("b"))) {
      ack.get();
    }
    submit(update("a", FlowState.RUNNING)).get();
    assertThat(store.memory.load("a").orElseThrow().state()).isEqualTo(FlowState.RUNNING);
  }

  @Test
  void stopsTheRunsThatWaitIfItIsAwayForTooLong() throws Exception {
    journal.close();
    journal = Journal.over(store, Runnable::run, Duration.ZERO);
    store.away.set(Integer.MAX_VALUE);
    for (Ack ack : submitTogether(start("b"), start("c"), start("d"))) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(ack::get)
          .withMessageContaining("away");
    }
    // Each batch twice, and none of the runs alone.
    assertThat(store.batches).hasSize(4);
    store.away.set(0);
    journal.forget("b");
    submit(start("b")).get();
  }

  @Test
  void doesNotKeepWhoClosesItWaiting() {
    store.away.set(Integer.MAX_VALUE);
    Ack ack = submit(start("a"));
    journal.close();
    assertThatExceptionOfType(ExecutionException.class).isThrownBy(ack::get);
  }
}
