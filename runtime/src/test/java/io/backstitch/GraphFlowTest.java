package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs by hand: deciders, targets, injected values, and graphs that are linked strictly. */
class GraphFlowTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private AtomBuilder task(String name) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add(name);
              return log.size();
            });
  }

  private Results run(FlowPattern flow) {
    return DynamicFlow.of(flow).with(Map.of()).run();
  }

  /** a, then b if a decider lets it; c and then d after b; c is in a flow of its own. */
  @ParameterizedTest
  @CsvSource({
    "ATOM, a c d e",
    "NEIGHBORS, a c e",
    "FLOW, a c e",
    "ALL, a",
  })
  void aDeciderSkipsAsFarAsItsDepthReaches(Depth depth, String executed) {
    run(
        GraphFlow.named("f")
            .add(task("a").provides(X).build())
            .add(task("b").build())
            .add(LinearFlow.named("nested").add(task("c").build()))
            .add(task("d").build())
            .add(task("e").build())
            .link("a", "b", results -> !results.equals(Map.of("a", 1)), depth)
            .link("b", "nested")
            .link("b", "d")
            .link("nested", "e"));
    assertThat(log).containsExactlyInAnyOrder(executed.split(" "));
  }

  @Test
  void aDeciderThatLetsGoOnChangesNothing() {
    run(
        GraphFlow.named("f")
            .add(task("a").build())
            .add(task("b").build())
            .link("a", "b", results -> true, Depth.ALL));
    assertThat(log).containsExactly("a", "b");
  }

  @Test
  void aDeciderThatFailsMakesItsAtomFail() {
    FlowFailedException failed =
        catchThrowableOfType(
            FlowFailedException.class,
            () ->
                run(
                    GraphFlow.named("f")
                        .add(task("a").reverts(in -> log.add("undo a")).build())
                        .add(task("b").build())
                        .link(
                            "a",
                            "b",
                            results -> {
                              throw new IllegalStateException("can't decide");
                            },
                            Depth.ALL)));
    assertThat(failed.failures()).singleElement().extracting(Failure::atom).isEqualTo("b");
    assertThat(log).containsExactly("a", "undo a");
  }

  @Test
  void whatWasSkippedIsAbsent() {
    Atom optional =
        Atom.named("c")
            .requiresOptional(X)
            .executes(in -> log.add("c got " + in.getOrNull(0, X)))
            .build();
    GraphFlow graph =
        GraphFlow.named("f")
            .add(task("a").build())
            .add(task("b").provides(X).build())
            .link("a", "b", results -> false, Depth.ATOM);
    run(graph.add(optional).link("b", "c"));
    assertThat(log).containsExactly("a", "c got null");

    FlowFailedException failed =
        catchThrowableOfType(
            FlowFailedException.class,
            () -> run(graph.add(task("c").requires(X).executes(in -> in.get(0, X)).build())));
    assertThat(failed)
        .hasMessageContaining("'c' of flow 'f' requires 'x'")
        .hasMessageContaining("atom 'b', which provides it, was ignored");
  }

  @Test
  void theOutcomeLooksPastWhatWasSkipped() {
    GraphFlow graph =
        GraphFlow.named("f")
            .add(Atom.named("a").provides(X).executes(in -> 1).build())
            .add(Atom.named("b").provides(X).executes(in -> 2).build())
            .add(Atom.named("c").provides(X).executes(in -> 3).build())
            .link("a", "b");
    assertThat(run(graph.link("b", "c", results -> true, Depth.ATOM)).get(X)).isEqualTo(3);
    assertThat(run(graph.link("b", "c", results -> false, Depth.ATOM)).get(X)).isEqualTo(2);
  }

  @Test
  void whatWasSkippedIsAbsentEvenIfItWasProvidedInAnEarlierAttempt() {
    List<Integer> attempts = new ArrayList<>();
    GraphFlow graph =
        GraphFlow.named("f")
            .retry(Retries.times(2))
            .add(
                Atom.named("a")
                    .executes(
                        in -> {
                          attempts.add(1);
                          return attempts.size();
                        })
                    .returns(X.type())
                    .build())
            .add(Atom.named("b").provides(X).executes(in -> 2).build())
            .add(
                Atom.named("c")
                    .requiresOptional(X)
                    .executes(
                        in -> {
                          log.add("c got " + in.getOrNull(0, X));
                          if (attempts.size() == 1) {
                            throw new IllegalStateException("once more");
                          }
                          return null;
                        })
                    .build())
            .link("a", "b", results -> results.get("a").equals(1), Depth.ATOM)
            .link("b", "c");
    assertThat(run(graph).getOrNull(X)).isNull();
    assertThat(log).containsExactly("c got 2", "c got null");
  }

  @Test
  void onlyWhatATargetNeedsIsRun() {
    run(
        GraphFlow.named("f")
            .add(task("a").provides(X).build())
            .add(task("b").requires(X).build())
            .add(task("c").requires(X).build())
            .add(task("d").build())
            .target("c"));
    assertThat(log).containsExactly("a", "c");
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> run(GraphFlow.named("f").add(task("a").build()).target("z")))
        .withMessageContaining("'z'")
        .withMessageContaining("[a]");
  }

  @Test
  void aTargetIsReplacedAndTakenBack() {
    GraphFlow whole =
        GraphFlow.named("f")
            .add(task("a").build())
            .add(
                LinearFlow.named("nested")
                    .retry(Retries.times(2))
                    .add(task("b").provides(X).build())
                    .add(task("c").build()))
            .add(task("d").requires(X).build())
            .link("a", "d");
    run(whole.target("a").target("nested"));
    assertThat(log).containsExactly("b", "c");
    log.clear();
    run(LinearFlow.named("outer").add(whole.target("d")).add(task("e").build()));
    assertThat(log).containsExactlyInAnyOrder("a", "b", "c", "d", "e").endsWith("d", "e");
    log.clear();
    run(whole.target("a").untargeted());
    assertThat(log).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void anInjectedValueIsForOneAtomAlone() {
    Symbol<Integer> sum = Symbol.of("sum", int.class);
    Atom add = Atom.named("add").requires(X).provides(sum).executes(in -> in.get(0, X) + 1).build();
    Results results =
        run(
            LinearFlow.named("f")
                .add(Atom.named("x").provides(X).executes(in -> 1).build())
                .add(add.inject(X, 41)));
    assertThat(results.get(sum)).isEqualTo(42);
    assertThat(results.get(X)).isEqualTo(1);
  }

  @Test
  void aStrictGraphRefusesTwoProvidersEvenIfTheyAreOrdered() {
    GraphFlow graph =
        GraphFlow.named("f")
            .add(Atom.named("one").provides(X).executes(in -> 1).build())
            .add(Atom.named("two").provides(X).executes(in -> 2).build())
            .add(Atom.named("last").requires(X).executes(in -> log.add("" + in.get(0, X))).build())
            .link("one", "two");
    run(graph);
    assertThat(log).containsExactly("2");
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> run(graph.strict()))
        .satisfies(
            e -> assertThat(e.kind()).isEqualTo(InvalidFlowException.Kind.AMBIGUOUS_PROVIDER));
  }

  @Test
  void twoAtomsOfOneNameAreRefusedEvenIfTheyWaitForThemselves() {
    GraphFlow graph = GraphFlow.named("f").add(task("a").build()).add(task("a").build());
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> run(graph))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(InvalidFlowException.Kind.DUPLICATE_NAME));
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> run(graph.link("a", "a")))
        .withMessageContaining("a -> a");
  }

  @Test
  void twoAtomsOfOneNameAreCalledThatEvenIfBothProvideWhatAnotherTakes() {
    Atom provider = task("a").provides(X).build();
    GraphFlow graph =
        GraphFlow.named("f").add(provider).add(provider).add(task("b").requires(X).build());
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> run(graph))
        .withMessageContaining("'f' has two atoms named 'a'")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(InvalidFlowException.Kind.DUPLICATE_NAME));
  }

  @Test
  void anArgumentThatIsNotRequiredIsToldByItsPosition() {
    Symbol<String> y = Symbol.of("y", String.class);
    Atom asksForMore = Atom.named("a").requires(X).executes(in -> in.get(1, y)).build();
    assertThatExceptionOfType(FlowFailedException.class)
        .isThrownBy(
            () -> DynamicFlow.of(LinearFlow.named("f").add(asksForMore)).run(Map.of("x", 1)))
        .withMessageContaining("Atom 'a' of flow 'f' asked for argument 1")
        .withMessageContaining("[x]");

    Atom undone =
        Atom.named("a").requires(X).executes(in -> log).reverts(in -> in.get(0, X)).build();
    Atom fails =
        Atom.named("b")
            .executes(
                in -> {
                  throw new IllegalStateException("boom");
                })
            .build();
    FlowFailedException failed =
        catchThrowableOfType(
            FlowFailedException.class,
            () -> DynamicFlow.of(LinearFlow.named("f").add(undone).add(fails)).run(Map.of("x", 1)));
    assertThat(failed.revertFailures())
        .singleElement()
        .asString()
        .contains("The revert of atom 'a' of flow 'f' asked for argument 0")
        .contains("requires nothing");
  }

  @Test
  void inputsAreNamedWithTheirTypes() {
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(Atom.named("a").requires(X).executes(in -> log).build())
                .add(
                    Atom.named("b")
                        .requiresOptional(Symbol.of("y", String.class))
                        .executes(in -> log)
                        .build()));
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> flow.with(Map.of("z", 1)))
        .withMessageContaining("[z]")
        .withMessageContaining("[x: java.lang.Integer, y?: java.lang.String]");
  }
}
