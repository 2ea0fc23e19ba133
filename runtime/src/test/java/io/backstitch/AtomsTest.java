package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Atoms;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Part;
import io.backstitch.flow.Results;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.flow.ValueType;
import io.backstitch.persistence.MemoryPersistence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Atoms that are written as lambdas, have several results, or are made from other atoms. */
class AtomsTest {

  record Endpoint(String host, int port, @Nullable String zone) {}

  private static final Symbol<String> A = Symbol.of("a", String.class);
  private static final Symbol<String> B = Symbol.of("b", String.class);
  private static final Symbol<String> C = Symbol.of("c", String.class);
  private static final Symbol<String> ALL = Symbol.of("all", String.class);
  private static final Symbol<Integer> N = Symbol.of("n", int.class);
  private static final Symbol<List<String>> LIST = Symbol.listOf("list", String.class);

  private static final Map<String, ?> LETTERS = Map.of("a", "x", "b", "y", "c", "z");

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  static Stream<TaskExecutor> executors() {
    return Stream.of(TaskExecutor.serial(), TaskExecutor.threads(3));
  }

  private static FlowPattern flow(Atom... atoms) {
    LinearFlow flow = LinearFlow.named("f");
    for (Atom atom : atoms) {
      flow = flow.add(atom);
    }
    return flow;
  }

  private static Results run(TaskExecutor executor, Map<String, ?> inputs, Atom... atoms) {
    return DynamicFlow.of(flow(atoms)).with(inputs).run(executor);
  }

  private static Results run(Atom... atoms) {
    return run(TaskExecutor.serial(), Map.of(), atoms);
  }

  private static FlowFailedException fails(Map<String, ?> inputs, Atom... atoms) {
    return catchThrowableOfType(
        FlowFailedException.class, () -> run(TaskExecutor.serial(), inputs, atoms));
  }

  private static Atom failing(String name) {
    return Atoms.voidTask(
        name,
        () -> {
          throw new IOException("boom");
        });
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aLambdaIsATask(TaskExecutor executor) {
    Results results =
        run(
            executor,
            Map.of(),
            Atoms.task("zero", A, () -> "x"),
            Atoms.task("one", A, B, a -> a + "y"),
            Atoms.task("two", A, B, C, (a, b) -> a + b + "z"),
            Atoms.task("three", A, B, C, ALL, (a, b, c) -> a + "," + b + "," + c),
            Atoms.voidTask("none", () -> log.add("none")),
            Atoms.voidTask("take one", A, log::add),
            Atoms.voidTask("take two", A, B, (a, b) -> log.add(a + "+" + b)),
            Atoms.voidTask("take three", A, B, C, (a, b, c) -> log.add(a + "+" + b + "+" + c)));
    assertThat(results.get(ALL)).isEqualTo("x,xy,xxyz");
    assertThat(log).containsExactly("none", "x", "x+xy", "x+xy+xxyz");
  }

  @Test
  void aLambdaMayThrowAnythingAndMustReturnSomething() {
    assertThat(fails(Map.of(), failing("broken"))).hasRootCauseInstanceOf(IOException.class);
    assertThat(fails(Map.of(), Atoms.task("empty", A, () -> null)))
        .hasMessageContaining("Atom 'empty' promises symbol 'a', but it returned null");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aLambdaIsUndoneWithWhatItTookAndReturned(TaskExecutor executor) {
    Atom create =
        Atoms.task("create", A, B, a -> "made of " + a)
            .revertedBy(in -> log.add(in.result(B) + ", " + in.get(0, A)));
    Atom fails =
        Atoms.task(
                "fails",
                A,
                C,
                a -> {
                  throw new IOException(a);
                })
            .revertedBy(in -> log.add(in.result(C) + ", " + in.failures().of("fails").isPresent()));
    assertThatExceptionOfType(FlowFailedException.class)
        .isThrownBy(() -> run(executor, Map.of("a", "x"), create, fails.rebind("a", "b")));
    assertThat(log).containsExactly("null, true", "made of x, x");
  }

  @Test
  void theNewRevertTakesThePlaceOfTheOldOne() {
    Atom old =
        Atom.named("a")
            .requires(A)
            .revertRequires(B)
            .executes(in -> null)
            .reverts(in -> log.add("old"))
            .build();
    fails(
        Map.of("x", "taken"),
        old.rebind("a", "x").revertedBy(in -> log.add(in.get(0, A))),
        failing("broken"));
    assertThat(log).containsExactly("taken");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void severalValuesAreReducedInTheOrderOfTheSymbols(TaskExecutor executor) {
    Atom join = Atoms.reduce("join", List.of(C, A, B), ALL, (one, other) -> one + "-" + other);
    assertThat(run(executor, LETTERS, join).get(ALL)).isEqualTo("z-x-y");

    Symbol<Integer> m = Symbol.of("m", int.class);
    Symbol<Integer> sum = Symbol.of("sum", int.class);
    Atom add = Atoms.reduce("add", List.of(N, m, N), sum, Integer::sum);
    assertThat(run(executor, Map.of("n", 3, "m", 4), add).get(sum)).isEqualTo(10);

    Atom one = Atoms.reduce("one", List.of(A), ALL, String::concat);
    assertThat(run(executor, Map.of("a", "x"), one).get(ALL)).isEqualTo("x");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aFunctionIsMappedOverTheSymbols(TaskExecutor executor) {
    Symbol<Integer> first = Symbol.of("first", int.class);
    Symbol<Integer> second = Symbol.of("second", int.class);
    Results results =
        run(
            executor,
            Map.of("a", "long", "b", "word"),
            Atoms.map("upper", List.of(B, A), LIST, String::toUpperCase),
            Atoms.map("lengths", List.of(A, B), List.of(first, second), String::length),
            Atoms.map("of none", List.of(), Symbol.listOf("none", Integer.class), String::length));
    assertThat(results.get(LIST)).containsExactly("WORD", "LONG");
    assertThat(results.get(first) + results.get(second)).isEqualTo(8);
    assertThat(results.get(Symbol.listOf("none", Integer.class))).isEmpty();
  }

  @Test
  void aReductionIsLinkedByItsDataInAGraph() {
    FlowPattern graph =
        GraphFlow.named("f")
            .add(Atoms.reduce("join", List.of(A, B), ALL, String::concat))
            .add(Atoms.task("second", B, () -> "2"))
            .add(Atoms.task("first", A, () -> "1"));
    assertThat(DynamicFlow.of(graph).run(Map.of()).get(ALL)).isEqualTo("12");
  }

  /** An atom for each way to take a result apart. */
  private static Atom[] apart() {
    return new Atom[] {
      Atom.named("list").providesList(A, B).executes(in -> List.of("1", "2", "left out")).build(),
      Atom.named("map").providesMap(C).executes(in -> Map.of("c", "3", "d", "left out")).build(),
      Atom.named("record")
          .providesParts(
              ValueType.of(Endpoint.class),
              Part.of(Symbol.of("host", String.class), Endpoint::host),
              Part.of(N, Endpoint::port),
              Part.optional(Symbol.of("zone", String.class), Endpoint::zone))
          .executes(in -> new Endpoint("localhost", 80, null))
          .build()
    };
  }

  private static void assertApart(Results results) {
    assertThat(results.get(A) + results.get(B) + results.get(C)).isEqualTo("123");
    assertThat(results.get(Symbol.of("host", String.class))).isEqualTo("localhost");
    assertThat(results.get(N)).isEqualTo(80);
    assertThat(results.getOrNull(Symbol.of("zone", String.class))).isNull();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void partsOfAResultAreSymbols(TaskExecutor executor) {
    assertApart(run(executor, Map.of(), apart()));
  }

  @Test
  void partsAreTheSameAfterACrash() {
    DynamicFlow flow = DynamicFlow.of(flow(apart()));
    MemoryPersistence memory = new MemoryPersistence();
    CrashingPersistence.runInPieces(memory, flow, 1, 10);
    try (Backstitch backstitch = Backstitch.open(memory)) {
      backstitch.register(flow);
      assertApart(backstitch.start(flow.with(Map.of()), "r").join());
    }
  }

  @Test
  void aPartThatIsMissingMakesItsAtomFail() {
    assertThat(
            fails(
                Map.of(),
                Atom.named("list").providesList(A, B).executes(in -> List.of("1")).build()))
        .hasMessageContaining("'list' promises symbol 'b', but its result has no such part");
    assertThat(fails(Map.of(), Atom.named("map").providesMap(A).executes(in -> Map.of()).build()))
        .hasMessageContaining("'map' promises symbol 'a', but that part of its result is null");
    Atom other =
        Atom.named("record")
            .providesParts(ValueType.of(Endpoint.class), Part.of(N, Endpoint::port))
            .executes(in -> "no endpoint")
            .build();
    assertThat(fails(Map.of(), other))
        .hasMessageContaining(
            "Atom 'record' provides [n: java.lang.Integer] as parts of a io.backstitch.AtomsTest$Endpoint, but it returned a java.lang.String");
  }

  @Test
  void anAtomIsUsedTwice() {
    Atom greet = Atoms.task("greet", A, ALL, a -> "hi " + a);
    Atom map =
        Atom.named("map").providesMap(A, B).executes(in -> Map.of("a", "x", "b", "y")).build();
    Results results =
        run(
            map.provideAs("a", "Ann"),
            greet.rebind("a", "Ann"),
            greet.renamed("greet again").rebind("a", "b").provideAs("all", "c"));
    assertThat(results.get(ALL)).isEqualTo("hi x");
    assertThat(results.get(C)).isEqualTo("hi y");
  }

  @Test
  void severalParametersAreRebound() {
    Atom swap = Atoms.task("swap", A, B, ALL, String::concat);
    assertThat(
            run(
                    TaskExecutor.serial(),
                    Map.of("a", "x", "b", "y"),
                    swap.rebind(Map.of("a", "b", "b", "a")))
                .get(ALL))
        .isEqualTo("yx");
  }

  @Test
  void whatWasOptionalIsSoAfterARebind() {
    Atom optional =
        Atom.named("optional")
            .requiresOptional(A)
            .executes(in -> log.add(in.find(0, A).orElse("absent")))
            .build();
    Atom other = Atoms.voidTask("other", B, b -> {});
    DynamicFlow flow = DynamicFlow.of(flow(optional.rebind("a", "c"), other));
    flow.run(Map.of("b", "y"));
    flow.run(Map.of("b", "y", "c", "z"));
    assertThat(log).containsExactly("absent", "z");
  }

  @Test
  void aRevertAloneIsRebound() {
    Atom atom =
        Atoms.voidTask("atom", A, a -> log.add("did " + a))
            .revertedBy(in -> log.add("undid " + in.get(0, A)))
            .rebindRevert("a", "b");
    fails(Map.of("a", "x", "b", "y"), atom, failing("broken"));
    assertThat(log).containsExactly("did x", "undid y");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void whatIsInjectedIsNoInput(TaskExecutor executor) {
    Atom both = Atoms.task("both", A, B, ALL, String::concat);
    assertThat(run(executor, Map.of("b", "y"), both.inject(A, "old").inject(A, "new")).get(ALL))
        .isEqualTo("newy");
  }

  private Atom logging(String name, int priority) {
    return Atoms.voidTask(name, () -> log.add(name))
        .revertedBy(in -> log.add("undo " + name))
        .priority(priority);
  }

  @Test
  void ofTheReadyTheHigherPriorityIsFirstAlsoOnTheWayBack() {
    FlowPattern side =
        UnorderedFlow.named("side")
            .add(logging("low", 1))
            .add(logging("high", 2))
            .add(logging("mid", 1));
    FlowPattern flow = LinearFlow.named("f").add(side).add(failing("broken"));
    assertThatExceptionOfType(FlowFailedException.class)
        .isThrownBy(() -> DynamicFlow.of(flow).with(Map.of()).run(TaskExecutor.serial()));
    assertThat(log).containsExactly("high", "low", "mid", "undo high", "undo low", "undo mid");
  }

  @Test
  void aControllerOfHigherPriorityStartsItsFlowFirst() {
    List<String> started = new ArrayList<>();
    RetryAtom telling =
        RetryAtom.of(
            new RetryController() {
              @Override
              public @Nullable Object execute(RetryHistory history, Arguments in) {
                started.add(in.context().atom());
                return null;
              }

              @Override
              public RetryDecision onFailure(RetryHistory history, Arguments in) {
                return RetryDecision.REVERT;
              }
            });
    FlowPattern flow =
        UnorderedFlow.named("f")
            .add(LinearFlow.named("low").retry(telling).add(logging("a", 9)))
            .add(LinearFlow.named("high").retry(telling.priority(1)).add(logging("b", 0)));
    DynamicFlow.of(flow).with(Map.of()).run(TaskExecutor.serial());
    assertThat(started).containsExactly("high_retry", "low_retry");
    assertThat(log).containsExactly("a", "b");
  }
}
