package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.DirectoryPersistence;
import io.backstitch.persistence.EncryptingCodec;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.Postgres;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.RunUpdate;
import io.backstitch.persistence.WriteSet;
import io.backstitch.retry.Retries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stored runs as people see them. */
@Timeout(300)
class RunsTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);
  private static final Symbol<Integer> Y = Symbol.of("y", int.class);

  @TempDir Path directory;

  /** Where runs are kept. */
  enum Place {
    MEMORY(10_000) {
      @Override
      Persistence in(Path directory) {
        return new MemoryPersistence();
      }
    },
    /** Each run waits for the disk twice. */
    DIRECTORY(1_000) {
      @Override
      Persistence in(Path directory) {
        return DirectoryPersistence.at(directory.resolve("runs"));
      }
    },
    H2(10_000) {
      @Override
      Persistence in(Path directory) {
        return JdbcPersistence.h2(directory.resolve("runs"));
      }
    },
    POSTGRESQL(10_000) {
      @Override
      Persistence in(Path directory) {
        return JdbcPersistence.of(Postgres.newSchema());
      }
    };

    final int many;

    Place(int many) {
      this.many = many;
    }

    abstract Persistence in(Path directory);
  }

  private final AtomicInteger calls = new AtomicInteger();
  private final DynamicFlow doubling =
      DynamicFlow.of(
          LinearFlow.named("doubling")
              .add(
                  Atom.named("double")
                      .requires(X)
                      .provides(Y)
                      .executes(
                          in -> {
                            calls.incrementAndGet();
                            return 2 * in.get(0, X);
                          })
                      .build()));

  /** Fails at the first attempt, and does not like negative numbers. */
  private DynamicFlow fussy() {
    AtomicInteger attempts = new AtomicInteger();
    Atom prepare =
        Atom.named("prepare")
            .requires(X)
            .provides(Y)
            .executes(in -> in.get(0, X) + 1)
            .reverts(in -> {})
            .build();
    Atom use =
        Atom.named("use")
            .requires(Y)
            .executes(
                in -> {
                  if (attempts.incrementAndGet() == 1 || in.get(0, Y) < 0) {
                    throw new IllegalStateException("no good");
                  }
                  return null;
                })
            .build();
    return DynamicFlow.of(LinearFlow.named("fussy").retry(Retries.times(2)).add(prepare).add(use));
  }

  private static List<String> store(Persistence persistence, int many, FlowState state) {
    List<String> ids = IntStream.range(0, many).mapToObj(i -> "old-" + i).toList();
    NewRun run = new NewRun("old", "1.0", "{}");
    try (RunStore store = persistence.open()) {
      for (int from = 0; from < many; from += 500) {
        store.commit(
            ids.subList(from, Math.min(many, from + 500)).stream()
                .map(id -> new WriteSet(id, run, new RunUpdate(state, false), List.of()))
                .toList());
      }
    }
    return ids;
  }

  private static List<String> all(Runs runs, RunQuery query) {
    List<String> ids = new ArrayList<>();
    RunPage page = runs.list(query);
    page.runs().forEach(run -> ids.add(run.id()));
    while (page.next().isPresent()) {
      page = runs.list(query.after(page.next().get()));
      page.runs().forEach(run -> ids.add(run.id()));
    }
    return ids;
  }

  @ParameterizedTest
  @EnumSource
  void pagesWithoutGapsOrDoublesWhileOtherRunsStartAndEnd(Place place) throws Exception {
    Persistence persistence = place.in(directory);
    List<String> old = store(persistence, place.many, FlowState.SUCCESS);
    try (Backstitch backstitch = Backstitch.open(persistence).register(doubling)) {
      AtomicBoolean isEnough = new AtomicBoolean();
      CountDownLatch hasBegun = new CountDownLatch(20);
      CompletableFuture<Integer> starting =
          CompletableFuture.supplyAsync(
              () -> {
                int started = 0;
                // Not for ever: whoever lists the oldest first would never be done.
                while (!isEnough.get() && started < 2_000) {
                  backstitch.start(doubling.with(Map.of("x", 1)), "new-" + started++).join();
                  hasBegun.countDown();
                }
                return started;
              });
      hasBegun.await();
      for (RunQuery query : List.of(RunQuery.all(), RunQuery.all().oldestFirst())) {
        List<String> seen = all(backstitch.runs(), query.limit(400));
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(id -> id.startsWith("old-")))
            .containsExactlyInAnyOrderElementsOf(old);
      }
      isEnough.set(true);
      int started = starting.get();
      assertThat(all(backstitch.runs(), RunQuery.all().ofFlow("doubling").limit(17)))
          .hasSize(started);
      assertThat(backstitch.runs().count())
          .isEqualTo(Map.of(FlowState.SUCCESS, (long) started + old.size()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsWhatARunHasDone(Place place) {
    Persistence persistence = place.in(directory);
    DynamicFlow fussy = fussy();
    try (Backstitch backstitch = Backstitch.open(persistence).register(fussy)) {
      backstitch
          .start(
              fussy.with(Map.of("x", 5)),
              StartOptions.withId("r").metadata("customer", "42").metadata("b", ""))
          .join();
    }
    // Whoever looks need not know the flow.
    try (Backstitch backstitch = Backstitch.open(persistence)) {
      RunDetails run = backstitch.runs().get("r");
      assertThat(run.summary().state()).isEqualTo(FlowState.SUCCESS);
      assertThat(run.summary().metadata()).isEqualTo(Map.of("customer", "42", "b", ""));
      assertThat(run.inputs()).isEqualTo(Map.of("x", "5"));
      assertThat(run.outputs()).containsEntry("prepare", "6");
      assertThat(run.failures()).isEmpty();
      assertThat(run.revertFailures()).isEmpty();
      assertThat(run.attempts())
          .filteredOn(attempt -> attempt.atom().equals("prepare"))
          .extracting(AtomAttempt::attempt, AtomAttempt::state)
          .containsExactly(tuple(1, AtomState.REVERTED), tuple(2, AtomState.SUCCESS));
      AtomAttempt failed =
          run.attempts().stream()
              .filter(attempt -> attempt.atom().equals("use") && attempt.attempt() == 1)
              .findAny()
              .orElseThrow();
      assertThat(failed.failure()).hasToString("use: java.lang.IllegalStateException: no good");

      RunTimeline timeline = backstitch.runs().timeline("r");
      assertThat(timeline.events().stream().map(RunTimeline.Event::toString))
          .startsWith("created")
          .endsWith("last changed: SUCCESS")
          .containsSubsequence("prepare starts", "prepare ends: SUCCESS")
          .containsSubsequence("use starts", "use ends: FAILURE")
          .containsSubsequence("prepare revert starts", "prepare revert ends: REVERTED")
          .containsSubsequence("prepare (attempt 2) starts", "prepare (attempt 2) ends: SUCCESS")
          .containsSubsequence("use (attempt 2) starts", "use (attempt 2) ends: SUCCESS");
      assertThat(timeline.toString().lines())
          .hasSize(timeline.events().size() + 1)
          .first()
          .asString()
          .startsWith("run 'r' of flow 'fussy' in state SUCCESS {b=, customer=42}");
      assertThat(backstitch.runs().find("other")).isEmpty();
      assertThatExceptionOfType(InvalidFlowException.class)
          .isThrownBy(() -> backstitch.runs().get("other"))
          .withMessageContaining("There is no run 'other' here");
    }
  }

  @Test
  void showsWhatFailed() {
    DynamicFlow fussy = fussy();
    try (Backstitch backstitch = Backstitch.open(new MemoryPersistence()).register(fussy)) {
      FlowRun<?> run = backstitch.start(fussy.with(Map.of("x", -5)), "r");
      assertThatExceptionOfType(FlowFailedException.class).isThrownBy(run::join);
      RunDetails details = backstitch.runs().get("r");
      assertThat(details.summary().state()).isEqualTo(FlowState.REVERTED);
      assertThat(details.outputs()).doesNotContainKey("prepare");
      assertThat(details.failures())
          .extracting(Failure::toString)
          .containsExactly("use: java.lang.IllegalStateException: no good");
    }
  }

  @Test
  void showsWhatIsEncryptedToWhoeverHasTheKey() {
    Persistence persistence = new MemoryPersistence();
    SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
    try (Backstitch backstitch =
        Backstitch.builder(persistence).codec(EncryptingCodec.of("k", key)).open()) {
      backstitch.register(doubling).start(doubling.with(Map.of("x", 21)), "r").join();
      assertThat(backstitch.runs().get("r").inputs()).isEqualTo(Map.of("x", "21"));
      assertThat(backstitch.runs().get("r").outputs()).isEqualTo(Map.of("double", "42"));
    }
    try (Backstitch backstitch =
        Backstitch.builder(persistence).codec(EncryptingCodec.of("other", key)).open()) {
      assertThat(backstitch.runs().list(RunQuery.all()).runs()).hasSize(1);
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> backstitch.runs().get("r"))
          .withMessageContaining("Run 'r' of flow 'doubling'")
          .withMessageContaining("input 'x'")
          .withMessageContaining("key 'k'");
    }
  }

  @ParameterizedTest
  @EnumSource
  void metadataDoNotMakeAnotherRun(Place place) {
    try (Backstitch backstitch = Backstitch.open(place.in(directory)).register(doubling)) {
      StartOptions options = StartOptions.withId("r");
      backstitch.start(doubling.with(Map.of("x", 1)), options.metadata("c", "1")).join();
      backstitch.start(doubling.with(Map.of("x", 1)), options.metadata("c", "2")).join();
      assertThat(calls).hasValue(1);
      assertThat(all(backstitch.runs(), RunQuery.all().withMetadata("c", "1")))
          .containsExactly("r");
      assertThat(all(backstitch.runs(), RunQuery.all().withMetadata("c", "2"))).isEmpty();
      StartOptions random = StartOptions.withRandomId().metadata("c", "3");
      backstitch.start(doubling.with(Map.of("x", 1)), random).join();
      backstitch.start(doubling.with(Map.of("x", 1)), random).join();
      assertThat(all(backstitch.runs(), RunQuery.all().withMetadata("c", "3"))).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesTheLongestMetadata(Place place) {
    String longest = "\ud83d\ude00".repeat(100);
    try (Backstitch backstitch = Backstitch.open(place.in(directory)).register(doubling)) {
      StartOptions options = StartOptions.withId("r").metadata(longest, longest);
      backstitch.start(doubling.with(Map.of("x", 1)), options).join();
      assertThat(all(backstitch.runs(), RunQuery.all().withMetadata(longest, longest)))
          .containsExactly("r");
    }
    StartOptions options = StartOptions.withId("r");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.metadata("c", longest + "x"))
        .withMessageContaining("at most 200 characters, but this value of 'c' has 201");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.metadata("x".repeat(201), ""))
        .withMessageContaining("this name has 201");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.metadata(" ", "x"))
        .withMessageContaining("must not be blank");
    for (String bad : List.of("\u0000", "\ud83d", "a\ude00")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> options.metadata("c", bad))
          .withMessageContaining("can't be stored");
    }
  }

  @ParameterizedTest
  @EnumSource
  void deletesARunThatIsAtRest(Place place) {
    try (Backstitch backstitch = Backstitch.open(place.in(directory)).register(doubling)) {
      for (int i = 1; i <= 2; i++) {
        backstitch.start(doubling.with(Map.of("x", i)), "r").join();
        assertThat(calls).hasValue(i);
        backstitch.runs().delete("r");
        assertThat(backstitch.runs().find("r")).isEmpty();
      }
      assertThatExceptionOfType(InvalidFlowException.class)
          .isThrownBy(() -> backstitch.runs().delete("r"))
          .withMessageContaining("There is no run 'r' here, so it can't be deleted");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesToDeleteARunUnderWay(Place place) {
    CountDownLatch go = new CountDownLatch(1);
    DynamicFlow waiting =
        DynamicFlow.of(
            LinearFlow.named("waiting")
                .add(
                    Atom.named("wait")
                        .executes(
                            in -> {
                              go.await();
                              return null;
                            })
                        .build()));
    Persistence persistence = place.in(directory);
    store(persistence, 1, FlowState.RUNNING);
    try (Backstitch backstitch = Backstitch.open(persistence).register(waiting)) {
      FlowRun<?> run = backstitch.start(waiting.with(Map.of()), "r");
      assertThatIllegalStateException()
          .isThrownBy(() -> backstitch.runs().delete("r"))
          .withMessageContaining("Run 'r' can't be deleted: it is under way here");
      assertThatIllegalStateException()
          .isThrownBy(() -> backstitch.runs().delete("old-0"))
          .withMessageContaining("Run 'old-0' can't be deleted: it is in state RUNNING");
      assertThat(backstitch.runs().deleteOlderThan(Duration.ZERO)).isZero();
      go.countDown();
      run.join();
      backstitch.runs().delete("r");
    }
  }

  @ParameterizedTest
  @EnumSource
  void deletesOldRuns(Place place) {
    Persistence persistence = place.in(directory);
    store(persistence, 250, FlowState.REVERTED);
    try (Backstitch backstitch = Backstitch.open(persistence).register(doubling)) {
      backstitch.start(doubling.with(Map.of("x", 1)), "r").join();
      Runs runs = backstitch.runs();
      assertThat(runs.deleteOlderThan(Duration.ofDays(1))).isZero();
      assertThat(runs.deleteOlderThan(Duration.ofSeconds(Long.MAX_VALUE))).isZero();
      assertThat(runs.deleteOlderThan(Duration.ZERO, FlowState.FAILURE)).isZero();
      assertThat(runs.countByFlow(RunQuery.all()))
          .isEqualTo(
              Map.of(
                  "doubling",
                  Map.of(FlowState.SUCCESS, 1L),
                  "old",
                  Map.of(FlowState.REVERTED, 250L)));
      assertThat(runs.deleteOlderThan(Duration.ZERO, FlowState.REVERTED)).isEqualTo(250);
      assertThat(all(runs, RunQuery.all())).containsExactly("r");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> runs.deleteOlderThan(Duration.ZERO, FlowState.RUNNING))
          .withMessageContaining("RUNNING are not at rest");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> runs.deleteOlderThan(Duration.ofSeconds(-1)))
          .withMessageContaining("can't be negative");
    }
  }

  @Test
  void severalProcessesDeleteEachRunOnce() {
    Persistence shared = Place.POSTGRESQL.in(directory);
    store(shared, 2_000, FlowState.SUCCESS);
    List<CompletableFuture<Integer>> deleting =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try (Backstitch backstitch = Backstitch.open(shared)) {
                            int deleted = 0;
                            while (!backstitch.runs().count().isEmpty()) {
                              deleted += backstitch.runs().deleteOlderThan(Duration.ZERO);
                            }
                            return deleted;
                          }
                        }))
            .limit(3)
            .toList();
    assertThat(deleting.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(2_000);
  }

  /** Either it is gone before it carries on, and then nothing more is stored, or it stays. */
  @ParameterizedTest
  @EnumSource
  void aRunThatSomebodyCarriesOnWithIsDeletedBeforeOrNotAtAll(Place place) {
    Persistence persistence = place.in(directory);
    NewRun start = new NewRun("doubling", "1.0", "{\"x\":1}");
    Set<Boolean> seen = new HashSet<>();
    try (RunStore store = persistence.open()) {
      store.commit(
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      new WriteSet(
                          "r" + i, start, new RunUpdate(FlowState.SUSPENDED, false), List.of()))
              .toList());
    }
    try (Backstitch backstitch = Backstitch.open(persistence).register(doubling)) {
      for (int i = 0; i < 40; i++) {
        String id = "r" + i;
        CountDownLatch together = new CountDownLatch(2);
        CompletableFuture<Boolean> deleting =
            CompletableFuture.supplyAsync(
                () -> {
                  together.countDown();
                  return isDone(() -> backstitch.runs().delete(id));
                });
        together.countDown();
        boolean isResumed = isDone(() -> backstitch.resume(id).join());
        boolean isDeleted = deleting.join();
        boolean isThere = backstitch.runs().find(id).isPresent();
        assertThat(isDeleted).isNotEqualTo(isThere);
        // It may also have come to its end, and been deleted then.
        assertThat(isResumed || isDeleted).isTrue();
        if (isThere) {
          assertThat(backstitch.runs().get(id).outputs()).containsEntry("double", "2");
        }
        seen.add(isDeleted);
      }
    }
    assertThat(seen).isNotEmpty();
  }

  private static boolean isDone(Runnable what) {
    try {
      what.run();
      return true;
    } catch (IllegalStateException | InvalidFlowException | PersistenceException e) {
      return false;
    } catch (FlowStoppedException e) {
      assertThat(e)
          .rootCause()
          .asString()
          .containsAnyOf("There is no run", "is not there, or another owner has it");
      return false;
    }
  }

  @Test
  void refusesWhatIsNoCursorOrNoLimit() {
    RunCursor cursor = new RunCursor(Instant.parse("2026-01-02T03:04:05.678Z"), "a b\ud800");
    assertThat(RunCursor.parse(cursor.toString())).isEqualTo(cursor);
    for (String bad : List.of("", "x", "!", "AGEAYg", cursor.toString().substring(3))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RunCursor.parse(bad))
          .withMessageContaining("'" + bad + "' is no cursor");
    }
    for (int bad : new int[] {0, -1, 1_001}) {
      assertThatIllegalArgumentException().isThrownBy(() -> RunQuery.all().limit(bad));
    }
  }
}
