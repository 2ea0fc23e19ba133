package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.annotation.Depth;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Deciders of atoms and of whole flows, which take symbols and add no links. */
class ElementDeciderTest {

  private static final Symbol<Integer> SIZE = Symbol.of("size", int.class);
  private static final Symbol<String> NAME = Symbol.of("name", String.class);

  private static final ElementDecider IS_LARGE =
      ElementDecider.of(in -> in.get(0, SIZE) > 10).requires(SIZE);
  private static final ElementDecider NEVER = ElementDecider.of(in -> false);

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  static Stream<TaskExecutor> executors() {
    return Stream.of(TaskExecutor.serial(), TaskExecutor.parallel());
  }

  private AtomBuilder logging(String name) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add(name);
              return null;
            })
        .reverts(in -> log.add("-" + name));
  }

  private Atom task(String name) {
    return logging(name).build();
  }

  private Atom measuring(int size) {
    return Atom.named("measure").provides(SIZE).executes(in -> size).build();
  }

  private Results run(FlowPattern flow) {
    return DynamicFlow.of(flow).with(Map.of()).run(TaskExecutor.serial());
  }

  @ParameterizedTest
  @MethodSource("executors")
  void takesWhatComesBeforeItsAtom(TaskExecutor executor) {
    for (int size : new int[] {10, 11}) {
      FlowPattern flow =
          LinearFlow.named("f")
              .add(measuring(size))
              .add(task("large" + size).decider(IS_LARGE))
              .add(task("end" + size));
      DynamicFlow.of(flow).with(Map.of()).run(executor);
    }
    assertThat(log).containsExactly("end10", "large11", "end11");
  }

  @Test
  void takesInputsAndItsContextIsThatOfTheAtom() {
    ElementDecider decider =
        ElementDecider.of(
                in -> {
                  log.add(in.context().atom() + " " + in.find(1, NAME).isPresent());
                  return in.get(0, SIZE) > 10;
                })
            .requires(SIZE)
            .requiresOptional(NAME);
    DynamicFlow.of(UnorderedFlow.named("f").add(task("a").decider(decider)))
        .with(Map.of("size", 11))
        .run();
    assertThat(log).containsExactly("a false", "a");
  }

  @Test
  void takesAnotherSymbolWhenItIsRebound() {
    run(
        LinearFlow.named("f")
            .add(measuring(11).provideAs("size", "length"))
            .add(task("a").decider(IS_LARGE.rebind(Map.of("size", "length")))));
    assertThat(log).containsExactly("a");
    assertThatThrownBy(() -> IS_LARGE.rebind(Map.of("sise", "length")))
        .isInstanceOf(InvalidFlowException.class)
        .hasMessageContaining("A decider requires no symbol 'sise'")
        .hasMessageContaining("size");
  }

  @Test
  void ofSeveralOneNoIsEnough() {
    ElementDecider yes = ElementDecider.of(in -> true);
    run(
        UnorderedFlow.named("f")
            .add(task("a").decider(yes).decider(NEVER))
            .add(task("b").decider(yes).decider(yes)));
    assertThat(log).containsExactly("b");
  }

  @Test
  void addsNoLinks() {
    GraphFlow beside = GraphFlow.named("f").add(measuring(11)).add(task("a").decider(IS_LARGE));
    CompiledOrder.assertNotAfter(beside, "measure", "a");
    assertThatThrownBy(() -> new Fixed(beside))
        .isInstanceOfSatisfying(
            InvalidFlowException.class,
            e -> assertThat(e.kind()).isEqualTo(InvalidFlowException.Kind.MISSING_PROVIDER))
        .hasMessageContaining("the decider of a")
        .hasMessageContaining("'measure' provides, but not before it");
    run(beside.link("measure", "a"));
    assertThat(log).containsExactly("a");
  }

  /** A flow that is given nothing. */
  private static final class Fixed extends FlowDefinition<Results> {
    Fixed(FlowPattern pattern) {
      super("fixed", "1.0", pattern, List.of());
    }

    @Override
    protected Results outcome(Results results) {
      return results;
    }
  }

  /** The order of a flow, without running it. */
  private static final class CompiledOrder {
    static void assertNotAfter(FlowPattern flow, String before, String after) {
      assertThat(DynamicFlow.of(flow).graph().asGraph().comesBefore(before, after)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aWholeFlowIsSkippedAndItsDeciderAskedOnce(TaskExecutor executor) {
    AtomicInteger asked = new AtomicInteger();
    for (boolean answer : new boolean[] {false, true}) {
      ElementDecider decider =
          ElementDecider.of(
              in -> {
                asked.incrementAndGet();
                return answer;
              });
      FlowPattern inner =
          UnorderedFlow.named("inner" + answer)
              .add(LinearFlow.named("l" + answer).add(task("a" + answer)).add(task("b" + answer)))
              .add(task("c" + answer))
              .add(LinearFlow.named("r" + answer).retry(Retries.times(2)).add(task("d" + answer)))
              .decider(decider);
      DynamicFlow.of(LinearFlow.named("f").add(inner).add(task("end" + answer)))
          .with(Map.of())
          .run(executor);
    }
    assertThat(log)
        .containsExactlyInAnyOrder("endfalse", "atrue", "btrue", "ctrue", "dtrue", "endtrue");
    assertThat(asked).hasValue(2);
  }

  /** What has begun is not skipped, whatever a decider that changes its mind would say. */
  @Test
  void isNotAskedAgainWhenARunCarriesOnInTheMiddle() {
    AtomicInteger asked = new AtomicInteger();
    AtomicReference<@Nullable InMemoryEngine<?>> engine = new AtomicReference<>();
    Atom one =
        Atom.named("one")
            .executes(
                in -> {
                  log.add("one");
                  Objects.requireNonNull(engine.get()).suspend();
                  return null;
                })
            .reverts(in -> log.add("-one"))
            .build();
    Atom bad =
        Atom.named("bad")
            .executes(
                in -> {
                  throw new IllegalStateException("bad");
                })
            .build();
    FlowPattern guarded =
        UnorderedFlow.named("u")
            .add(one)
            .add(task("two"))
            .decider(ElementDecider.of(in -> asked.getAndIncrement() == 0));
    engine.set(
        DynamicFlow.of(LinearFlow.named("f").add(guarded).add(bad))
            .with(Map.of())
            .engine()
            .executor(TaskExecutor.serial())
            .build());
    InMemoryEngine<?> run = Objects.requireNonNull(engine.get());
    assertThatThrownBy(run::run).isInstanceOf(FlowStoppedException.class);
    assertThatThrownBy(run::run).isInstanceOf(FlowFailedException.class);
    assertThat(log).startsWith("one", "two").contains("-one", "-two");
    assertThat(asked).hasValue(1);
  }

  @Test
  void aFlowThatBeginsWithAnEmptyOneIsSkipped() {
    LinearFlow empty = LinearFlow.named("empty");
    run(
        LinearFlow.named("f")
            .add(LinearFlow.named("g").add(empty).add(task("a")).decider(NEVER))
            .add(
                GraphFlow.named("h")
                    .add(UnorderedFlow.named("nothing").add(LinearFlow.named("inside")))
                    .add(task("b"))
                    .link("nothing", "b")
                    .decider(NEVER)));
    assertThat(log).isEmpty();
  }

  @Test
  void whatIsInASkippedFlowAsksNobody() {
    ElementDecider asked =
        ElementDecider.of(
            in -> {
              throw new IllegalStateException("asked");
            });
    run(
        LinearFlow.named("f")
            .add(LinearFlow.named("g").add(task("a").decider(asked)).decider(NEVER))
            .add(task("end")));
    assertThat(log).containsExactly("end");
  }

  @ParameterizedTest
  @EnumSource(Depth.class)
  void skipsAsFarAsItsDepthSays(Depth depth) {
    FlowPattern guarded =
        LinearFlow.named("guarded").add(task("a")).add(task("b")).decider(NEVER.depth(depth));
    FlowPattern later = LinearFlow.named("later").add(task("x")).add(task("y"));
    run(
        LinearFlow.named("f")
            .add(task("first"))
            .add(
                LinearFlow.named("inner")
                    .add(guarded)
                    .add(task("next"))
                    .add(later)
                    .add(task("last")))
            .add(task("beyond")));
    assertThat(log)
        .containsExactlyElementsOf(
            switch (depth) {
              case ATOM -> List.of("first", "next", "x", "y", "last", "beyond");
              case NEIGHBORS -> List.of("first", "x", "y", "last", "beyond");
              case FLOW -> List.of("first", "beyond");
              case ALL -> List.of("first");
            });
  }

  @Test
  void aNeighborThatIsTriedAgainIsOneTask() {
    Atom guarded = task("a").decider(NEVER.depth(Depth.NEIGHBORS));
    GraphFlow flow =
        GraphFlow.named("f")
            .add(guarded)
            .add(LinearFlow.named("b").retry(Retries.times(2)).add(task("b")))
            .add(LinearFlow.named("c").retry(Retries.times(2)).add(task("c1")).add(task("c2")))
            .add(LinearFlow.named("d").add(task("d")))
            .add(task("e"));
    run(flow.link("a", "b").link("a", "c").link("a", "d").link("b", "e"));
    assertThat(log).containsExactlyInAnyOrder("c1", "c2", "d", "e");
  }

  @Test
  void aFlowThatIsTheWholeCanBeSkipped() {
    run(LinearFlow.named("f").add(task("a")).add(task("b")).decider(NEVER));
    run(GraphFlow.named("g").add(task("a")).add(task("b")).decider(NEVER.depth(Depth.FLOW)));
    assertThat(log).isEmpty();
  }

  @Test
  void isAskedAgainWhenTheFlowAroundIsTriedAgain() {
    AtomicInteger attempts = new AtomicInteger();
    Atom measure = Atom.named("measure").provides(SIZE).executes(in -> attempts.get() * 20).build();
    Atom failing =
        Atom.named("failing")
            .executes(
                in -> {
                  if (attempts.getAndIncrement() == 0) {
                    throw new IllegalStateException("once");
                  }
                  return null;
                })
            .build();
    FlowPattern large =
        UnorderedFlow.named("large").add(task("a")).add(task("b")).decider(IS_LARGE);
    run(
        LinearFlow.named("f")
            .retry(Retries.times(2))
            .add(measure)
            .add(large)
            .add(failing)
            .add(task("end")));
    assertThat(log).containsExactly("a", "b", "end");
  }

  @Test
  void oneThatThrowsFailsWhatItGuards() {
    ElementDecider broken =
        ElementDecider.of(
            in -> {
              throw new IllegalStateException("don't know");
            });
    assertThatThrownBy(
            () -> run(LinearFlow.named("f").add(task("a")).add(task("b").decider(broken))))
        .isInstanceOf(FlowFailedException.class)
        .hasRootCauseMessage("don't know");
    assertThat(log).containsExactly("a", "-a");
  }

  @Test
  void oneThatLacksAnArgumentIsNotAsked() {
    FlowPattern flow =
        LinearFlow.named("f").add(measuring(11).decider(NEVER)).add(task("a").decider(IS_LARGE));
    assertThatThrownBy(() -> run(flow))
        .isInstanceOf(FlowFailedException.class)
        .hasRootCauseMessage(
            "The decider of 'a' of flow 'f' requires 'size', which is absent: atom 'measure',"
                + " which provides it, was ignored by a decider; require it as optional, or see to"
                + " it that it is there");
    ElementDecider wrong = ElementDecider.of(in -> in.get(1, SIZE) > 10).requires(SIZE);
    assertThatThrownBy(
            () -> run(LinearFlow.named("f").add(measuring(1)).add(task("a").decider(wrong))))
        .hasRootCauseMessage(
            "The decider of 'a' asked for argument 1, but it requires [size]; arguments are counted"
                + " from 0, in the order in which they are required");
  }

  @Test
  void refusesASymbolOfAnotherType() {
    Atom named =
        Atom.named("measure").provides(Symbol.of("size", String.class)).executes(in -> "").build();
    assertThatThrownBy(() -> run(LinearFlow.named("f").add(named).add(task("a").decider(IS_LARGE))))
        .isInstanceOfSatisfying(
            InvalidFlowException.class,
            e -> assertThat(e.kind()).isEqualTo(InvalidFlowException.Kind.TYPE_MISMATCH))
        .hasMessageContaining("the decider of a")
        .hasMessageContaining("size");
  }
}
