package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.annotation.Depth;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Atoms;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Part;
import io.backstitch.flow.Results;
import io.backstitch.flow.RevertBody;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.flow.ValueType;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/**
 * What the code of users asks for and returns, compared with what was declared: bodies by hand are
 * not checked by the compiler.
 */
class AskedTypesTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);
  private static final Symbol<String> TEXT = Symbol.of("x", String.class);
  private static final Symbol<String> Y = Symbol.of("y", String.class);
  private static final Symbol<Number> WIDER = Symbol.of("x", Number.class);

  private final List<Object> log = new ArrayList<>();

  private static LinearFlow flow(FlowElement... elements) {
    LinearFlow flow = LinearFlow.named("f");
    for (FlowElement element : elements) {
      flow = flow.add(element);
    }
    return flow;
  }

  private static Results run(FlowElement... elements) {
    return DynamicFlow.of(flow(elements)).with(Map.of()).run(TaskExecutor.serial());
  }

  private static FlowFailedException fails(FlowElement... elements) {
    return catchThrowableOfType(FlowFailedException.class, () -> run(elements));
  }

  private static Atom one() {
    return Atoms.task("one", X, () -> 1);
  }

  private static Atom asking(TaskBody body) {
    return Atom.named("asks").requires(X).executes(body).build();
  }

  private Atom undone(RevertBody body) {
    return Atom.named("undone").provides(X).executes(in -> 1).reverts(body).build();
  }

  private static Atom failing() {
    return Atoms.voidTask(
        "fails",
        () -> {
          throw new IllegalStateException("broken");
        });
  }

  @Test
  void anArgumentIsAskedForByTheSymbolThatIsRequiredThere() {
    Symbol<Integer> equal = Symbol.of("x", Integer.class);
    for (Symbol<?> symbol : List.of(X, equal, WIDER, Symbol.of("x", Object.class))) {
      assertThat(run(one(), asking(in -> log.add(in.get(0, symbol)))).get(X)).isEqualTo(1);
    }
    assertThat(log).containsExactly(1, 1, 1, 1);
  }

  @Test
  void anArgumentOfAnotherNameOrTypeIsRefused() {
    String end =
        "', but what it requires there is 'x: java.lang.Integer'; ask for it by the symbol with which it is required. Arguments are counted from 0, in the order [x]";
    assertThat(fails(one(), asking(in -> in.get(0, Y))).failures().get(0).message())
        .hasValue("Atom 'asks' of flow 'f' asked for argument 0 as 'y: java.lang.String" + end);
    assertThat(fails(one(), asking(in -> in.getOrNull(0, TEXT))).failures().get(0).message())
        .hasValue("Atom 'asks' of flow 'f' asked for argument 0 as 'x: java.lang.String" + end);
    assertThat(fails(one(), asking(in -> in.find(0, TEXT))).failures()).hasSize(1);
    assertThat(
            fails(one(), asking(in -> in.get(0, X)).revertedBy(in -> in.get(0, Y)), failing())
                .revertFailures()
                .get(0)
                .message())
        .hasValue(
            "The revert of atom 'asks' of flow 'f' asked for argument 0 as 'y: java.lang.String"
                + end);
  }

  @Test
  void soIsThatOfADecider() {
    Atom guarded =
        asking(in -> log.add("asks"))
            .decider(ElementDecider.of(in -> in.get(0, Y).isEmpty()).requires(X));
    assertThat(fails(one(), guarded))
        .hasRootCauseMessage(
            "The decider of 'asks' of flow 'f' asked for argument 0 as 'y: java.lang.String', but what it requires there is 'x: java.lang.Integer'; ask for it by the symbol with which it is required. Arguments are counted from 0, in the order [x]");
    assertThat(log).isEmpty();
  }

  @Test
  void aReboundArgumentIsAskedForByTheSymbolOfTheParameter() {
    Atom consumer = asking(in -> log.add(in.get(0, X))).rebind("x", "z");
    run(one().provideAs("x", "z"), consumer);
    assertThat(log).containsExactly(1);
  }

  @Test
  void aResultIsAskedForByItsType() {
    assertThat(fails(undone(in -> log.add(in.result(WIDER))), failing()).revertFailures())
        .isEmpty();
    assertThat(log).containsExactly(1);
    assertThat(fails(undone(in -> log.add(in.result(TEXT))), failing()).revertFailures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.message())
                    .hasValue(
                        "The revert of atom 'undone' of flow 'f' asked for the result as a java.lang.String, but the atom returns a java.lang.Integer; ask for it by the symbol or the type with which it is declared"));
  }

  @Test
  void whoReturnsWhatItDoesNotDeclareFailsAndNotWhoTakesIt() {
    Atom wrong =
        Atom.named("wrong")
            .provides(X)
            .executes(in -> "1")
            .reverts(in -> log.add("undone " + in.result(X)))
            .build();
    FlowFailedException failed = fails(wrong, asking(in -> log.add(in.get(0, X) + 1)));
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed.failures().get(0).atom()).isEqualTo("wrong");
    assertThat(failed.failures().get(0).message())
        .hasValue(
            "Atom 'wrong' provides 'x' as a java.lang.Integer, but it returned a java.lang.String; return what is declared, or declare what is returned");
    assertThat(log).containsExactly("undone null");
  }

  @Test
  void aPartOfAnotherClassMakesItsAtomFail() {
    Atom parts = Atom.named("parts").providesMap(X).executes(in -> Map.of("x", "1")).build();
    assertThat(fails(parts))
        .hasMessageContaining(
            "Atom 'parts' provides 'x' as a java.lang.Integer, but that part of its result is a java.lang.String");
    Atom returning = Atom.named("r").returns(ValueType.of(Long.class)).executes(in -> 1).build();
    assertThat(fails(returning))
        .hasMessageContaining(
            "Atom 'r' is to return a java.lang.Long, but it returned a java.lang.Integer");
    assertThat(
            fails(
                UnorderedFlow.named("g").retry(Retries.forEach(List.of("a")).provides(X)),
                failing()))
        .hasMessageContaining("Atom 'g_retry' provides 'x' as a java.lang.Integer");
  }

  @Test
  void theOutcomeIsAskedByNameAndType() {
    Results results = run(one());
    assertThat(results.get(WIDER)).isEqualTo(1);
    assertThat(results.find(X)).hasValue(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> results.getOrNull(TEXT))
        .withMessage(
            "Flow 'f' has 'x: java.lang.Integer', and can't give it as a java.lang.String; ask for it by the symbol with which it is declared");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> results.get(Symbol.of("X1", int.class)))
        .withMessage("Flow 'f' has no symbol 'X1'; did you mean 'x'?");
    Results given = DynamicFlow.of(flow(asking(in -> null))).run(Map.of("x", 2));
    assertThat(given.get(X)).isEqualTo(2);
    assertThatIllegalArgumentException().isThrownBy(() -> given.get(TEXT));
    record Endpoint(String host, int port) {}
    Atom parts =
        Atom.named("parts")
            .providesParts(
                ValueType.of(Endpoint.class),
                Part.of(Y, Endpoint::host),
                Part.of(X, Endpoint::port))
            .executes(in -> new Endpoint("h", 80))
            .build();
    assertThat(run(one().provideAs("x", "z"), parts).get(X)).isEqualTo(80);
    assertThatIllegalArgumentException().isThrownBy(() -> run(parts).get(TEXT));
  }

  @Test
  void aResultThatIsAbsentIsToldOfByWhoWouldHaveProvidedIt() {
    GraphFlow skipping =
        GraphFlow.named("f")
            .add(Atoms.voidTask("first", () -> {}))
            .add(one())
            .link("first", "one", seen -> false, Depth.ATOM);
    Results skipped = run(skipping);
    assertThat(skipped.getOrNull(X)).isNull();
    assertThat(skipped.find(X)).isEmpty();
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> skipped.get(X))
        .withMessageMatching(
            "Run '.+' of flow 'f' has no value of 'x': atom 'one', which provides it, was ignored by a decider; where that may be, ask with getOrNull or find");
    Results nothing = run(Atom.named("none").providesOptional(X).executes(in -> null).build());
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> nothing.get(X))
        .withMessageContaining("has no value of 'x': atom 'none' provided nothing");
    Atom asks = Atom.named("asks").requiresOptional(X).executes(in -> null).build();
    Results notGiven = run(asks);
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> notGiven.get(X))
        .withMessageContaining("the run was started without that input");
  }
}
