package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.RUN;
import static io.backstitch.persistence.Runs.atoms;
import static io.backstitch.persistence.Runs.done;
import static io.backstitch.persistence.Runs.start;
import static io.backstitch.persistence.Runs.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.AtomState;
import io.backstitch.AtomTimes;
import io.backstitch.FlowState;
import io.backstitch.RunCount;
import io.backstitch.RunCursor;
import io.backstitch.RunPage;
import io.backstitch.RunQuery;
import io.backstitch.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the catalog of every store does. */
abstract class RunCatalogContract {

  private static final FlowState SUCCESS = FlowState.SUCCESS;
  private static final Set<FlowState> DONE_OR_UNDONE =
      Set.of(FlowState.SUCCESS, FlowState.REVERTED);

  Persistence persistence;
  RunStore store;

  abstract Persistence persistence();

  @BeforeEach
  void open() {
    persistence = persistence();
    store = persistence.open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  void reopen() {
    store.close();
    store = persistence.open();
  }

  StoredRun run(String id) {
    return store.load(id).orElseThrow();
  }

  void assertRefused(String message, WriteSet... sets) {
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> store.commit(List.of(sets)))
        .withMessageContaining(message);
  }

  private void begin(String id, NewRun run, FlowState state) {
    store.commit(
        List.of(new WriteSet(id, run, new RunUpdate(state, false), List.of(done("a", 1, "1")))));
  }

  private List<String> list(RunQuery query) {
    return store.catalog().page(query).runs().stream().map(RunSummary::id).toList();
  }

  /** The pages of a query from the first to the last. */
  private List<List<String>> pages(RunQuery query) {
    List<List<String>> pages = new ArrayList<>();
    RunPage page = store.catalog().page(query);
    while (true) {
      pages.add(page.runs().stream().map(RunSummary::id).toList());
      Optional<RunCursor> next = page.next();
      if (next.isEmpty()) {
        return pages;
      }
      page = store.catalog().page(query.after(RunCursor.parse(next.get().toString())));
    }
  }

  @Test
  void listsWhatIsKnownOfARun() {
    NewRun forked =
        new NewRun("f", "7", "{}", Map.of("customer", "42", "Ort", "Zürich, \"Höhe\""), "parent");
    store.commit(List.of(new WriteSet("r", forked, null, List.of(done("a", 1, "1")))));
    store.commit(
        List.of(
            new WriteSet(
                "r",
                null,
                new RunUpdate(FlowState.SUSPENDED, true, "it keeps crashing"),
                new RunCounts(2, 3, 4),
                List.of())));
    RunSummary summary = store.catalog().page(RunQuery.all()).runs().get(0);
    assertThat(summary)
        .isEqualTo(
            new RunSummary(
                "r",
                "f",
                "7",
                FlowState.SUSPENDED,
                true,
                "it keeps crashing",
                forked.metadata(),
                run("r").createdAt(),
                run("r").updatedAt(),
                2,
                "parent"))
        .isEqualTo(run("r").summary());
  }

  @Test
  void pagesThroughRunsInBothDirections() {
    List<String> ids = new ArrayList<>();
    assertThat(pages(RunQuery.all())).containsExactly(List.of());
    for (int i = 0; i < 7; i++) {
      // Two at a time have been started at the same time, or nearly.
      String id = "r" + (9 - i);
      store.commit(List.of(start(id), start(id + "x")));
      ids.add(id);
      ids.add(id + "x");
    }
    for (int i = 0; i < 7; i += 2) {
      store.commit(List.of(update("r" + (9 - i), FlowState.SUCCESS)));
    }
    List<List<String>> pages = pages(RunQuery.all().oldestFirst().limit(4));
    assertThat(pages).hasSize(4);
    List<String> oldestFirst = pages.stream().flatMap(List::stream).toList();
    assertThat(oldestFirst).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(oldestFirst.stream().map(id -> run(id).createdAt()).toList()).isSorted();

    List<String> newestFirst = new ArrayList<>(oldestFirst);
    Collections.reverse(newestFirst);
    assertThat(pages(RunQuery.all().limit(3)).stream().flatMap(List::stream))
        .containsExactlyElementsOf(newestFirst);
    assertThat(pages(RunQuery.all().limit(14))).containsExactly(newestFirst);
    assertThat(pages(RunQuery.all().limit(13))).hasSize(2);
    reopen();
    assertThat(pages(RunQuery.all().limit(5)).stream().flatMap(List::stream))
        .containsExactlyElementsOf(newestFirst);
  }

  @Test
  void findsRunsByWhatTheyAre() {
    begin("order-1", new NewRun("order", "1", "{}", Map.of("c", "42", "d", "x"), null), SUCCESS);
    begin("order-2", new NewRun("order", "1", "{}", Map.of("c", "42"), null), FlowState.RUNNING);
    begin("Order_3", new NewRun("order", "1", "{}", Map.of("d", "42"), null), SUCCESS);
    begin("o%der!4", new NewRun("refund", "1", "{}"), FlowState.REVERTED);
    RunQuery query = RunQuery.all().oldestFirst();
    assertThat(list(query.ofFlow("order"))).containsExactly("order-1", "order-2", "Order_3");
    assertThat(list(query.ofFlow("Order"))).isEmpty();
    assertThat(list(query.inState(FlowState.SUCCESS, FlowState.REVERTED)))
        .containsExactly("order-1", "Order_3", "o%der!4");
    assertThat(list(query.inState(FlowState.RUNNING, FlowState.FAILURE)))
        .containsExactly("order-2");
    assertThat(list(query.inState())).hasSize(4);
    assertThat(list(query.idStartsWith("order"))).containsExactly("order-1", "order-2");
    assertThat(list(query.idStartsWith("o%"))).containsExactly("o%der!4");
    assertThat(list(query.idStartsWith("o%der!"))).containsExactly("o%der!4");
    assertThat(list(query.idStartsWith("o_"))).isEmpty();
    assertThat(list(query.idStartsWith("Order_"))).containsExactly("Order_3");
    assertThat(list(query.withMetadata("c", "42"))).containsExactly("order-1", "order-2");
    assertThat(list(query.withMetadata("c", "42").withMetadata("d", "x")))
        .containsExactly("order-1");
    assertThat(list(query.withMetadata("c", "42").withMetadata("d", "y"))).isEmpty();
    assertThat(list(query.withMetadata("C", "42"))).isEmpty();
    assertThat(list(query.ofFlow("order").inState(SUCCESS).withMetadata("c", "42").limit(1)))
        .containsExactly("order-1");
  }

  @Test
  void findsRunsByTheirTimes() {
    Instant before = store.catalog().now();
    store.commit(List.of(start("a"), start("b")));
    Instant created = run("a").createdAt();
    store.commit(List.of(update("a", FlowState.RUNNING)));
    Instant updated = run("a").updatedAt();
    assertThat(before).isBeforeOrEqualTo(created);
    assertThat(store.catalog().now()).isAfterOrEqualTo(updated);
    Duration tick = Duration.ofNanos(1);
    assertThat(list(RunQuery.all().createdFrom(created))).contains("a");
    assertThat(list(RunQuery.all().createdFrom(created.plus(tick)))).doesNotContain("a");
    assertThat(list(RunQuery.all().createdUntil(created))).doesNotContain("a");
    assertThat(list(RunQuery.all().createdUntil(created.plus(tick)))).contains("a");
    assertThat(list(RunQuery.all().updatedFrom(updated))).containsExactly("a");
    assertThat(list(RunQuery.all().updatedFrom(updated.plus(tick)))).isEmpty();
    assertThat(list(RunQuery.all().updatedUntil(updated))).containsExactly("b");
    assertThat(list(RunQuery.all().updatedUntil(updated.plus(tick))))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void countsRunsOfEachFlowInEachState() {
    assertThat(store.catalog().count(RunQuery.all())).isEmpty();
    NewRun other = new NewRun("refund", "1", "{}", Map.of("c", "42"), null);
    begin("a", RUN, SUCCESS);
    begin("b", RUN, SUCCESS);
    begin("c", RUN, FlowState.PENDING);
    begin("d", other, SUCCESS);
    RunQuery narrow = RunQuery.all().limit(1).after(new RunCursor(Instant.EPOCH, "a"));
    assertThat(store.catalog().count(narrow))
        .containsExactlyInAnyOrder(
            new RunCount("upgrade", SUCCESS, 2),
            new RunCount("upgrade", FlowState.PENDING, 1),
            new RunCount("refund", SUCCESS, 1));
    assertThat(store.catalog().count(RunQuery.all().withMetadata("c", "42").inState(SUCCESS)))
        .containsExactly(new RunCount("refund", SUCCESS, 1));
  }

  @Test
  void readsEveryAttempt() {
    AtomTimes times = AtomTimes.executed(1_700_000_000_001L, 1_700_000_000_002L).reverted(3, 4);
    AtomRecord first =
        new AtomRecord("t", 1, "1", AtomState.REVERTED, "1", null, null, null, 1, times, false);
    store.commit(List.of(start("r"), atoms("r", first, done("a", 1, "1"))));
    store.commit(List.of(atoms("r", done("t", 2, "2"))));
    store.commit(List.of(atoms("r", done("t", 3, "3"))));
    for (int i = 0; i < 2; i++) {
      assertThat(run("r").atoms()).containsExactly(done("a", 1, "1"), done("t", 3, "3"));
      StoredRun all = store.catalog().load("r").orElseThrow();
      assertThat(all.atoms())
          .containsExactly(done("a", 1, "1"), first, done("t", 2, "2"), done("t", 3, "3"));
      assertThat(all.start()).isEqualTo(RUN);
      reopen();
    }
    assertThat(store.catalog().load("other")).isEmpty();
  }

  @Test
  void deletesOnlyWhatIsAtRest() {
    for (FlowState state : FlowState.values()) {
      begin("r" + state, RUN, state);
      assertThat(store.catalog().delete("r" + state)).isEqualTo(state.isAtRest());
      assertThat(store.load("r" + state).isEmpty()).isEqualTo(state.isAtRest());
      assertThat(store.catalog().delete("r" + state)).isFalse();
    }
    assertThat(store.catalog().delete("missing")).isFalse();
    assertThat(store.unfinished(null, 10))
        .containsExactly("rPENDING", "rRESUMING", "rRUNNING", "rSUSPENDING");
    reopen();
    assertThat(list(RunQuery.all()))
        .containsExactlyInAnyOrder("rPENDING", "rRESUMING", "rRUNNING", "rSUSPENDING");
  }

  @Test
  void anIdIsFreeWhenItsRunIsDeleted() {
    for (FlowState state : List.of(SUCCESS, FlowState.SUSPENDED)) {
      begin("r", new NewRun("f", "1", "{}", Map.of("c", "42"), null), state);
      assertThat(list(RunQuery.all())).containsExactly("r");
      assertThat(store.catalog().delete("r")).isTrue();
      assertThat(list(RunQuery.all())).isEmpty();
      assertRefused("'r'", update("r", FlowState.RUNNING));
      assertRefused("'r'", atoms("r", done("b", 1, "1")));
      assertRefused("'r'", start("s"), update("r", FlowState.RUNNING));

      store.commit(List.of(start("r")));
      assertThat(run("r").atoms()).isEmpty();
      assertThat(run("r").start()).isEqualTo(RUN);
      assertThat(list(RunQuery.all().withMetadata("c", "42"))).isEmpty();
      store.commit(List.of(update("r", SUCCESS)));
      assertThat(list(RunQuery.all())).containsExactly("r");
      assertThat(store.catalog().page(RunQuery.all()).runs().get(0).cursor())
          .isEqualTo(run("r").summary().cursor());
      assertThat(store.catalog().delete("r")).isTrue();
    }
  }

  /** It was adopted before it was deleted, and is written afterwards. */
  @Test
  void whoeverCarriesOnWithADeletedRunIsRefused() {
    begin("r", RUN, FlowState.SUSPENDED);
    reopen();
    store.adopt("r");
    assertThat(store.catalog().delete("r")).isTrue();
    assertRefused("'r'", update("r", FlowState.RUNNING));
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> store.adopt("r"))
        .withMessageContaining("There is no run 'r'");
  }

  @Test
  void aRunThatWasCarriedOnWithIsNotDeleted() {
    begin("r", RUN, SUCCESS);
    store.commit(List.of(update("r", FlowState.RUNNING)));
    assertThat(store.catalog().delete("r")).isFalse();
    assertThat(
            store.catalog().deleteUnchangedSince(later(), Set.of(SUCCESS, FlowState.FAILURE), 10))
        .isZero();
    store.commit(List.of(update("r", SUCCESS)));
    assertThat(list(RunQuery.all().inState(SUCCESS))).containsExactly("r");
    assertThat(store.catalog().delete("r")).isTrue();
  }

  private Instant later() {
    return store.catalog().now().plusSeconds(1);
  }

  @Test
  void deletesWhatHasNotChangedForLong() {
    for (FlowState state : FlowState.values()) {
      begin("r" + state, RUN, state);
    }
    for (int i = 0; i < 5; i++) {
      begin("s" + i, RUN, SUCCESS);
    }
    RunCatalog catalog = store.catalog();
    Instant old = run("rPENDING").createdAt();
    assertThat(catalog.deleteUnchangedSince(old, DONE_OR_UNDONE, 10)).isZero();
    assertThat(catalog.deleteUnchangedSince(later(), DONE_OR_UNDONE, 3)).isEqualTo(3);
    assertThat(catalog.deleteUnchangedSince(later(), DONE_OR_UNDONE, 3)).isEqualTo(3);
    assertThat(catalog.deleteUnchangedSince(later(), DONE_OR_UNDONE, 3)).isEqualTo(1);
    assertThat(catalog.deleteUnchangedSince(later(), DONE_OR_UNDONE, 3)).isZero();
    assertThat(list(RunQuery.all()))
        .containsExactlyInAnyOrder(
            "rPENDING", "rRESUMING", "rRUNNING", "rSUSPENDED", "rSUSPENDING", "rFAILURE");
    assertThat(catalog.deleteUnchangedSince(later(), Set.of(FlowState.SUSPENDED), 10)).isOne();
    reopen();
    assertThat(list(RunQuery.all())).hasSize(5).doesNotContain("rSUSPENDED");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.catalog().deleteUnchangedSince(later(), DONE_OR_UNDONE, 0));
  }

  @Test
  void theCatalogIsClosedWithItsStore() {
    RunCatalog catalog = store.catalog();
    store.commit(List.of(start("r")));
    assertThat(catalog.page(RunQuery.all()).runs()).hasSize(1);
    assertThat(store.catalog()).isSameAs(catalog);
    store.close();
    List.<Runnable>of(
            () -> catalog.page(RunQuery.all()),
            () -> catalog.count(RunQuery.all()),
            () -> catalog.load("r"),
            () -> catalog.delete("r"),
            () -> catalog.deleteUnchangedSince(Instant.now(), DONE_OR_UNDONE, 1))
        .forEach(
            each ->
                assertThatExceptionOfType(PersistenceException.class)
                    .isThrownBy(each::run)
                    .withMessageContaining("closed"));
  }
}
