package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backstitch.InvalidFlowException;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.flow.ValueType;
import io.backstitch.graph.CompiledFlow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The processor and the runtime judge the same flow alike, and take a symbol from the same task.
 */
class AgreementTest {

  private static final int FLOWS = 3_000;

  /** What the runtime refuses as well. In other things the processor asks for more. */
  private static final Set<Kind> OF_BOTH =
      EnumSet.of(Kind.MISSING_PROVIDER, Kind.CYCLE, Kind.DUPLICATE_NAME, Kind.UNKNOWN_TASK);

  private int accepted;
  private int takenOfSeveral;
  private final Map<Kind, Integer> refused = new EnumMap<>(Kind.class);

  @Test
  void whatTheProcessorAcceptsIsBoundAsItSays() {
    for (int seed = 0; seed < FLOWS; seed++) {
      FlowModel flow = RandomModel.of(seed);
      Wiring wiring = new Wiring(flow);
      List<Report> errors = RandomModel.check(flow, wiring);
      if (errors.isEmpty()) {
        accepted++;
        CompiledFlow compiled = compile(flow, wiring);
        flow.tasks().forEach(task -> compare(flow, wiring, task, compiled));
        compareOutcome(wiring, compiled);
        checkOrder(wiring, compiled);
      } else {
        errors.forEach(error -> refused.merge(error.kind(), 1, Integer::sum));
        if (errors.stream().anyMatch(AgreementTest::isOfBoth)
            && flow.tasks().stream().noneMatch(AgreementTest::mayTakeItsOwn)) {
          assertThat(catchThrowable(() -> compile(flow, wiring)))
              .as(() -> RandomModel.shown(flow) + "\n" + errors)
              .isInstanceOf(InvalidFlowException.class);
        }
      }
    }
    // So that the flows do not all go one way some day.
    assertThat(accepted).isGreaterThan(FLOWS / 5);
    assertThat(takenOfSeveral).isGreaterThan(FLOWS / 50);
    assertThat(refused.keySet()).containsAll(OF_BOTH);
    assertThat(refused).containsKeys(Kind.AMBIGUOUS_PROVIDER, Kind.INPUT_CONFLICT, Kind.BAD_REVERT);
  }

  private static boolean isOfBoth(Report error) {
    // One task that provides a symbol twice is fine for the runtime, which takes the last.
    return OF_BOTH.contains(error.kind()) && !error.text().contains("twice");
  }

  /** For the runtime that is absent; for the processor a mistake. */
  private static boolean mayTakeItsOwn(TaskModel task) {
    return task.method().requirements().stream()
        .filter(ParameterModel::optional)
        .anyMatch(
            taken -> task.provided().stream().anyMatch(p -> p.symbol().equals(taken.symbol())));
  }

  private static CompiledFlow compile(FlowModel flow, Wiring wiring) {
    FlowPlan plan = FlowPlan.of(flow, wiring, false);
    return CompiledFlow.compile(
        "f",
        pattern(flow, plan),
        plan.inputs().stream()
            .map(input -> new Provision(symbol(input.name()), input.optional()))
            .toList());
  }

  private static FlowPattern pattern(FlowModel flow, FlowPlan plan) {
    List<Atom> atoms = flow.tasks().stream().map(task -> atom(flow, task)).toList();
    switch (flow.order()) {
      case LINEAR -> {
        LinearFlow linear = LinearFlow.named("f");
        for (Atom atom : atoms) {
          linear = linear.add(atom);
        }
        return linear;
      }
      case UNORDERED -> {
        UnorderedFlow unordered = UnorderedFlow.named("f");
        for (Atom atom : atoms) {
          unordered = unordered.add(atom);
        }
        return unordered;
      }
      default -> {
        GraphFlow graph = GraphFlow.named("f");
        for (Atom atom : atoms) {
          graph = graph.add(atom);
        }
        for (Wiring.Link link : plan.links()) {
          graph = graph.link(link.from(), link.to());
        }
        return graph;
      }
    }
  }

  private static Atom atom(FlowModel flow, TaskModel task) {
    AtomBuilder atom = Atom.named(task.name()).executes(in -> 1);
    for (ParameterModel parameter : task.method().requirements()) {
      if (parameter.optional()) {
        atom.requiresOptional(symbol(parameter.symbol()));
      } else {
        atom.requires(symbol(parameter.symbol()));
      }
    }
    List<Provision> provided =
        task.provided().stream().map(p -> new Provision(symbol(p.symbol()), false)).toList();
    if (provided.size() == 1) {
      atom.provides(symbol(task.provided().get(0).symbol()));
    } else if (!provided.isEmpty()) {
      atom.providesParts(ValueType.of(Object.class), (result, index) -> 1, provided);
    }
    RevertModel revert = flow.revertOf(task);
    if (revert != null) {
      for (ParameterModel parameter : revert.method().requirements()) {
        if (parameter.optional()) {
          atom.revertRequiresOptional(symbol(parameter.symbol()));
        } else {
          atom.revertRequires(symbol(parameter.symbol()));
        }
      }
      atom.reverts(in -> {});
    }
    return atom.build();
  }

  private static Symbol<Integer> symbol(String name) {
    return Symbol.of(name, Integer.class);
  }

  private void compare(FlowModel flow, Wiring wiring, TaskModel task, CompiledFlow compiled) {
    int node = compiled.node(task.name());
    List<ParameterModel> taken = task.method().requirements();
    for (int i = 0; i < taken.size(); i++) {
      String symbol = taken.get(i).symbol();
      Wiring.Source source = wiring.sourceOf(task, symbol);
      takenOfSeveral += source != null && wiring.sourcesOf(symbol).size() > 1 ? 1 : 0;
      assertThat(shown(compiled, symbol, compiled.slots().argument(node, i)))
          .as(() -> symbol + " of " + task.name() + " in " + RandomModel.shown(flow))
          .isEqualTo(shown(wiring, symbol, source));
    }
    RevertModel revert = flow.revertOf(task);
    List<ParameterModel> undone = revert == null ? List.of() : revert.method().requirements();
    for (int i = 0; i < undone.size(); i++) {
      String symbol = undone.get(i).symbol();
      assertThat(shown(compiled, symbol, compiled.slots().revertArgument(node, i)))
          .as(() -> symbol + " to undo " + task.name() + " in " + RandomModel.shown(flow))
          .isEqualTo(shown(wiring, symbol, wiring.sourceOfRevert(task, symbol)));
    }
  }

  private static void compareOutcome(Wiring wiring, CompiledFlow compiled) {
    wiring
        .sources()
        .forEach(
            (symbol, sources) ->
                assertThat(shown(compiled, symbol, compiled.slots().result(symbol)))
                    .isEqualTo(shown(wiring, symbol, sources.get(sources.size() - 1))));
  }

  /** Whoever provides a symbol, too, runs before the one that it is taken from, or too late. */
  private static void checkOrder(Wiring wiring, CompiledFlow compiled) {
    for (List<Wiring.Source> sources : wiring.sources().values()) {
      for (int i = 1; i < sources.size(); i++) {
        int before = compiled.node(sources.get(i - 1).task().name());
        int after = compiled.node(sources.get(i).task().name());
        assertThat(Arrays.stream(compiled.reachableFrom(before)).boxed()).contains(after);
      }
    }
  }

  private static String shown(CompiledFlow compiled, String symbol, int slot) {
    if (slot == CompiledFlow.ABSENT) {
      return "absent";
    }
    List<Provision> inputs = compiled.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      if (compiled.slots().input(i) == slot) {
        return "input " + inputs.get(i).symbol().name();
      }
    }
    int node = compiled.slots().providerOf(slot);
    Atom atom = compiled.atom(node);
    assertThat(atom).isNotNull();
    List<String> symbols = new ArrayList<>();
    IntStream.range(0, atom.provisions().size())
        .filter(i -> atom.parts() == null || compiled.slots().part(node, i) == slot)
        .forEach(i -> symbols.add(atom.provisions().get(i).symbol().name()));
    assertThat(symbols).containsExactly(symbol);
    return "task " + atom.name();
  }

  private static String shown(Wiring wiring, String symbol, Wiring.Source source) {
    return wiring.inputs().containsKey(symbol)
        ? "input " + symbol
        : source == null ? "absent" : "task " + source.task().name();
  }
}
