package io.backstitch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.InvalidFlowException;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.retry.Retries;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What flows take and give as a whole. */
class FlowSymbolsTest {

  private static final Symbol<Integer> VALUES = symbol("values");

  private static Symbol<Integer> symbol(String name) {
    return Symbol.of(name, int.class);
  }

  /** An atom from what it requires and provides, as in {@code "a b -> c"}. */
  private static Atom atom(String name, String signature) {
    String[] sides = signature.split("->", -1);
    AtomBuilder atom = Atom.named(name).executes(in -> null);
    words(sides[0]).forEach(each -> atom.requires(symbol(each)));
    List<Provision> provided =
        words(sides[1]).stream().map(each -> new Provision(symbol(each), false)).toList();
    return provided.isEmpty()
        ? atom.build()
        : atom.providesParts(VALUES.type(), (result, index) -> result, provided).build();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.trim().split(" +")).filter(each -> !each.isEmpty()).toList();
  }

  private static LinearFlow linear(FlowElement... elements) {
    LinearFlow flow = LinearFlow.named("linear");
    for (FlowElement each : elements) {
      flow = flow.add(each);
    }
    return flow;
  }

  private static UnorderedFlow unordered(FlowElement... elements) {
    UnorderedFlow flow = UnorderedFlow.named("unordered");
    for (FlowElement each : elements) {
      flow = flow.add(each);
    }
    return flow;
  }

  private static GraphFlow graph(FlowElement... elements) {
    GraphFlow flow = GraphFlow.named("graph");
    for (FlowElement each : elements) {
      flow = flow.add(each);
    }
    return flow;
  }

  private static void assertSymbols(FlowElement element, String signature) {
    String[] sides = signature.split("->", -1);
    assertThat(FlowSymbols.required(element))
        .as("required by %s", element)
        .containsExactlyElementsOf(words(sides[0]));
    assertThat(FlowSymbols.provided(element))
        .as("provided by %s", element)
        .containsExactlyElementsOf(words(sides[1]));
  }

  @Test
  void anAtomTakesAllThatItsMethodsTakeAndIsNotInjected() {
    assertSymbols(atom("a", "x y -> z"), "x y -> z");
    assertSymbols(
        Atom.named("a")
            .requires(symbol("x"))
            .requiresOptional(symbol("o"))
            .revertRequires(symbol("y"))
            .executes(in -> null)
            .build(),
        "x y ->");
    assertSymbols(atom("a", "x y -> z").inject(symbol("y"), 1), "x -> z");
    assertSymbols(atom("a", "x -> z").rebind("x", "w").provideAs("z", "v"), "w -> v");
    assertSymbols(atom("a", "x -> z").rebind("x", "w").inject(symbol("x"), 1), "w -> z");
  }

  @Test
  void aLinearFlowTakesWhatNothingEarlierInItGives() {
    assertSymbols(linear(), "->");
    assertSymbols(linear(atom("a", "-> x"), atom("b", "x -> y")), "-> x y");
    assertSymbols(linear(atom("a", "x -> y"), atom("b", "-> x")), "x -> y x");
    assertSymbols(linear(atom("a", "x -> x"), atom("b", "x -> x")), "x -> x");
    assertSymbols(linear(atom("a", "p q -> x"), atom("b", "x r -> y")), "p q r -> x y");
  }

  @Test
  void inAnUnorderedFlowNobodyTakesFromAnother() {
    assertSymbols(unordered(atom("a", "-> x"), atom("b", "x -> y")), "x -> x y");
    assertSymbols(unordered(atom("a", "x -> y"), atom("b", "x -> y")), "x -> y");
  }

  @Test
  void aGraphTakesWhatNothingInItGivesInWhateverOrder() {
    assertSymbols(graph(atom("b", "x w -> y"), atom("a", "-> x")), "w -> x y");
    assertSymbols(graph(atom("a", "x -> x")), "x -> x");
    assertSymbols(
        graph(atom("a", "y ->"), atom("b", "x -> y"), atom("c", "-> x")).strict(), "-> x y");
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> FlowSymbols.required(graph(atom("a", "x -> y"), atom("b", "y -> x"))))
        .withMessageContaining("a -> b -> a");
  }

  @Test
  void aGraphWithATargetTakesAndGivesWhatTheTargetNeeds() {
    GraphFlow whole =
        graph(atom("a", "p -> x"), atom("b", "x -> y"), atom("c", "x q -> z"), atom("d", "r ->"));
    assertSymbols(whole, "p r q -> x y z");
    assertSymbols(whole.target("b"), "p -> x y");
    assertSymbols(whole.target("b").target("d"), "r ->");
    assertSymbols(whole.target("b").untargeted(), "p r q -> x y z");
    assertSymbols(whole.link("d", "b").target("b"), "p r -> x y");
  }

  @Test
  void aControllerGivesToAllThatItGuards() {
    List<FlowPattern> guarded =
        List.of(
            LinearFlow.named("f").retry(retry()).add(atom("a", "x y -> z")),
            UnorderedFlow.named("f").retry(retry()).add(atom("a", "x y -> z")),
            GraphFlow.named("f").retry(retry()).add(atom("a", "x y -> z")));
    for (FlowPattern flow : guarded) {
      assertSymbols(flow, "values y -> x z");
      // What it takes itself comes from outside.
      assertSymbols(linear(atom("before", "-> values"), flow), "y -> values x z");
    }
    assertSymbols(
        LinearFlow.named("f").retry(retry()).add(atom("a", "-> values")), "values -> x values");
  }

  private static RetryAtom retry() {
    return Retries.times(2).requires(VALUES).requiresOptional(symbol("o")).provides(symbol("x"));
  }

  @Test
  void whatANestedFlowTakesAndGivesIsThatOfAnElement() {
    FlowPattern inner = unordered(atom("b", "x p -> y"), atom("c", "x -> z"));
    assertSymbols(linear(atom("a", "-> x"), inner, atom("d", "y z ->")), "p -> x y z");
    assertSymbols(graph(atom("d", "y z ->"), inner, atom("a", "-> x")), "p -> x y z");
    assertSymbols(unordered(atom("a", "-> x"), inner), "x p -> x y z");
    FlowPattern deep = inner;
    for (int depth = 0; depth < 2_000; depth++) {
      deep = linear(deep);
    }
    assertSymbols(deep, "x p -> y z");
  }
}
