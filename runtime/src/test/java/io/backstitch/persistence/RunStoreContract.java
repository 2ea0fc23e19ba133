package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.RUN;
import static io.backstitch.persistence.Runs.atoms;
import static io.backstitch.persistence.Runs.done;
import static io.backstitch.persistence.Runs.start;
import static io.backstitch.persistence.Runs.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.backstitch.AtomState;
import io.backstitch.AtomTimes;
import io.backstitch.Failure;
import io.backstitch.FlowState;
import io.backstitch.Intention;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store does, whoever else may have it open. */
abstract class RunStoreContract extends RunCatalogContract {

  @Test
  void storesARunAndReadsIt() {
    store.commit(List.of(start("r")));
    StoredRun run = run("r");
    assertThat(run.start()).isEqualTo(RUN);
    assertThat(run.current()).isEqualTo(new RunUpdate(FlowState.PENDING, false));
    assertThat(run.counts()).isEqualTo(RunCounts.FIRST);
    assertThat(run.atoms()).isEmpty();
    assertThat(run.updatedAt()).isAfterOrEqualTo(run.createdAt());
    assertThat(store.load("other")).isEmpty();
  }

  @Test
  void keepsHowTheFlowIsMadeUntilItIsMadeInAnotherWay() {
    RunUpdate first = new RunUpdate(FlowState.RUNNING, false, null, "\n0\t\u00e4");
    store.commit(List.of(new WriteSet("r", RUN, first, List.of())));
    assertThat(run("r").current()).isEqualTo(first);
    store.commit(List.of(new WriteSet("r", RUN, first, List.of())));
    store.commit(List.of(update("r", FlowState.SUSPENDED)));
    assertThat(run("r").definition()).isEqualTo(first.definition());
    RunUpdate second = new RunUpdate(FlowState.RUNNING, false, null, "another");
    store.commit(
        List.of(new WriteSet("r", null, second, List.of()), update("r", FlowState.SUSPENDED)));
    assertThat(run("r").definition()).isEqualTo("another");
    assertThat(run("r").state()).isEqualTo(FlowState.SUSPENDED);
  }

  @Test
  void keepsWhatIsKnownOfARunAsAWhole() {
    NewRun forked =
        new NewRun("f", "1", "{}", Map.of("customer", "42", "Ort", "Zürich, \"Höhe\""), "parent");
    RunUpdate resting = new RunUpdate(FlowState.SUSPENDED, true, "it keeps crashing");
    RunCounts counts = new RunCounts(2, 20, 77);
    store.commit(List.of(new WriteSet("r", forked, null, List.of())));
    store.commit(List.of(new WriteSet("r", null, resting, counts, List.of())));
    assertThat(run("r").start()).isEqualTo(forked);
    assertThat(run("r").current()).isEqualTo(resting);
    assertThat(run("r").counts()).isEqualTo(counts);

    store.commit(List.of(update("r", FlowState.RUNNING)));
    assertThat(run("r").current()).isEqualTo(new RunUpdate(FlowState.RUNNING, false));
    assertThat(run("r").counts()).isEqualTo(counts);
  }

  @Test
  void keepsWhenAnAtomWasUnderWayAndWhoseItIs() {
    AtomTimes times = AtomTimes.executed(1_700_000_000_001L, 1_700_000_000_002L).reverted(3, 4);
    AtomRecord inherited =
        new AtomRecord("a", 1, "1", AtomState.SUCCESS, "1", null, null, null, 1, times, true);
    store.commit(List.of(start("r"), atoms("r", inherited, done("b", 1, "1"))));
    assertThat(run("r").atoms()).containsExactly(inherited, done("b", 1, "1"));
  }

  @Test
  void storesWhatASetSaysBesidesTheStart() {
    store.commit(
        List.of(
            new WriteSet(
                "r", RUN, new RunUpdate(FlowState.RUNNING, true), List.of(done("a", 1, "1")))));
    assertThat(run("r").state()).isEqualTo(FlowState.RUNNING);
    assertThat(run("r").turnedBack()).isTrue();
    assertThat(run("r").atoms()).containsExactly(done("a", 1, "1"));
  }

  @Test
  void appliesTheSetsOfARunInOrder() {
    store.commit(
        List.of(
            start("r"),
            update("r", FlowState.RUNNING),
            atoms("r", done("a", 1, "1")),
            new WriteSet(
                "r",
                null,
                new RunUpdate(FlowState.SUCCESS, false),
                List.of(done("a", 1, "2"), done("b", 1, null)))));
    assertThat(run("r").state()).isEqualTo(FlowState.SUCCESS);
    assertThat(run("r").atoms()).containsExactly(done("a", 1, "2"), done("b", 1, null));
  }

  @Test
  void readsTheLatestAttemptOfEachAtomSortedByName() {
    store.commit(
        List.of(
            start("r"),
            atoms("r", done("b", 2, "new"), done("b", 10, "newest"), done("a", 1, "x"))));
    store.commit(List.of(atoms("r", done("b", 1, "old"))));
    assertThat(run("r").atoms()).containsExactly(done("a", 1, "x"), done("b", 10, "newest"));
  }

  @Test
  void readsTheAttemptsThatARetryControllerHasInItsHistory() {
    AtomRecord forgotten = tried(1, 1, 1);
    AtomRecord first = tried(2, 2, 1);
    AtomRecord second = tried(3, 2, 2);
    AtomRecord underWay =
        new AtomRecord(
            "retry",
            4,
            "1",
            AtomState.RUNNING,
            null,
            null,
            null,
            new RetryRecord(Intention.REVERT, 2, 2, Map.of(), 7),
            4);
    store.commit(List.of(start("r"), atoms("r", forgotten)));
    store.commit(List.of(atoms("r", first, done("z", 1, "1"))));
    store.commit(List.of(atoms("r", second, done("z", 2, "2"))));
    store.commit(List.of(atoms("r", underWay, done("a", 1, "3"))));
    assertThat(run("r").atoms())
        .usingRecursiveComparison()
        .isEqualTo(List.of(done("a", 1, "3"), first, second, underWay, done("z", 2, "2")));
  }

  private static AtomRecord tried(int attempt, int firstTried, int tried) {
    return new AtomRecord(
        "retry",
        attempt,
        "1",
        AtomState.RETRYING,
        "\"mirror " + attempt + "\"",
        null,
        null,
        new RetryRecord(
            Intention.EXECUTE,
            firstTried,
            tried,
            Map.of(
                "t",
                Failure.recorded(
                    "t",
                    "java.io.IOException",
                    List.of("java.lang.Exception"),
                    "no " + attempt,
                    "",
                    null)),
            attempt),
        attempt);
  }

  @Test
  void replacesTheWholeRowOfAnAttempt() {
    Failure failure = Failure.of("a", new IllegalStateException("no", new Error()));
    store.commit(
        List.of(
            start("r"),
            atoms(
                "r",
                new AtomRecord("a", 1, "v1", AtomState.FAILURE, "1", failure, failure, null, 1))));
    AtomRecord again = new AtomRecord("a", 1, "v2", AtomState.REVERTED, null, null, null, null, 2);
    store.commit(List.of(atoms("r", again)));
    assertThat(run("r").atoms()).containsExactly(again);
  }

  @Test
  void keepsWhetherWhatFailedWasCalled() {
    Failure called = Failure.of("a", new IllegalStateException("no"));
    store.commit(
        List.of(
            start("r"),
            atoms(
                "r",
                new AtomRecord("a", 1, "v", AtomState.FAILURE, null, called, null, null, 1),
                new AtomRecord(
                    "b", 1, "v", AtomState.FAILURE, null, called.beforeCall(), null, null, 1))));
    assertThat(run("r").atoms())
        .extracting(atom -> atom.failure() != null && atom.failure().wasCalled())
        .containsExactly(true, false);
  }

  @Test
  void keepsFailuresWithTheirCauses() {
    Failure failure =
        Failure.of(
            "a", new IllegalStateException("no\u0000\ud83d\ude00", new Error((String) null)));
    Failure undo = Failure.of("a", new ArithmeticException());
    store.commit(
        List.of(
            start("r"),
            atoms(
                "r",
                new AtomRecord(
                    "a", 1, "v", AtomState.REVERT_FAILURE, null, failure, undo, null, 1))));
    AtomRecord back = run("r").atoms().get(0);
    assertThat(back.failure())
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*thrown")
        .isEqualTo(failure);
    assertThat(back.revertFailure())
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*thrown")
        .isEqualTo(undo);
  }

  @Test
  void keepsTextsOfAnyKindAndSize() {
    String large = "\"" + "\ud83d\ude00 x".repeat(1_000_000) + "\"";
    String id = "'\"; drop table  \ud83d\ude00 ";
    store.commit(
        List.of(
            new WriteSet(id, new NewRun("f", "", large), null, List.of(done("a b", 1, large)))));
    assertThat(run(id).inputs().equals(large)).isTrue();
    assertThat(large.equals(run(id).atoms().get(0).result())).isTrue();
    assertThat(run(id).atoms().get(0).atom()).isEqualTo("a b");
    assertThat(store.load(id.trim())).isEmpty();
  }

  @Test
  void keepsRunsApartWhateverTheirIds() {
    String longest = "Langer Name/".repeat(50).substring(0, 511);
    List<String> ids =
        List.of(
            "run",
            "Run",
            "RUN",
            "a/b",
            "a\\b",
            "a%2fb",
            "..",
            ".",
            "../run",
            ".run",
            "run.",
            "a b",
            " ",
            "con",
            "nul.txt",
            "~",
            "\ud83d\ude00",
            "\u00fc",
            "u\u0308",
            "run.jsonl",
            "*?:|<>\"'\n\t",
            longest + "a",
            longest + "A",
            "\u5347\u7ea7".repeat(256));
    for (String id : ids) {
      store.commit(List.of(start(id), atoms(id, done("a", 1, "\"" + ids.indexOf(id) + "\""))));
    }
    reopen();
    assertThat(store.unfinished(null, 100)).containsExactlyInAnyOrderElementsOf(ids);
    for (String id : ids) {
      assertThat(run(id).id()).isEqualTo(id);
      assertThat(run(id).atoms()).containsExactly(done("a", 1, "\"" + ids.indexOf(id) + "\""));
      store.adopt(id);
      store.commit(List.of(update(id, FlowState.SUCCESS)));
    }
    assertThat(store.unfinished(null, 100)).isEmpty();
    assertThat(ids).allMatch(id -> run(id).state() == FlowState.SUCCESS);
  }

  @Test
  void keepsValuesAsTheTextTheyAre() {
    List<String> values =
        List.of(
            "null",
            "{}",
            "1.10",
            "1E400",
            "1e+5",
            "-0",
            "0.1",
            "{\"b\":1,\"a\":{\"c\":[1,true]}}",
            "{\"a\":1,\"a\":2}",
            "{ \"a\": 1 }",
            "\"\\u00e9\"",
            "\"\u00e9\"",
            "[\n]",
            "",
            "no JSON",
            "1 2",
            "[".repeat(3_000) + "]".repeat(3_000),
            "9".repeat(2_000),
            "\"\\ud800\"");
    for (String value : values) {
      String id = "r" + values.indexOf(value);
      store.commit(
          List.of(
              new WriteSet(id, new NewRun("f", "1", value), null, List.of(done("a", 1, value)))));
    }
    reopen();
    for (String value : values) {
      StoredRun run = run("r" + values.indexOf(value));
      assertThat(run.inputs()).isEqualTo(value);
      assertThat(run.atoms()).containsExactly(done("a", 1, value));
    }
  }

  @Test
  void takesUpWhatWasDoneOrUndone() {
    store.commit(List.of(start("r"), atoms("r", done("a", 1, "1"))));
    store.commit(List.of(update("r", FlowState.REVERTED)));
    store.commit(List.of(update("r", FlowState.REVERTED)));
    assertThat(store.unfinished(null, 10)).isEmpty();
    assertRefused("'r'", start("r"));
    reopen();
    assertThat(run("r").state()).isEqualTo(FlowState.REVERTED);
    assertRefused("'r'", update("r", FlowState.PENDING));
    assertRefused("'r'", start("r"));
    store.adopt("r");
    store.commit(List.of(update("r", FlowState.PENDING), atoms("r", done("a", 2, "2"))));
    assertThat(store.unfinished(null, 10)).containsExactly("r");
    reopen();
    assertThat(store.unfinished(null, 10)).containsExactly("r");
    assertThat(run("r").atoms()).containsExactly(done("a", 2, "2"));
  }

  /** The end of a run may be stored though nobody heard of it. */
  @Test
  void takesTheSameBatchAgainWhenItEndsTheRun() {
    List<WriteSet> batch =
        List.of(
            new WriteSet(
                "r", RUN, new RunUpdate(FlowState.SUCCESS, false), List.of(done("a", 1, "1"))),
            start("s"));
    store.commit(batch);
    store.commit(batch);
    List<WriteSet> end = List.of(update("s", FlowState.SUCCESS), atoms("s", done("a", 1, "1")));
    store.commit(end);
    store.commit(end);
    assertThat(run("r").state()).isEqualTo(FlowState.SUCCESS);
    assertThat(run("s").atoms()).hasSize(1);
    assertThat(store.unfinished(null, 10)).isEmpty();
  }

  @Test
  void refusesToStartARunWhoseIdIsTaken() {
    store.commit(List.of(start("r")));
    assertRefused("'r'", new WriteSet("r", new NewRun("other", "1", "{}"), null, List.of()));
    store.commit(List.of(update("r", FlowState.RUNNING)));
    assertRefused("'r'", start("r"));
    assertRefused("'r'", start("s"), start("r"));
    assertThat(store.load("s")).isEmpty();
    assertThat(run("r").state()).isEqualTo(FlowState.RUNNING);
  }

  @Test
  void refusesToStartARunOfAnotherOwnerEvenIfItLooksTheSame() {
    store.commit(List.of(start("r")));
    reopen();
    assertRefused("'r'", start("r"));
  }

  @Test
  void takesTheSameBatchAgain() {
    List<WriteSet> batch =
        List.of(
            start("r"), update("r", FlowState.RUNNING), atoms("r", done("a", 1, "1")), start("s"));
    store.commit(batch);
    store.commit(batch);
    assertThat(run("r").state()).isEqualTo(FlowState.RUNNING);
    assertThat(run("r").atoms()).hasSize(1);
  }

  @Test
  void storesNothingOfABatchThatIsRefused() {
    store.commit(List.of(start("a"), start("b")));
    assertRefused(
        "'missing'",
        start("c"),
        update("a", FlowState.RUNNING),
        atoms("b", done("x", 1, "1")),
        update("missing", FlowState.RUNNING));
    assertThat(store.load("c")).isEmpty();
    assertThat(run("a").state()).isEqualTo(FlowState.PENDING);
    assertThat(run("b").atoms()).isEmpty();
    assertRefused("'missing'", atoms("missing", done("x", 1, "1")));
    store.commit(List.of(start("c")));
  }

  /** Of the first time, nobody may have heard what became of it. */
  @Test
  void takesPartsOfABatchAgain() {
    WriteSet step =
        new WriteSet(
            "a", null, new RunUpdate(FlowState.RUNNING, false), List.of(done("x", 1, "1")));
    store.commit(List.of(start("a"), start("b")));
    store.commit(List.of(step, start("c"), update("b", FlowState.SUCCESS)));
    store.commit(List.of(step, start("c")));
    store.commit(List.of(update("b", FlowState.SUCCESS)));
    assertRefused("'missing'", step, update("missing", FlowState.RUNNING));
    assertThat(run("a").atoms()).containsExactly(done("x", 1, "1"));
    assertThat(run("c").state()).isEqualTo(FlowState.PENDING);
    assertThat(store.unfinished(null, 10)).containsExactly("a", "c");
  }

  @Test
  void takesAnEmptyBatch() {
    assertThatNoException().isThrownBy(() -> store.commit(List.of()));
  }

  @Test
  void keepsWhatIsStoredWhenItIsOpenedAgain() {
    store.commit(List.of(start("r"), atoms("r", done("a", 1, "1"))));
    StoredRun before = run("r");
    reopen();
    assertThat(run("r")).isEqualTo(before);
  }

  @Test
  void writesOnlyRunsOfItsOwner() {
    store.commit(List.of(start("r"), start("s")));
    reopen();
    assertRefused("'r'", update("r", FlowState.RUNNING));
    assertRefused("'r'", atoms("r", done("a", 1, "1")));
    store.adopt("r");
    store.commit(List.of(update("r", FlowState.RUNNING), atoms("r", done("a", 1, "1"))));
    assertThat(run("r").state()).isEqualTo(FlowState.RUNNING);
    assertRefused("'s'", update("s", FlowState.RUNNING));
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> store.adopt("missing"))
        .withMessageContaining("missing");
  }

  @Test
  void listsUnfinishedRunsPageByPage() {
    for (FlowState state : FlowState.values()) {
      store.commit(List.of(start("r" + state), update("r" + state, state)));
    }
    List<String> unfinished =
        List.of("rFAILURE", "rPENDING", "rRESUMING", "rRUNNING", "rSUSPENDED", "rSUSPENDING");
    assertThat(store.unfinished(null, 100)).isEqualTo(unfinished);
    assertThat(store.unfinished(null, 2)).isEqualTo(unfinished.subList(0, 2));
    assertThat(store.unfinished("rRESUMING", 2)).isEqualTo(unfinished.subList(3, 5));
    assertThat(store.unfinished("rSUSPENDING", 2)).isEmpty();
    reopen();
    assertThat(store.unfinished(null, 100)).isEqualTo(unfinished);
    assertThatIllegalArgumentException().isThrownBy(() -> store.unfinished(null, 0));
  }

  @Test
  void refusesEverythingAfterItWasClosed() {
    store.close();
    store.close();
    assertRefused("closed", start("r"));
    assertThatExceptionOfType(PersistenceException.class).isThrownBy(() -> store.load("r"));
    assertThatExceptionOfType(PersistenceException.class).isThrownBy(() -> store.adopt("r"));
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> store.unfinished(null, 1));
  }
}
