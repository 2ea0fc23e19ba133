package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.RetryRecord;
import io.backstitch.retry.Retries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a run does that is found in the storage, for every state in which an atom of it can be
 * stored: in the middle of a line of three, and in a retry controller.
 */
class ResumptionTest {

  private static final String RUN = "r";
  private static final Symbol<Integer> B = Symbol.of("b", int.class);

  @TempDir static Path directory;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private Atom task(String name) {
    return Atom.named(name)
        .provides(Symbol.of(name, int.class))
        .executes(
            in -> {
              log.add("E:" + name + in.context().attempt());
              return 1;
            })
        .reverts(
            in ->
                log.add(
                    "R:"
                        + name
                        + in.context().attempt()
                        + "="
                        + in.result(ValueType.of(int.class))))
        .build();
  }

  private DynamicFlow line() {
    return DynamicFlow.of(LinearFlow.named("f").add(task("a")).add(task("b")).add(task("c")));
  }

  /** A controller around b, which provides the number of the attempt; a is before, c after it. */
  private DynamicFlow retried() {
    return DynamicFlow.of(
        LinearFlow.named("f")
            .add(task("a"))
            .add(LinearFlow.named("g").retry(Retries.times(3).provides(B)).add(task("b2")))
            .add(task("c")));
  }

  private static Failure failure(String atom) {
    return Failure.of(atom, new IllegalStateException("recorded"));
  }

  /** A record of the first attempt of a task. */
  private static AtomRecord record(String atom, AtomState state, long sequence) {
    boolean hasResult =
        state == AtomState.SUCCESS
            || state == AtomState.REVERTING
            || state == AtomState.REVERT_FAILURE;
    return new AtomRecord(
        atom,
        1,
        "1.0",
        state,
        hasResult ? "7" : null,
        state == AtomState.FAILURE ? failure(atom) : null,
        state == AtomState.REVERT_FAILURE ? failure(atom) : null,
        null,
        sequence);
  }

  private static AtomRecord controller(
      AtomState state, Intention intention, int attempt, int tried, long resetAt) {
    Map<String, Failure> failures =
        intention == Intention.EXECUTE && state == AtomState.SUCCESS
            ? Map.of()
            : Map.of("b2", failure("b2"));
    return new AtomRecord(
        "g_retry",
        attempt,
        "1.0",
        state,
        state == AtomState.SUCCESS || state == AtomState.RETRYING ? "" + attempt : null,
        state == AtomState.FAILURE ? failure("g_retry") : null,
        null,
        new RetryRecord(intention, 1, tried, failures, resetAt),
        20 + attempt);
  }

  /** Carries on, and tells what was called and how it ended. */
  private String carryOn(Persistence persistence, DynamicFlow flow) {
    log.clear();
    try (Backstitch backstitch =
        Backstitch.builder(persistence).executor(TaskExecutor.serial()).open()) {
      backstitch.register(flow);
      FlowRun<?> run = backstitch.resume(RUN);
      try {
        Object outcome = run.join();
        assertThat(outcome).isInstanceOf(Results.class);
      } catch (FlowFailedException e) {
        assertThat(e.state()).isEqualTo(run.state());
      }
      return (String.join(" ", log) + " " + run.state()).strip();
    }
  }

  private void check(
      FlowState state,
      boolean turnedBack,
      DynamicFlow flow,
      String expected,
      @Nullable AtomRecord... atoms) {
    List<AtomRecord> rows = Arrays.stream(atoms).filter(row -> row != null).toList();
    for (Persistence persistence :
        List.of(
            new MemoryPersistence(),
            JdbcPersistence.h2(directory.resolve("runs-" + System.nanoTime())))) {
      StoredRuns.store(persistence, state, turnedBack, rows);
      assertThat(carryOn(persistence, flow)).isEqualTo(expected);
      // It has come to its end, and nothing of it happens again.
      FlowState end = FlowState.valueOf(expected.substring(expected.lastIndexOf(' ') + 1));
      if (end != FlowState.FAILURE) {
        assertThat(carryOn(persistence, flow)).isEqualTo(end.name());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // Nothing is known of it: it may have been started when the crash came.
    "       , E:b1 E:c1 SUCCESS",
    // It may have done its work: again, as the same attempt.
    "RUNNING, E:b1 E:c1 SUCCESS",
    // It was reset.
    "PENDING, E:b1 E:c1 SUCCESS",
    "SUCCESS, E:c1 SUCCESS",
    "IGNORE , E:c1 SUCCESS",
    // Nobody has decided yet what follows from its failure.
    "FAILURE, R:b1=null R:a1=7 REVERTED",
  })
  void onTheWayForward(@Nullable AtomState state, String expected) {
    check(
        FlowState.RUNNING,
        false,
        line(),
        expected,
        record("a", AtomState.SUCCESS, 2),
        state == null ? null : record("b", state, 3));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // It has not started, or the record of the failure would say so.
    "              , R:a1=7 REVERTED",
    "PENDING       , R:a1=7 REVERTED",
    "IGNORE        , R:a1=7 REVERTED",
    "REVERTED      , R:a1=7 REVERTED",
    // It was running when the run turned back, and what it did is not known.
    "RUNNING       , R:b1=null R:a1=7 REVERTED",
    "FAILURE       , R:b1=null R:a1=7 REVERTED",
    "SUCCESS       , R:b1=7 R:a1=7 REVERTED",
    "REVERTING     , R:b1=7 R:a1=7 REVERTED",
    "REVERT_FAILURE, R:b1=7 R:a1=7 REVERTED",
  })
  void onTheWayBack(@Nullable AtomState state, String expected) {
    check(
        state == AtomState.REVERT_FAILURE ? FlowState.FAILURE : FlowState.RUNNING,
        true,
        line(),
        expected,
        record("a", AtomState.SUCCESS, 2),
        state == null ? null : record("b", state, 3),
        record("c", AtomState.REVERTED, 5));
  }

  @ParameterizedTest(name = "attempt {0}")
  @CsvSource({
    "1, R:b21=null E:b22 E:c1 SUCCESS",
    "3, R:b21=null R:a1=7 REVERTED",
  })
  void aControllerIsAskedAboutAFailureThatNothingHasFollowedFrom(int attempt, String expected) {
    List<AtomRecord> rows = new ArrayList<>();
    rows.add(record("a", AtomState.SUCCESS, 2));
    for (int each = 1; each <= attempt; each++) {
      rows.add(controller(AtomState.SUCCESS, Intention.EXECUTE, each, attempt, 0));
    }
    rows.add(
        new AtomRecord("b2", 1, "1.0", AtomState.FAILURE, null, failure("b2"), null, null, 30));
    check(FlowState.RUNNING, false, retried(), expected, rows.toArray(new AtomRecord[0]));
  }

  @ParameterizedTest(name = "controller {0}, to {1}, what it guards {2}")
  @CsvSource({
    // It decided to try again: what it guards is undone first, then all begins anew.
    "SUCCESS , RETRY  , SUCCESS , R:b21=7 E:b22 E:c1 SUCCESS",
    "SUCCESS , RETRY  , FAILURE , R:b21=null E:b22 E:c1 SUCCESS",
    "SUCCESS , RETRY  , RUNNING , R:b21=null E:b22 E:c1 SUCCESS",
    "SUCCESS , RETRY  , REVERTED, E:b22 E:c1 SUCCESS",
    // All is undone, and it begins its second attempt.
    "RETRYING, EXECUTE, REVERTED, E:b22 E:c1 SUCCESS",
  })
  void whenAControllerTriesAgain(
      AtomState state, Intention intention, AtomState inner, String expected) {
    check(
        FlowState.RUNNING,
        false,
        retried(),
        expected,
        record("a", AtomState.SUCCESS, 2),
        controller(state, intention, 1, 1, state == AtomState.RETRYING ? 21 : 0),
        record("b2", inner, 10));
  }

  @ParameterizedTest(name = "controller {0}")
  @CsvSource({
    "SUCCESS , R:a1=7 REVERTED",
    "REVERTED, R:a1=7 REVERTED",
    "FAILURE , R:a1=7 REVERTED",
    "RUNNING , R:a1=7 REVERTED",
  })
  void whenTheWholeRunIsUndoneSoIsTheController(AtomState state, String expected) {
    check(
        FlowState.RUNNING,
        true,
        retried(),
        expected,
        record("a", AtomState.SUCCESS, 2),
        controller(state, Intention.REVERT, 1, state == AtomState.REVERTED ? 0 : 1, 0),
        record("b2", AtomState.REVERTED, 10));
  }

  @ParameterizedTest(name = "run {0}")
  @CsvSource({
    "PENDING   , false, E:a1 E:b1 E:c1 SUCCESS",
    "RUNNING   , false, E:a1 E:b1 E:c1 SUCCESS",
    "SUSPENDING, false, E:a1 E:b1 E:c1 SUCCESS",
    "SUSPENDED , false, E:a1 E:b1 E:c1 SUCCESS",
    "RUNNING   , true , REVERTED",
    "SUCCESS   , false, SUCCESS",
    "REVERTED  , true , REVERTED",
  })
  void inEveryStateOfTheRun(FlowState state, boolean turnedBack, String expected) {
    check(state, turnedBack, line(), expected);
  }
}
