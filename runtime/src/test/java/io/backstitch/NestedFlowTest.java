package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.annotation.Depth;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A whole flow as a part of another: what its atoms and symbols are called there, and if it fits.
 */
class NestedFlowTest {

  private static final Symbol<Integer> SIZE = Symbol.of("size", int.class);
  private static final Symbol<String> LABEL = Symbol.of("label", String.class);
  private static final Symbol<String> VOLUME = Symbol.of("volume", String.class);

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** Takes a size and perhaps a label, and provides a volume. */
  private DynamicFlow volume() {
    Atom allocate =
        Atom.named("allocate")
            .requires(SIZE)
            .requiresOptional(LABEL)
            .provides(VOLUME)
            .executes(
                in -> {
                  log.add(in.context().atom());
                  return in.find(1, LABEL).orElse("") + in.get(0, SIZE);
                })
            .revertRequires(SIZE)
            .reverts(in -> log.add("-" + in.context().atom() + in.get(0, SIZE)))
            .build();
    Atom format =
        Atom.named("format")
            .requires(VOLUME)
            .executes(
                in -> {
                  log.add(in.context().atom());
                  return null;
                })
            .build();
    return DynamicFlow.of(GraphFlow.named("volume-create").add(format).add(allocate));
  }

  private static LinearFlow twice(DynamicFlow volume) {
    return LinearFlow.named("server")
        .add(volume.nested("root", Map.of("size", "rootSize", "volume", "rootVolume")))
        .add(volume.nested("data", Map.of("volume", "dataVolume")));
  }

  @Test
  void oneFlowIsNestedTwice() {
    DynamicFlow server = DynamicFlow.of(twice(volume()));
    Results results =
        server.with(Map.of("rootSize", 1, "size", 2, "label", "L")).run(TaskExecutor.serial());
    assertThat(log).containsExactly("root/allocate", "root/format", "data/allocate", "data/format");
    assertThat(results.get(Symbol.of("rootVolume", String.class))).isEqualTo("L1");
    assertThat(results.get(Symbol.of("dataVolume", String.class))).isEqualTo("L2");
    assertThat(server.inputs())
        .extracting(input -> input.toString())
        .containsExactly(
            "rootSize: java.lang.Integer", "label?: java.lang.String", "size: java.lang.Integer");
    assertThat(server.outputs())
        .extracting(output -> output.symbol().name())
        .containsExactly("rootVolume", "dataVolume");
  }

  @Test
  void itIsUndoneAndItsRevertsTakeTheRenamedSymbols() {
    Atom bad =
        Atom.named("bad")
            .executes(
                in -> {
                  throw new IllegalStateException("boom");
                })
            .build();
    DynamicFlow server = DynamicFlow.of(twice(volume()).add(bad));
    log.clear();
    assertThatThrownBy(
            () -> server.with(Map.of("rootSize", 1, "size", 2)).run(TaskExecutor.serial()))
        .isInstanceOf(FlowFailedException.class);
    assertThat(log).endsWith("-data/allocate2", "-root/allocate1");
  }

  /** As in a run of its own, where nobody else could provide it. */
  @Test
  void whatItTakesFromItselfItDoesNotTakeFromOutsideWhenTheProviderIsSkipped() {
    Symbol<Boolean> wanted = Symbol.of("wanted", boolean.class);
    Atom label =
        Atom.named("label")
            .provides(LABEL)
            .executes(in -> "inner")
            .build()
            .decider(ElementDecider.of(in -> in.get(0, wanted)).requires(wanted));
    Atom show =
        Atom.named("show")
            .requiresOptional(LABEL)
            .provides(VOLUME)
            .executes(in -> in.find(0, LABEL).orElse("none"))
            .build();
    DynamicFlow inner = DynamicFlow.of(LinearFlow.named("inner").add(label).add(show));
    DynamicFlow middle =
        DynamicFlow.of(LinearFlow.named("middle").add(inner.nested("deep", Map.of())));
    Atom outside = Atom.named("outside").provides(LABEL).executes(in -> "outer").build();
    Atom after =
        Atom.named("after")
            .requiresOptional(LABEL)
            .provides(Symbol.of("seen", String.class))
            .executes(in -> in.find(0, LABEL).orElse("none"))
            .build();
    for (DynamicFlow nested : List.of(inner, middle)) {
      DynamicFlow outer =
          DynamicFlow.of(
              LinearFlow.named("outer")
                  .add(outside)
                  .add(nested.nested("part", Map.of()))
                  .add(after));
      Results skipped = outer.with(Map.of("wanted", false)).run(TaskExecutor.serial());
      assertThat(skipped.get(VOLUME)).isEqualTo("none");
      assertThat(skipped.get(Symbol.of("seen", String.class))).isEqualTo("outer");
      Results done = outer.with(Map.of("wanted", true)).run(TaskExecutor.serial());
      assertThat(done.get(VOLUME)).isEqualTo("inner");
      assertThat(done.get(Symbol.of("seen", String.class))).isEqualTo("inner");
    }
  }

  @Test
  void aRunOfItIsStoredAndReadBack() {
    MemoryPersistence memory = new MemoryPersistence();
    DynamicFlow server = DynamicFlow.of(twice(volume()));
    try (Backstitch backstitch = Backstitch.open(memory).register(server)) {
      backstitch.start(server.with(Map.of("rootSize", 1, "size", 2)), "r").join();
    }
    try (Backstitch backstitch = Backstitch.open(memory).register(server)) {
      assertThat(backstitch.resume("r").join())
          .isInstanceOfSatisfying(
              Results.class,
              results ->
                  assertThat(results.get(Symbol.of("dataVolume", String.class))).isEqualTo("2"));
    }
  }

  /** Links by hand, deciders, a target, retries and deeper flows keep working under other names. */
  @Test
  void everythingThatNamesAnElementIsRenamed() {
    Atom look = Atom.named("look").provides(VOLUME).executes(in -> "found").build();
    GraphFlow inner =
        GraphFlow.named("inner")
            .add(look)
            .add(task("skipped"))
            .add(UnorderedFlow.named("deep").add(task("x")).retry(Retries.times(2)))
            .add(task("target"))
            .add(task("untargeted"))
            .link("look", "skipped", results -> !"found".equals(results.get("look")), Depth.ATOM)
            .link("skipped", "deep")
            .link("deep", "target")
            .target("target");
    FlowPattern nested = DynamicFlow.of(inner).nested("one", Map.of("volume", "v"));
    DynamicFlow.of(
            LinearFlow.named("outer")
                .add(nested)
                .add(
                    task("after")
                        .decider(
                            ElementDecider.of(in -> in.get(0, VOLUME).equals("found"))
                                .requires(VOLUME)
                                .rebind(Map.of("volume", "v")))))
        .run(Map.of());
    assertThat(log).containsExactly("one/x", "one/target", "after");
    assertThat(nested.name()).isEqualTo("one");
  }

  /** What a nested flow begins with is asked by the links to the flow, too. */
  @Test
  void theDecidersOfItsLinksSeeNothingFromOutside() {
    GraphFlow inner =
        GraphFlow.named("inner")
            .add(UnorderedFlow.named("nothing"))
            .add(task("first"))
            .link("nothing", "first", results -> log.add("inside " + results), Depth.ATOM);
    DynamicFlow.of(
            GraphFlow.named("outer")
                .add(Atom.named("look").provides(VOLUME).executes(in -> "found").build())
                .add(DynamicFlow.of(inner).nested("a-long-name", Map.of()))
                .link("look", "a-long-name", results -> log.add("outside " + results), Depth.ALL))
        .run(Map.of());
    assertThat(log).containsExactly("outside {look=found}", "inside {}", "a-long-name/first");
  }

  private Atom task(String name) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add(in.context().atom());
              return null;
            })
        .build();
  }

  @Test
  void elementDecidersAndInjectedValuesGoWithIt() {
    Atom injected =
        Atom.named("show")
            .requires(LABEL)
            .executes(in -> log.add(in.get(0, LABEL)))
            .build()
            .inject(LABEL, "injected")
            .decider(ElementDecider.of(in -> in.get(0, SIZE) > 1).requires(SIZE));
    DynamicFlow inner = DynamicFlow.of(LinearFlow.named("inner").add(injected));
    DynamicFlow outer =
        DynamicFlow.of(LinearFlow.named("outer").add(inner.nested("n", Map.of("size", "length"))));
    outer.run(Map.of("length", 1));
    assertThat(log).isEmpty();
    outer.run(Map.of("length", 2));
    assertThat(log).containsExactly("injected");
  }

  /** Takes an optional symbol that is no input of it, so no flow around may give it either. */
  private static final class Closed extends FlowDefinition<Results> {
    Closed(List<String> log) {
      super(
          "closed",
          "1.0",
          LinearFlow.named("closed")
              .add(
                  Atom.named("a")
                      .requiresOptional(LABEL)
                      .provides(VOLUME)
                      .executes(
                          in -> {
                            log.add(in.find(0, LABEL).orElse("nothing"));
                            return "v";
                          })
                      .build()),
          List.of(),
          List.of(new Provision(VOLUME, false)));
    }

    @Override
    protected Results outcome(Results results) {
      return results;
    }
  }

  @Test
  void whatIsNoInputIsNotTakenFromOutside() {
    Atom label = Atom.named("label").provides(LABEL).executes(in -> "outside").build();
    DynamicFlow.of(LinearFlow.named("outer").add(label).add(new Closed(log).nested("n", Map.of())))
        .run(Map.of());
    assertThat(log).containsExactly("nothing");
  }

  /** Provides a label, but only after those who could use it. */
  private static final class Late extends FlowDefinition<Results> {
    Late(List<String> log) {
      super(
          "late",
          "1.0",
          LinearFlow.named("late")
              .add(
                  Atom.named("early")
                      .requiresOptional(LABEL)
                      .executes(in -> log.add(in.find(0, LABEL).orElse("nothing")))
                      .revertRequiresOptional(LABEL)
                      .reverts(in -> log.add("-" + in.find(0, LABEL).orElse("nothing")))
                      .build())
              .add(Atom.named("label").provides(LABEL).executes(in -> "inside").build())
              .add(
                  Atom.named("after")
                      .requiresOptional(LABEL)
                      .executes(in -> log.add(in.find(0, LABEL).orElse("nothing")))
                      .build()),
          List.of(),
          List.of(new Provision(LABEL, false)));
    }

    @Override
    protected Results outcome(Results results) {
      return results;
    }
  }

  @Test
  void whatItProvidesTooLateIsNotTakenFromOutside() {
    FlowPattern middle =
        DynamicFlow.of(LinearFlow.named("mid").add(new Late(log).nested("n", Map.of())))
            .nested("m", Map.of("label", "ours"));
    Atom label =
        Atom.named("outside")
            .provides(Symbol.of("ours", String.class))
            .executes(in -> "outside")
            .build();
    Atom last =
        Atom.named("last")
            .requires(Symbol.of("ours", String.class))
            .executes(
                in -> {
                  log.add(in.get(0, Symbol.of("ours", String.class)));
                  throw new IllegalStateException("boom");
                })
            .build();
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("outer").add(label).add(middle).add(last));
    assertThatThrownBy(() -> flow.run(Map.of())).isInstanceOf(FlowFailedException.class);
    assertThat(log).containsExactly("nothing", "inside", "inside", "-nothing");
  }

  @Test
  void deepFlowsAreNested() {
    FlowPattern deep = LinearFlow.named("deep").add(task("a"));
    for (int i = 0; i < 10_000; i++) {
      deep = LinearFlow.named("deep" + i).add(deep);
    }
    DynamicFlow.of(LinearFlow.named("outer").add(DynamicFlow.of(deep).nested("n", Map.of())))
        .run(Map.of());
    assertThat(log).containsExactly("n/a");
  }

  @Test
  void refusesNamesThatDoNotFit() {
    DynamicFlow volume = volume();
    assertBad(
        () -> volume.nested("root", Map.of("sise", "rootSize")),
        "Flow 'volume-create' can't be the sub-flow 'root': it has no symbol 'sise' to be renamed"
            + " to 'rootSize'; did you mean 'size'?");
    assertBad(
        () -> volume.nested("root", Map.of("size", "label")),
        "Flow 'volume-create' can't be the sub-flow 'root': its symbols 'size' and 'label' would"
            + " both be 'label'; rename one of them to something else");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> volume.nested(" ", Map.of()))
        .withMessageStartingWith("The name of a nested flow must not be blank");
  }

  @Test
  void refusesAFlowThatIsNotWhatItWas() {
    DynamicFlow volume = volume();
    List<Provision> inputs = volume.inputs();
    List<Provision> outputs = volume.outputs();
    volume.nested("root", Map.of(), inputs, outputs);
    // What it takes and need not, and what it provides besides, does no harm.
    volume.nested("root", Map.of(), List.of(new Provision(SIZE, false)), List.of());
    assertChanged(List.of(), outputs, "it requires the input 'size: java.lang.Integer' now");
    assertChanged(
        List.of(new Provision(SIZE, true)),
        outputs,
        "its input 'size: java.lang.Integer' is not optional any more");
    assertChanged(
        List.of(new Provision(Symbol.of("size", String.class), false)),
        outputs,
        "its input 'size: java.lang.Integer' was 'size: java.lang.String'");
    assertChanged(
        inputs,
        List.of(new Provision(Symbol.of("disk", String.class), false)),
        "it does not provide 'disk: java.lang.String' any more");
    assertChanged(
        inputs,
        List.of(new Provision(Symbol.of("volume", Integer.class), false)),
        "it provides 'volume: java.lang.String', which was 'volume: java.lang.Integer'");
    DynamicFlow perhaps =
        DynamicFlow.of(
            LinearFlow.named("perhaps")
                .add(
                    Atom.named("a")
                        .provides(VOLUME)
                        .executes(in -> "v")
                        .build()
                        .decider(ElementDecider.of(in -> false))));
    assertBad(
        () -> perhaps.nested("p", Map.of(), List.of(), List.of(new Provision(VOLUME, false))),
        "Flow 'perhaps' can't be the sub-flow 'p': what it provides as 'volume?: java.lang.String'"
            + " may be absent now: the flow around was compiled against another version of it;"
            + " compile it against the one that it runs with");
  }

  private void assertChanged(List<Provision> inputs, List<Provision> outputs, String how) {
    assertBad(
        () -> volume().nested("root", Map.of(), inputs, outputs),
        "Flow 'volume-create' can't be the sub-flow 'root': "
            + how
            + ": the flow around was compiled against another version of it; compile it against"
            + " the one that it runs with");
  }

  private static void assertBad(Runnable nesting, String message) {
    assertThatThrownBy(nesting::run)
        .isInstanceOfSatisfying(
            InvalidFlowException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_SUBFLOW))
        .hasMessage("[Backstitch/BadSubflow] " + message);
  }

  /** Says that it provides what it does not. */
  private static final class Lying extends FlowDefinition<Results> {
    Lying(Symbol<?> output) {
      super(
          "lying",
          "1.0",
          LinearFlow.named("lying")
              .add(Atom.named("a").provides(VOLUME).executes(in -> "").build()),
          List.of(),
          List.of(new Provision(output, false)));
    }

    @Override
    protected Results outcome(Results results) {
      return results;
    }
  }

  @Test
  void refusesAnOutcomeThatNothingProvides() {
    assertThatThrownBy(() -> new Lying(Symbol.of("volumes", String.class)))
        .isInstanceOf(InvalidFlowException.class)
        .hasMessage(
            "[Backstitch/MissingProvider] The outcome of flow 'lying' has 'volumes: java.lang.String', which nothing in the flow"
                + " provides; did you mean 'volume'?");
    assertThatThrownBy(() -> new Lying(Symbol.of("volume", Integer.class)))
        .isInstanceOf(InvalidFlowException.class)
        .hasMessage(
            "[Backstitch/TypeMismatch] The outcome of flow 'lying' has 'volume: java.lang.Integer', but the flow provides"
                + " 'volume: java.lang.String'");
  }
}
