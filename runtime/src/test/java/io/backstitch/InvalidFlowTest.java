package io.backstitch;

import static io.backstitch.InvalidFlowException.Kind.AMBIGUOUS_PROVIDER;
import static io.backstitch.InvalidFlowException.Kind.BAD_ATOM;
import static io.backstitch.InvalidFlowException.Kind.BAD_INPUT;
import static io.backstitch.InvalidFlowException.Kind.BAD_PROVIDES;
import static io.backstitch.InvalidFlowException.Kind.BAD_RETRY;
import static io.backstitch.InvalidFlowException.Kind.BAD_SUBFLOW;
import static io.backstitch.InvalidFlowException.Kind.CHANGED_FLOW;
import static io.backstitch.InvalidFlowException.Kind.CYCLE;
import static io.backstitch.InvalidFlowException.Kind.DUPLICATE_NAME;
import static io.backstitch.InvalidFlowException.Kind.MISSING_PROVIDER;
import static io.backstitch.InvalidFlowException.Kind.NOT_PERSISTABLE;
import static io.backstitch.InvalidFlowException.Kind.NOT_TRANSACTIONAL;
import static io.backstitch.InvalidFlowException.Kind.TYPE_MISMATCH;
import static io.backstitch.InvalidFlowException.Kind.UNKNOWN_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.annotation.Depth;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Atoms;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Part;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.flow.ValueType;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.retry.Retries;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All that is refused in a flow by hand, and what is said of it, word by word. */
class InvalidFlowTest {

  private static final Symbol<String> X = Symbol.of("x", String.class);
  private static final Symbol<String> SIZE = Symbol.of("size", String.class);
  private static final Symbol<Integer> NUMBER = Symbol.of("x", int.class);

  private static Atom atom(String name) {
    return Atoms.voidTask(name, () -> {});
  }

  private static Atom providing(String name) {
    return Atoms.task(name, X, () -> name);
  }

  private static Atom taking(String name, Symbol<?> symbol) {
    return Atom.named(name).requires(symbol).executes(in -> null).build();
  }

  private static final LinearFlow EMPTY = LinearFlow.named("f");
  private static final GraphFlow GRAPH = GraphFlow.named("f").add(atom("load")).add(atom("store"));
  private static final Atom RESIZE = taking("resize", SIZE);
  private static final Symbol<Integer> SUM = Symbol.of("sum", int.class);

  private static Arguments refused(Kind kind, ThrowingCallable what, String message) {
    return Arguments.of(kind, what, message);
  }

  private static void compile(FlowPattern flow, Provision... inputs) {
    CompiledFlow.compile(flow.name(), flow, List.of(inputs));
  }

  static Stream<Arguments> allThatIsRefused() {
    return Stream.of(
        refused(
            MISSING_PROVIDER,
            () -> compile(EMPTY.add(providing("a")).add(taking("b", SIZE)).add(RESIZE)),
            "In flow 'f', nothing provides what is required where it is required: atom 'b' requires 'size', atom 'resize' requires 'size'; provide it before, make it an input, or rebind the atom"),
        refused(
            MISSING_PROVIDER,
            () -> compile(EMPTY.add(taking("b", X)).add(providing("a"))),
            "In flow 'f', nothing provides what is required where it is required: atom 'b' requires 'x' (which 'a' provides, but not before it); provide it before, make it an input, or rebind the atom"),
        refused(
            MISSING_PROVIDER,
            () ->
                compile(
                    UnorderedFlow.named("f")
                        .add(LinearFlow.named("g").retry(Retries.times(2).provides(NUMBER)))
                        .add(taking("b", NUMBER))),
            "In flow 'f', nothing provides what is required where it is required: atom 'b' requires 'x' (which 'g_retry' provides, but not before it); provide it before, make it an input, or rebind the atom"),
        refused(
            MISSING_PROVIDER,
            () ->
                compile(
                    EMPTY.add(Atoms.task("a", SIZE, () -> "s")).add(RESIZE.rebind("size", "sise"))),
            "In flow 'f', nothing provides what is required where it is required: atom 'resize' requires 'size (from sise)' (did you mean 'size'?); provide it before, make it an input, or rebind the atom"),
        refused(
            TYPE_MISMATCH,
            () -> compile(EMPTY.add(providing("a")).add(taking("b", NUMBER))),
            "In flow 'f', atom 'b' requires 'x' as java.lang.Integer, but atom 'a' provides it as java.lang.String; give both the same type, or rebind the atom to another symbol"),
        refused(
            TYPE_MISMATCH,
            () -> compile(EMPTY.add(taking("b", NUMBER)), new Provision(X, false)),
            "In flow 'f', atom 'b' requires 'x' as java.lang.Integer, but as an input it is a java.lang.String; give both the same type, or rebind the atom to another symbol"),
        refused(
            AMBIGUOUS_PROVIDER,
            () ->
                compile(
                    GraphFlow.named("f")
                        .add(providing("a"))
                        .add(providing("b"))
                        .add(taking("c", X))),
            "In flow 'f', 'c' requires 'x', which both 'a' and 'b' provide, and nothing orders the two; link them, or rename one of the symbols"),
        refused(
            CYCLE,
            () -> compile(GRAPH.link("load", "store").link("store", "load")),
            "The elements of flow 'f' wait for each other: load -> store -> load; remove one of these links, or the data that makes one"),
        refused(
            CYCLE,
            () -> compile(LinearFlow.named("outer").add(GRAPH.link("load", "load"))),
            "The elements of flow 'f' in 'outer' wait for each other: load -> load; remove one of these links, or the data that makes one"),
        refused(
            DUPLICATE_NAME,
            () -> compile(EMPTY.add(atom("a")).add(LinearFlow.named("g").add(atom("a")))),
            "Flow 'f' has two atoms named 'a'; a name tells which stored result belongs to which atom, so give one of them another, as with renamed(...)"),
        refused(
            DUPLICATE_NAME,
            () -> compile(EMPTY, new Provision(X, false), new Provision(NUMBER, true)),
            "Flow 'f' declares input 'x' twice; declare it once, for all that take it"),
        refused(
            DUPLICATE_NAME,
            () -> Atom.named("a").providesList(X, SIZE, X),
            "Atom 'a' provides the symbol 'x' twice; give one of the two another name"),
        refused(
            DUPLICATE_NAME,
            () ->
                Atom.named("a")
                    .providesMap(X, SIZE)
                    .executes(in -> null)
                    .build()
                    .provideAs("x", "size"),
            "Atom 'a' provides the symbol 'size' twice; give one of the two another name"),
        refused(
            UNKNOWN_NAME,
            () -> compile(GRAPH.link("load", "stor")),
            "Flow 'f' links 'load' to 'stor', but has no element 'stor'; it has [load, store]; did you mean 'store'?"),
        refused(
            UNKNOWN_NAME,
            () -> compile(LinearFlow.named("outer").add(GRAPH.target("publish"))),
            "Flow 'f' in 'outer' has the target 'publish', but has no element 'publish'; it has [load, store]"),
        refused(
            UNKNOWN_NAME,
            () -> compile(GRAPH.link("laod", "store", results -> true, Depth.ALL)),
            "Flow 'f' links 'laod' to 'store', but has no element 'laod'; it has [load, store]; did you mean 'load'?"),
        refused(
            UNKNOWN_NAME,
            () -> RESIZE.rebind("sise", "volume_size"),
            "Atom 'resize' requires no symbol 'sise'; it requires [size]; did you mean 'size'?"),
        refused(
            UNKNOWN_NAME,
            () -> RESIZE.rebindRevert("size", "volume_size"),
            "The revert of atom 'resize' requires no symbol 'size'; it requires nothing"),
        refused(
            UNKNOWN_NAME,
            () -> providing("a").provideAs("z", "y"),
            "Atom 'a' provides no symbol 'z'; it provides [x: java.lang.String]"),
        refused(
            UNKNOWN_NAME,
            () ->
                Retries.parameterizedForEach(Symbol.listOf("hosts", String.class)).rebind("h", "x"),
            "Retry controller '(not named yet)' requires no symbol 'h'; it requires [hosts]"),
        refused(
            BAD_ATOM,
            () -> Atom.named("a").build(),
            "Atom 'a' has nothing to execute; say what, with executes(...)"),
        refused(
            BAD_ATOM,
            () -> Atoms.reduce("add", List.of(), SUM, Integer::sum),
            "Atom 'add' has nothing to reduce to 'sum'; give it one symbol at least"),
        refused(
            BAD_PROVIDES,
            () -> Atom.named("a").provides(X).provides(SIZE),
            "Atom 'a' has one result, and of that it has been said already that it provides [x: java.lang.String]; say it once, with a method for several symbols if there are several"),
        refused(
            BAD_PROVIDES,
            () ->
                Atom.named("a")
                    .returns(X.type())
                    .providesParts(X.type(), Part.of(SUM, String::length)),
            "Atom 'a' has one result, and of that it has been said already that it is a java.lang.String; say it once, with a method for several symbols if there are several"),
        refused(
            BAD_PROVIDES,
            () -> Retries.times(2).named("twice").provides(NUMBER).provides(SUM),
            "Retry controller 'twice' has one result, and of that it has been said already that it provides [x: java.lang.Integer]; say it once, with a method for several symbols if there are several"),
        refused(
            BAD_PROVIDES,
            () -> Atom.named("a").providesList(),
            "Atom 'a' is to provide the parts of its result, but names no symbol; name one for each"),
        refused(
            BAD_PROVIDES,
            () -> Atoms.map("m", List.of(X, SIZE), List.of(SUM), String::length),
            "Atom 'm' maps 2 symbols [x, size], but provides 1 [sum]; name one result for each"),
        refused(
            BAD_RETRY,
            () -> EMPTY.retry(Retries.times(2)).retry(Retries.alwaysRevert().named("never")),
            "Flow 'f' is guarded by 'f_retry' already, so not by 'never' too; put it into another flow, which the other controller guards"),
        refused(
            BAD_RETRY,
            () -> UnorderedFlow.named("g").add(EMPTY.retry(Retries.times(2)).retry()),
            "Atom 'f_retry' is a retry controller, so it can't be an element of flow 'g'; it guards a flow that is given it by retry(...)"),
        refused(
            BAD_INPUT,
            () -> DynamicFlow.of(EMPTY.add(RESIZE)).with(Map.of("sise", "1")),
            "Flow 'f' has no input [sise]; its inputs are [size: java.lang.String]; did you mean 'size'?"),
        refused(
            BAD_INPUT,
            () ->
                DynamicFlow.of(
                        EMPTY
                            .add(Atoms.task("measure", Symbol.of("sises", int.class), () -> 1))
                            .add(RESIZE)
                            .add(RESIZE.renamed("again"))
                            .add(taking("b", X)))
                    .with(Map.of("x", 1)),
            "Flow 'f' can't be run with these inputs: 'size' must be a java.lang.String, but is null or not given (for atom 'resize', atom 'again'; did you mean 'sises'?), 'x' must be a java.lang.String, but is a java.lang.Integer"),
        refused(
            BAD_INPUT,
            () -> CompiledFlow.compile("f", EMPTY.add(RESIZE)).checkInputs(new Object[] {"1", "2"}),
            "Flow 'f' takes 1 inputs, [size: java.lang.String], but 2 were given; give one value for each, in this order"),
        refused(
            NOT_TRANSACTIONAL,
            () ->
                DynamicFlow.of(
                        EMPTY.add(
                            Atom.named("pay")
                                .executes(in -> in.connection())
                                .transactional()
                                .build()))
                    .run(Map.of()),
            "Flow 'f' can't run here: 'pay' takes a Connection, that of a transaction with the record of the run, but a run in memory is not stored in a database; use a Backstitch over JdbcPersistence, JdbcPersistence.h2(path) if there is no server"));
  }

  @ParameterizedTest
  @MethodSource("allThatIsRefused")
  void isRefusedWithAKindAndAText(Kind kind, ThrowingCallable what, String message) {
    InvalidFlowException refusal = catchThrowableOfType(InvalidFlowException.class, what);
    assertThat(refusal).hasMessage("[Backstitch/" + kind.tag() + "] " + message);
    assertThat(refusal.kind()).isEqualTo(kind);
  }

  @Test
  void everyKindOfAFlowByHandIsInTheTable() {
    Set<Object> shown = allThatIsRefused().map(each -> each.get()[0]).collect(Collectors.toSet());
    // These are about what is stored, and about flows in flows, which have tests of their own.
    Set<Kind> others = EnumSet.of(NOT_PERSISTABLE, CHANGED_FLOW, BAD_SUBFLOW);
    assertThat(Arrays.stream(Kind.values()).filter(kind -> !others.contains(kind)))
        .allMatch(shown::contains);
  }

  @Test
  void whatIsMissingOrUnknownIsToldByName() {
    assertThat(
            catchThrowableOfType(
                    InvalidFlowException.class,
                    () -> compile(EMPTY.add(RESIZE.rebind("size", "s"))))
                .names())
        .containsExactly("size");
    assertThat(
            catchThrowableOfType(
                    InvalidFlowException.class, () -> compile(GRAPH.link("load", "stor")))
                .names())
        .containsExactly("stor");
  }

  @Test
  void anArgumentThatIsWrongByItselfIsAnIllegalArgument() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Atom.named(" "))
        .withMessage(
            "The name of an atom must not be blank; write a name that tells it from others in messages and in the storage");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphFlow.named(""))
        .withMessage(
            "The name of a flow must not be blank; write a name that tells it from others in messages and in the storage");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Symbol.of("", int.class))
        .withMessage(
            "The name of a symbol must not be blank; write a name that tells it from others in messages and in the storage");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retries.times(0))
        .withMessage(
            "A flow must be executed at least once, not 0 times; write 1 or more, which counts the first execution, too");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ValueType.of(Map.class, X.type()))
        .withMessage(
            "java.util.Map has 2 type parameters, but 1 arguments were given; give one for each");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RESIZE.rebind("size", ""))
        .withMessageStartingWith("The name of a symbol must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Atom.named("a").version(" "))
        .withMessage(
            "The version of an atom must not be blank; write a dotted number, such as \"1.0\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DynamicFlow.of(EMPTY, ""))
        .withMessage(
            "The version of flow 'f' must not be blank; write a dotted number, such as \"1.0\"");
  }

  private static List<String> warnings(FlowPattern flow) {
    return DynamicFlow.of(flow).graph().warnings();
  }

  @Test
  void whatStandsForTheResultOfAnAtomIsWarnedOf() {
    LinearFlow provided = EMPTY.add(providing("a"));
    assertThat(warnings(provided.add(taking("b", X)))).isEmpty();
    assertThat(warnings(EMPTY.add(taking("b", X).inject(X, "given")))).isEmpty();
    assertThat(warnings(provided.add(taking("b", X).inject(X, "given"))))
        .containsExactly(
            "In flow 'f', atom 'b' takes the 'x' that was injected into it, though atom 'a' provides it before; if that is not meant, do not inject it");
    assertThat(warnings(EMPTY.add(taking("early", X)).add(providing("a")).add(taking("late", X))))
        .containsExactly(
            "In flow 'f', atom 'early' takes 'x' from the inputs, though atom 'a' provides it later; add 'a' before 'early' in linear flow 'f' if its value is meant",
            "In flow 'f', atom 'late' takes 'x' from the inputs, though atom 'a' provides it before; if that is not meant, rename one of the two symbols");
    // The other way round, the first of the two is walked through before the input is known.
    assertThat(
            warnings(
                UnorderedFlow.named("f")
                    .add(LinearFlow.named("g").add(providing("a")).add(taking("late", X)))
                    .add(taking("early", X))))
        .hasSize(2)
        .anyMatch(each -> each.contains("atom 'late' takes") && each.contains("it before"))
        .anyMatch(each -> each.contains("atom 'early' takes") && each.contains("beside it"));
  }

  private static void assertInput(FlowPattern flow, String taker, String where) {
    DynamicFlow compiled = DynamicFlow.of(flow);
    assertThat(compiled.graph().warnings())
        .filteredOn(each -> each.contains("from the inputs"))
        .containsExactly(
            "In flow 'f', atom '%s' takes 'x' from the inputs, though %s".formatted(taker, where));
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> compiled.with(Map.of()))
        .withMessageContaining("'x' must be a java.lang.String, but is null or not given")
        .withMessageEndingWith("; " + where + ")");
  }

  @Test
  void anInputThatAnAtomProvidesElsewhereIsWarnedOfAndToldWhenItIsMissing() {
    LinearFlow inner = LinearFlow.named("inner").add(atom("c")).add(taking("b", X));
    assertInput(
        EMPTY.add(inner).add(LinearFlow.named("other").add(providing("a"))),
        "b",
        "atom 'a' provides it later; add 'other' before 'inner' in linear flow 'f' if its value is meant");
    assertInput(
        UnorderedFlow.named("f").add(inner).add(providing("a")),
        "b",
        "atom 'a' provides it beside it; add 'a' and 'inner' to a linear or graph flow instead of unordered flow 'f' if its value is meant");
    assertInput(
        GraphFlow.named("f").strict().add(inner).add(providing("a"), Set.of()),
        "b",
        "atom 'a' provides it, which is not ordered before it; link 'a' to 'inner' in graph flow 'f' if its value is meant");
    Atom own = Atoms.task("own", X, X, x -> x + 1);
    assertInput(
        EMPTY.add(own),
        "own",
        "only atom 'own' itself provides it; rename what it takes, as with rebind(...), if that is not meant");
    assertInput(
        EMPTY.add(own).add(providing("a")),
        "own",
        "atom 'a' provides it later; add 'a' before 'own' in linear flow 'f' if its value is meant");
    assertInput(
        EMPTY.retry(Retries.alwaysRevert().requires(X)).add(providing("a")),
        "f_retry",
        "atom 'a' provides it inside what 'f_retry' guards; provide it before, or rename one of the two symbols, if that is not meant");
  }

  @Test
  void whatADeciderTakesIsWarnedOfLikewise() {
    ElementDecider taking = ElementDecider.of(in -> true).requires(X);
    assertInput(
        EMPTY.add(LinearFlow.named("g").add(providing("a")).decider(taking)),
        "the decider of g",
        "atom 'a' provides it inside what 'the decider of g' guards; provide it before, or rename one of the two symbols, if that is not meant");
  }

  @Test
  void anOptionalInputThatAnAtomProvidesElsewhereIsWarnedOf() {
    Atom asks = Atom.named("asks").requiresOptional(X).executes(in -> null).build();
    assertThat(warnings(GraphFlow.named("f").add(providing("a")).add(asks)))
        .containsExactly(
            "In flow 'f', atom 'asks' takes 'x' from the inputs, though atom 'a' provides it, which is not ordered before it; link 'a' to 'asks' in graph flow 'f' if its value is meant");
    assertThat(warnings(GraphFlow.named("f").add(providing("a")).add(asks).link("a", "asks")))
        .isEmpty();
  }

  @Test
  void whatATargetLeavesOutProvidesNothing() {
    GraphFlow flow = GraphFlow.named("f").add(taking("b", X)).add(providing("a"), Set.of());
    assertThat(warnings(flow)).hasSize(1);
    assertThat(warnings(flow.target("b"))).isEmpty();
  }

  @Test
  void aValueThatNobodyTakesBeforeAnotherStandsForItIsWarnedOf() {
    LinearFlow twice = EMPTY.add(providing("a")).add(providing("b"));
    assertThat(warnings(twice.add(taking("c", X))))
        .containsExactly(
            "In flow 'f', nothing takes the 'x' of atom 'a', and in the outcome it is that of atom 'b'; rename one of the two symbols, as with provideAs(...), or let an atom between the two take it");
    assertThat(warnings(twice.add(providing("c"))))
        .hasSize(2)
        .anyMatch(each -> each.contains("of atom 'a'"))
        .allMatch(each -> each.contains("that of atom 'c'"));
    assertThat(warnings(EMPTY.add(providing("a")).add(taking("t", X)).add(providing("b"))))
        .isEmpty();
    Atom undoes = Atom.named("u").revertRequires(X).executes(in -> null).reverts(in -> {}).build();
    assertThat(warnings(EMPTY.add(providing("a")).add(undoes).add(providing("b")))).isEmpty();
    Atom both = Atom.named("both").providesMap(X, SIZE).executes(in -> null).build();
    assertThat(warnings(EMPTY.add(both).add(providing("b"))))
        .singleElement()
        .asString()
        .contains("the 'x' of atom 'both'");
    assertThat(warnings(EMPTY.add(providing("a")).add(providing("b").provideAs("x", "y"))))
        .isEmpty();
  }

  @Test
  void whatADeciderMaySeeOrSkipIsNotReplacedForNothing() {
    GraphFlow decided =
        GraphFlow.named("f")
            .add(providing("a"))
            .add(providing("b"))
            .link("a", "b", results -> true, Depth.ATOM);
    assertThat(warnings(decided)).isEmpty();
  }

  @Test
  void whatIsInjectedForNothingIsWarnedOf() {
    assertThat(warnings(EMPTY.add(RESIZE.rebind("size", "volume_size").inject(SIZE, "1"))))
        .containsExactly(
            "In flow 'f', atom 'resize' has 'size' injected into it, but takes only [size (from volume_size)]; inject the symbol as it is called in the flow");
    assertThat(warnings(EMPTY.add(atom("a").inject(SIZE, "1"))))
        .singleElement()
        .asString()
        .contains("but takes nothing");
  }
}
