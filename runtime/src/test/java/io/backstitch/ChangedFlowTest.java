package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import io.backstitch.retry.Retries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of a run whose flow has changed, for every row of the table in docs/runs.md. Each
 * run is one that really was started and interrupted, and what is refused can still carry on with
 * the flow as it was.
 */
class ChangedFlowTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);
  private static final Symbol<Integer> Y = Symbol.of("y", int.class);
  private static final Symbol<Integer> SIZE = Symbol.of("size", int.class);

  /** The calls of the run that carries on: E for executed, R for reverted, then the attempt. */
  private static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());

  @TempDir static Path directory;

  // ---- Flows ----

  private static AtomBuilder builder(String name) {
    return Atom.named(name)
        .executes(
            in -> {
              int attempt = in.context().attempt();
              LOG.add("E:" + name + attempt);
              if (name.startsWith("fail") || (name.startsWith("flaky") && attempt == 1)) {
                throw new IllegalStateException("no luck");
              }
              return 7;
            })
        .reverts(in -> LOG.add("R:" + name + in.context().attempt()));
  }

  private static Atom task(String name) {
    return builder(name).build();
  }

  private static Atom taking(String name, Symbol<?> symbol) {
    return builder(name)
        .requires(symbol)
        .executes(in -> LOG.add("E:" + name + "(" + in.get(0, symbol) + ")"))
        .build();
  }

  private static Atom optionallyTaking(String name, Symbol<?> symbol) {
    return builder(name)
        .requiresOptional(symbol)
        .executes(in -> LOG.add("E:" + name + "(" + in.getOrNull(0, symbol) + ")"))
        .build();
  }

  private static Atom undoneWith(String name, Symbol<Integer> symbol) {
    return builder(name)
        .requires(symbol)
        .revertRequires(symbol)
        .reverts(in -> LOG.add("R:" + name + "(" + in.get(0, symbol) + ")"))
        .build();
  }

  /** A line of elements: those that are given as names are tasks. */
  private static LinearFlow line(Object... elements) {
    return add(LinearFlow.named("f"), elements);
  }

  private static LinearFlow add(LinearFlow to, Object... elements) {
    LinearFlow flow = to;
    for (Object each : elements) {
      flow = flow.add(each instanceof String name ? task(name) : (FlowElement) each);
    }
    return flow;
  }

  private static LinearFlow retried(String name, int times, Object... elements) {
    return add(LinearFlow.named(name).retry(Retries.times(times)), elements);
  }

  private static LinearFlow skippable(boolean runs, Object... elements) {
    return add(LinearFlow.named("s").decider(ElementDecider.of(in -> runs)), elements);
  }

  // ---- Where a run is interrupted ----

  /** Interrupts a run of a flow. */
  private interface Point {
    InterruptedRun interrupt(Persistence persistence, DynamicFlow flow, Map<String, ?> inputs);
  }

  private static Point killedAfter(int commits) {
    return (persistence, flow, inputs) -> InterruptedRun.killed(persistence, flow, inputs, commits);
  }

  private static Point suspendedAfter(String atom) {
    return (persistence, flow, inputs) -> InterruptedRun.suspended(persistence, flow, inputs, atom);
  }

  /** Killed when the failure of the third atom of a line is stored, and nothing is undone yet. */
  private static final Point TURNED_BACK = killedAfter(4);

  /** a, then g with b and flaky: killed when it is stored that they are to be tried again. */
  private static final Point RETRYING = killedAfter(5);

  /** The same, when both are undone, and that the second attempt begins is stored. */
  private static final Point RETRIED = killedAfter(8);

  // ---- What is changed, and what follows ----

  /**
   * One change.
   *
   * @param row the first column of the row in the table
   * @param point where the run is interrupted
   * @param then the flow with which it was started
   * @param now the flow with which it is to carry on
   * @param expected the calls and the end, or what is said when it is refused
   */
  private record Change(
      String row,
      Point point,
      DynamicFlow then,
      DynamicFlow now,
      Map<String, ?> inputs,
      boolean isRefused,
      String expected) {

    @Override
    public String toString() {
      return row + ": " + expected;
    }
  }

  private static Change resumes(
      String row, Point point, FlowPattern then, FlowPattern now, String expected) {
    return resumes(row, point, Map.of(), DynamicFlow.of(then), DynamicFlow.of(now), expected);
  }

  private static Change resumes(
      String row,
      Point point,
      Map<String, ?> inputs,
      DynamicFlow then,
      DynamicFlow now,
      String expected) {
    return new Change(row, point, then, now, inputs, false, expected);
  }

  private static Change refused(
      String row, Point point, FlowPattern then, FlowPattern now, String expected) {
    return refused(row, point, Map.of(), DynamicFlow.of(then), DynamicFlow.of(now), expected);
  }

  private static Change refused(
      String row,
      Point point,
      Map<String, ?> inputs,
      DynamicFlow then,
      DynamicFlow now,
      String expected) {
    return new Change(row, point, then, now, inputs, true, expected);
  }

  private static Stream<Change> changes() {
    return Stream.of(
            atoms(),
            order(),
            versions(),
            reverts(),
            retries(),
            deciders(),
            inputs(),
            results(),
            providers())
        .flatMap(each -> each);
  }

  private static Stream<Change> atoms() {
    LinearFlow old = line("a", "b", "c");
    LinearFlow failing = line("a", "b", "fail");
    LinearFlow retried = line("a", retried("g", 3, "b", "flaky"), "c");
    return Stream.of(
        resumes(
            "an atom is added behind what has begun",
            killedAfter(2),
            old,
            line("a", "b", "x", "c"),
            "E:b1 E:x1 E:c1 SUCCESS"),
        resumes(
            "an atom is added behind what has begun",
            suspendedAfter("a"),
            old,
            line("a", "x", "b", "c"),
            "E:x1 E:b1 E:c1 SUCCESS"),
        refused(
            "an atom is added before one that has begun",
            suspendedAfter("b"),
            old,
            line("x", "a", "b", "c"),
            "atom 'x', which is not done, comes before 'a' now, which is done"),
        refused(
            "an atom is added before one that has begun",
            killedAfter(2),
            old,
            line("a", "x", "b", "c"),
            "atom 'x', which is not done, comes before 'b' now, which may have been running"),
        resumes(
            "an atom is added to what is being undone",
            TURNED_BACK,
            failing,
            line("x", "a", "y", "b", "fail"),
            "R:fail1 R:b1 R:a1 REVERTED"),
        resumes(
            "an atom is added to what is being undone",
            RETRYING,
            retried,
            line("a", retried("g", 3, "x", "b", "flaky"), "c"),
            "R:flaky1 R:b1 E:x1 E:b2 E:flaky2 E:c1 SUCCESS"),
        refused(
            "an atom that has begun is removed or renamed",
            killedAfter(3),
            old,
            line("b", "c"),
            "no atom 'a' any more, which is done"),
        refused(
            "an atom that has begun is removed or renamed",
            killedAfter(2),
            old,
            line("a", "c"),
            "no atom 'b' any more, which may have been running"),
        refused(
            "an atom that has begun is removed or renamed",
            TURNED_BACK,
            failing,
            line("a", "b", "failing"),
            "no atom 'fail' any more, which has failed"),
        refused(
            "an atom that has begun is removed or renamed",
            killedAfter(5),
            failing,
            line("a", "b"),
            "no atom 'fail' any more, which is recorded as REVERTED"),
        resumes(
            "another atom is removed or renamed",
            killedAfter(2),
            old,
            line("a", "b", "d"),
            "E:b1 E:d1 SUCCESS"),
        resumes(
            "another atom is removed or renamed",
            suspendedAfter("a"),
            old,
            line("a", "c"),
            "E:c1 SUCCESS"),
        resumes(
            "another atom is removed or renamed",
            killedAfter(6),
            failing,
            line("a", "fail"),
            "R:a1 REVERTED"),
        refused(
            "a name is that of a task, and now that of a retry controller, or the other way round",
            killedAfter(3),
            line("g_retry", "b", "c"),
            line(retried("g", 2, "b"), "c"),
            "'g_retry' is done as a task and is a retry controller now"));
  }

  private static Stream<Change> order() {
    LinearFlow old = line("a", "b", "c", "d");
    GraphFlow graph =
        GraphFlow.named("f")
            .add(task("a"))
            .add(task("b"))
            .add(task("c"))
            .add(task("fail"))
            .link("a", "fail")
            .link("b", "fail")
            .link("c", "fail");
    return Stream.of(
        resumes(
            "the order changes of atoms that have not begun",
            suspendedAfter("a"),
            old,
            line("a", "d", "c", "b"),
            "E:d1 E:c1 E:b1 SUCCESS"),
        refused(
            "the order changes of atoms that have begun",
            suspendedAfter("c"),
            old,
            line("b", "a", "c", "d"),
            "'a' came before 'b', which has begun, too, and comes after it now"),
        refused(
            "the order changes of atoms that have begun",
            killedAfter(5),
            line("a", "b", "c", "fail"),
            line("c", "b", "a", "fail"),
            "'b' came before 'c', which has begun, too, and comes after it now"),
        refused(
            "the order changes of atoms that have begun",
            killedAfter(2),
            old,
            line("a", "c", "b", "d"),
            "atom 'c', which is not done, comes before 'b' now"),
        resumes(
            "an order is given up, as when a linear flow becomes a graph",
            killedAfter(5),
            line("a", "b", "c", "fail"),
            graph,
            "R:fail1 R:a1 R:b1 R:c1 REVERTED"),
        resumes(
            "an order is given up, as when a linear flow becomes a graph",
            killedAfter(3),
            line("a", "b", "c"),
            GraphFlow.named("f").add(task("a")).add(task("b")).add(task("c")),
            "E:c1 SUCCESS"),
        resumes(
            "atoms are ordered that had no order, and have begun in that order or together",
            killedAfter(5),
            graph,
            line("c", "b", "a", "fail"),
            "R:fail1 R:a1 R:b1 R:c1 REVERTED"));
  }

  private static Stream<Change> versions() {
    LinearFlow old = line("a", "b", "c");
    return Stream.of(
        resumes(
            "another minor version of the flow, or of an atom",
            suspendedAfter("a"),
            Map.of(),
            DynamicFlow.of(old),
            DynamicFlow.of(line(builder("a").version("1.4").build(), "b", "c"), "1.9"),
            "E:b1 E:c1 SUCCESS"),
        refused(
            "another major version of the flow",
            suspendedAfter("a"),
            Map.of(),
            DynamicFlow.of(old),
            DynamicFlow.of(old, "2.0"),
            "the run was started by version 1.0, which is now 2.0"),
        refused(
            "another major version of an atom that has begun",
            suspendedAfter("a"),
            old,
            line(builder("a").version("2.0").build(), "b", "c"),
            "atom 'a' is done in version 1.0 and is now 2.0"),
        refused(
            "another major version of an atom that has begun",
            killedAfter(2),
            old,
            line("a", builder("b").version("2.0").build(), "c"),
            "atom 'b' may have been running when its process ended in version 1.0 and is now 2.0"),
        resumes(
            "another major version of another atom",
            suspendedAfter("a"),
            old,
            line("a", builder("b").version("2.0").build(), "c"),
            "E:b1 E:c1 SUCCESS"));
  }

  private static Stream<Change> reverts() {
    Atom without = Atom.named("b").executes(in -> LOG.add("E:b")).build();
    return Stream.of(
        resumes(
            "a task loses its revert",
            TURNED_BACK,
            line("a", "b", "fail"),
            line("a", without, "fail"),
            "R:fail1 R:a1 REVERTED"),
        resumes(
            "a task gets a revert",
            TURNED_BACK,
            line("a", without, "fail"),
            line("a", "b", "fail"),
            "R:fail1 R:b1 R:a1 REVERTED"));
  }

  private static Stream<Change> retries() {
    LinearFlow plain = line("a", "b", "flaky", "c");
    LinearFlow retried = line("a", retried("g", 3, "b", "flaky"), "c");
    String added = "a retry controller is put around what has begun";
    String moved = "an atom that has begun moves into or out of what is being tried again";
    return Stream.of(
        refused(
            added,
            suspendedAfter("b"),
            plain,
            retried,
            "atom 'g_retry', which is not done, comes before 'b' now, which is done"),
        resumes(
            "a retry controller is put around other atoms",
            suspendedAfter("a"),
            plain,
            retried,
            "E:b1 E:flaky1 R:flaky1 R:b1 E:b2 E:flaky2 E:c1 SUCCESS"),
        refused(
            "a retry controller that has begun is removed or renamed",
            suspendedAfter("b"),
            retried,
            plain,
            "it has no atom 'g_retry' any more, which is done"),
        refused(
            "a retry controller that has begun is removed or renamed",
            RETRYING,
            retried,
            line("a", retried("h", 3, "b", "flaky"), "c"),
            "it has no atom 'g_retry' any more, which is done"),
        refused(
            "a retry controller that has begun is removed or renamed",
            RETRIED,
            retried,
            plain,
            "it has no atom 'g_retry' any more, which is about to try again"),
        resumes(
            "another retry controller is removed or renamed",
            suspendedAfter("a"),
            retried,
            line("a", "b", "c"),
            "E:b1 E:c1 SUCCESS"),
        resumes(
            "a retry controller decides in another way",
            RETRYING,
            line("a", retried("g", 2, "b", "flaky"), "c"),
            line("a", retried("g", 5, "b", "flaky"), "c"),
            "R:flaky1 R:b1 E:b2 E:flaky2 E:c1 SUCCESS"),
        refused(
            moved,
            RETRYING,
            retried,
            line(retried("g", 3, "a", "b", "flaky"), "c"),
            "atom 'a' is done, and is guarded by other retry controllers now"),
        refused(
            moved,
            RETRYING,
            retried,
            line("a", "b", retried("g", 3, "flaky"), "c"),
            "atom 'b' is done, and is guarded by other retry controllers now"),
        refused(
            moved,
            RETRIED,
            retried,
            line(retried("g", 3, "a", "b", "flaky"), "c"),
            "atom 'a' is done, and is guarded by other retry controllers now"),
        resumes(
            "an atom that is undone moves out of what is being tried again",
            RETRIED,
            retried,
            line("a", retried("g", 3, "flaky"), "b", "c"),
            "E:flaky2 E:b2 E:c1 SUCCESS"));
  }

  private static Stream<Change> deciders() {
    return Stream.of(
        resumes(
            "a decider is added before what has not begun",
            suspendedAfter("a"),
            line("a", "b", "c"),
            line("a", skippable(false, "b"), "c"),
            "E:c1 SUCCESS"),
        resumes(
            "a decider is added before what has begun",
            suspendedAfter("b"),
            line("a", "b", "c"),
            line("a", skippable(false, "b"), "c"),
            "E:c1 SUCCESS"),
        refused(
            "a decider is removed that has skipped something",
            killedAfter(4),
            line("a", skippable(false, "b"), "c", "d"),
            line("a", line("b"), "c", "d"),
            "atom 'b' was skipped, and no decider is there any more that could skip it"),
        resumes(
            "another decider is removed",
            suspendedAfter("a"),
            line("a", skippable(true, "b"), "c"),
            line("a", add(LinearFlow.named("s"), "b"), "c"),
            "E:b1 E:c1 SUCCESS"));
  }

  private static Stream<Change> inputs() {
    Symbol<Long> longSize = Symbol.of("size", long.class);
    Symbol<Boolean> booleanSize = Symbol.of("size", boolean.class);
    Symbol<Integer> renamed = Symbol.of("volumeSize", int.class);
    DynamicFlow without = DynamicFlow.of(line("a", "b"));
    DynamicFlow with = DynamicFlow.of(line("a", taking("b", SIZE)));
    DynamicFlow optional = DynamicFlow.of(line("a", optionallyTaking("b", SIZE)));
    Map<String, ?> five = Map.of("size", 5);
    Point point = suspendedAfter("a");
    return Stream.of(
        resumes(
            "an optional input is added", point, Map.of(), without, optional, "E:b(null) SUCCESS"),
        refused(
            "an input is added that must be there",
            point,
            Map.of(),
            without,
            with,
            "it requires the input 'size', which the run was started without"),
        resumes("an input is removed", point, five, with, without, "E:b1 SUCCESS"),
        refused(
            "an input that must be there is renamed",
            point,
            five,
            with,
            DynamicFlow.of(line("a", taking("b", renamed))),
            "it requires the input 'volumeSize', which the run was started without"),
        resumes(
            "an optional input is renamed",
            point,
            five,
            optional,
            DynamicFlow.of(line("a", optionallyTaking("b", renamed))),
            "E:b(null) SUCCESS"),
        resumes(
            "an input gets a type as which it can be read",
            point,
            five,
            with,
            DynamicFlow.of(line("a", taking("b", longSize))),
            "E:b(5) SUCCESS"),
        refused(
            "an input gets another type",
            point,
            five,
            with,
            DynamicFlow.of(line("a", taking("b", booleanSize))),
            "input 'size' is no java.lang.Boolean any more"));
  }

  private static Stream<Change> results() {
    Atom provides = builder("a").provides(X).build();
    Point point = suspendedAfter("a");
    Symbol<Long> longX = Symbol.of("x", long.class);
    Symbol<Boolean> booleanX = Symbol.of("x", boolean.class);
    Atom pair = builder("a").providesList(X, Y).executes(in -> List.of(1, 2)).build();
    return Stream.of(
        resumes(
            "a result gets a type as which it can be read",
            point,
            line(provides, taking("b", X)),
            line(builder("a").provides(longX).executes(in -> 7L).build(), taking("b", longX)),
            "E:b(7) SUCCESS"),
        refused(
            "a result gets another type",
            point,
            line(provides, taking("b", X)),
            line(builder("a").provides(booleanX).build(), taking("b", booleanX)),
            "the result of 'a' is no java.lang.Boolean any more"),
        refused(
            "an atom that is done provides a symbol of another name",
            point,
            line(provides, taking("b", X)),
            line(builder("a").provides(Y).build(), taking("b", Y)),
            "atom 'a' is done and has provided [x], but provides 'y' now"),
        refused(
            "an atom that is done provides one more symbol, which must be there",
            point,
            line("a", "b"),
            line(provides, taking("b", X)),
            "atom 'a' is done, but not as it is now"),
        refused(
            "an atom that is done provides one more symbol, which must be there",
            point,
            line(builder("a").providesList(X).executes(in -> List.of(1)).build(), taking("b", X)),
            line(pair, taking("b", Y)),
            "but provides 'y' now"),
        resumes(
            "an atom that is done provides one more symbol, which may be absent",
            point,
            line("a", "b"),
            line(builder("a").providesOptional(X).build(), optionallyTaking("b", X)),
            "E:b(null) SUCCESS"),
        resumes(
            "an atom that is done provides less",
            point,
            line(pair, taking("b", X)),
            line(builder("a").providesList(X).executes(in -> List.of(1)).build(), taking("b", X)),
            "E:b(1) SUCCESS"),
        refused(
            "the parts of the result of an atom that is done change places",
            point,
            line(pair, taking("b", X)),
            line(
                builder("a").providesList(Y, X).executes(in -> List.of(2, 1)).build(),
                taking("b", X)),
            "'y' is at another place now"),
        resumes(
            "an atom that has not begun provides something else",
            point,
            line("a", builder("b").provides(X).build(), taking("c", X)),
            line("a", builder("b").provides(Y).build(), taking("c", Y)),
            "E:b1 E:c(7) SUCCESS"));
  }

  private static Stream<Change> providers() {
    Atom a = builder("a").provides(X).executes(in -> 1).build();
    Atom b = builder("b").provides(X).executes(in -> 2).build();
    return Stream.of(
        resumes(
            "an atom that has not begun takes a symbol of another provider",
            suspendedAfter("b"),
            line(a, builder("b").provides(Y).executes(in -> 2).build(), taking("c", X)),
            line(a, builder("b").provides(Y).executes(in -> 2).build(), taking("c", Y)),
            "E:c(2) SUCCESS"),
        resumes(
            "an atom that has not begun takes a symbol of another provider",
            suspendedAfter("a"),
            line(a, "b", taking("c", X)),
            line(a, builder("b").provides(X).build(), taking("c", X)),
            "E:b1 E:c(7) SUCCESS"),
        refused(
            "an atom that has begun, or its revert, takes a symbol of another provider",
            suspendedAfter("c"),
            line(a, b, undoneWith("c", X), "d"),
            line(b, a, undoneWith("c", X), "d"),
            "atom 'c' is done, with 'x' from 'x' of 'b', which comes from 'x' of 'a' now"),
        resumes(
            "a task that is done, and whose revert does not take it, took a symbol of another provider",
            suspendedAfter("c"),
            GraphFlow.named("f")
                .add(a)
                .add(builder("b").provides(Y).build())
                .add(taking("c", X))
                .add(task("d"))
                .link("c", "d")
                .link("b", "c"),
            GraphFlow.named("f")
                .add(a)
                .add(builder("b").provides(Y).build())
                .add(taking("c", Y))
                .add(task("d"))
                .link("c", "d")
                .link("b", "c"),
            "E:d1 SUCCESS"));
  }

  // ---- The tests ----

  private static List<Persistence> places() {
    return List.of(
        new MemoryPersistence(),
        JdbcPersistence.h2(directory.resolve("runs-" + System.nanoTime())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void everyRow(Change change) {
    for (Persistence place : places()) {
      InterruptedRun run = change.point().interrupt(place, change.then(), change.inputs());
      LOG.clear();
      if (!change.isRefused()) {
        FlowState end = run.resume(change.now());
        assertThat(String.join(" ", LOG) + " " + end).isEqualTo(change.expected());
        continue;
      }
      String stored = run.stored().toString();
      InvalidFlowException refused =
          catchThrowableOfType(InvalidFlowException.class, () -> run.resume(change.now()));
      assertThat(refused).hasMessageContaining(change.expected()).hasMessageContaining("'r'");
      assertThat(refused.kind()).isEqualTo(Kind.CHANGED_FLOW);
      assertThat(run.stored()).hasToString(stored);
      assertThat(LOG).isEmpty();
      assertThat(run.resume(change.then())).isIn(FlowState.SUCCESS, FlowState.REVERTED);
    }
  }

  /** With which flow a run goes on is stored before anything of it starts. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void whatResumesDoesSoAfterEachFurtherCrash(Change change) {
    if (change.isRefused()) {
      return;
    }
    InterruptedRun run =
        change.point().interrupt(new MemoryPersistence(), change.then(), change.inputs());
    FlowState end = run.resumeInPieces(change.now());
    assertThat(change.expected()).endsWith(" " + end);
  }

  @Test
  void allDifferencesAreToldAtOnce() {
    Symbol<Boolean> booleanX = Symbol.of("x", boolean.class);
    DynamicFlow then = DynamicFlow.of(line(builder("a").provides(X).build(), "b", "c", "d"));
    DynamicFlow now =
        DynamicFlow.of(
            line(
                "new",
                builder("a").provides(booleanX).version("2.0").build(),
                taking("c", SIZE),
                "d"),
            "2.0");
    InterruptedRun run = InterruptedRun.suspended(new MemoryPersistence(), then, Map.of(), "c");
    List<Recovery.LeftAlone> none = run.recover(then).leftAlone();
    assertThat(none)
        .singleElement()
        .satisfies(each -> assertThat(each.why()).contains("suspended"));
    assertThat(catchThrowableOfType(InvalidFlowException.class, () -> run.resume(now)))
        .hasMessageContaining("it requires the input 'size'")
        .hasMessageContaining("version 1.0, which is now 2.0")
        .hasMessageContaining("atom 'a' is done in version 1.0 and is now 2.0")
        .hasMessageContaining("no atom 'b' any more")
        .hasMessageContaining("'new', which is not done, comes before 'a'")
        .hasMessageContaining("the result of 'a' is no java.lang.Boolean any more");
  }

  @Test
  void recoverLeavesAloneWhatDoesNotFit() {
    InterruptedRun run =
        InterruptedRun.killed(
            new MemoryPersistence(), DynamicFlow.of(line("a", "b", "c")), Map.of(), 2);
    Recovery recovery = run.recover(DynamicFlow.of(line("a", "c")));
    assertThat(recovery.runs()).isEmpty();
    assertThat(recovery.leftAlone())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.why())
                    .contains("no atom 'b' any more, which may have been running"));
  }

  @Test
  void thePageHasTheseRows() throws IOException {
    List<String> expected =
        changes()
            .map(each -> "| " + each.row() + " | " + (each.isRefused() ? "refused" : "resumes"))
            .distinct()
            .toList();
    String page = new Page("runs.md").text();
    String section = page.substring(page.indexOf("## Changing a flow "));
    List<String> rows =
        section
            .substring(0, section.indexOf("\n## "))
            .lines()
            .filter(line -> line.matches("\\| .* \\| (resumes|refused) \\| .*"))
            .map(line -> line.replaceFirst("^(\\| .*? \\| \\w+).*", "$1"))
            .toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
  }
}
