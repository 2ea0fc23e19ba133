package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backstitch.FlowDefinition;
import io.backstitch.InvalidFlowException;
import io.backstitch.annotation.Depth;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
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
import java.util.Random;
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
  private int skipped;
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
        compareOutcome(flow, wiring, compiled);
        checkOrder(wiring, compiled);
        run(flow, wiring, seed);
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
    assertThat(skipped).isGreaterThan(FLOWS / 50);
    assertThat(refused.keySet()).containsAll(OF_BOTH);
    assertThat(refused)
        .containsKeys(
            Kind.AMBIGUOUS_PROVIDER,
            Kind.INPUT_CONFLICT,
            Kind.BAD_REVERT,
            Kind.BAD_DECIDER,
            Kind.SKIPPED_VALUE);
  }

  private static boolean isOfBoth(Report error) {
    // One task that provides a symbol twice is fine for the runtime, which takes the last.
    return OF_BOTH.contains(error.kind()) && !error.text().contains("twice");
  }

  /** For the runtime that is absent; for the processor a mistake. */
  static boolean mayTakeItsOwn(TaskModel task) {
    return task.method().requirements().stream()
        .filter(ParameterModel::optional)
        .anyMatch(
            taken -> task.provided().stream().anyMatch(p -> p.symbol().equals(taken.symbol())));
  }

  private static CompiledFlow compile(FlowModel flow, Wiring wiring) {
    FlowPlan plan = FlowPlan.of(flow, wiring, false);
    return CompiledFlow.compile("f", pattern(flow, plan, new Random(0)), inputs(plan));
  }

  private static List<Provision> inputs(FlowPlan plan) {
    return plan.inputs().stream()
        .map(input -> new Provision(symbol(input.name()), input.optional()))
        .toList();
  }

  /** What the processor writes for a flow. */
  private static final class Generated extends FlowDefinition<Results> {

    private final int inputs;

    Generated(FlowPattern pattern, List<Provision> inputs) {
      super("f", "1.0", pattern, inputs);
      this.inputs = inputs.size();
    }

    Results run() {
      Object[] values = new Object[inputs];
      Arrays.fill(values, 1);
      return bind(values).run(TaskExecutor.serial());
    }

    @Override
    protected Results outcome(Results results) {
      return results;
    }
  }

  private static FlowPattern pattern(FlowModel flow, FlowPlan plan, Random answers) {
    List<FlowElement> atoms =
        flow.tasks().stream().map(task -> element(flow, task, answers)).toList();
    switch (flow.order()) {
      case LINEAR -> {
        LinearFlow linear = LinearFlow.named("f");
        for (FlowElement atom : atoms) {
          linear = linear.add(atom);
        }
        return linear;
      }
      case UNORDERED -> {
        UnorderedFlow unordered = UnorderedFlow.named("f");
        for (FlowElement atom : atoms) {
          unordered = unordered.add(atom);
        }
        return unordered;
      }
      default -> {
        GraphFlow graph = GraphFlow.named("f");
        for (FlowElement atom : atoms) {
          graph = graph.add(atom);
        }
        for (Wiring.Link link : plan.links()) {
          graph = graph.link(link.from(), link.to());
        }
        return graph;
      }
    }
  }

  /** What the processor writes for a task. */
  private static FlowElement element(FlowModel flow, TaskModel task, Random answers) {
    Atom atom = atom(flow, task);
    List<ElementDecider> deciders =
        flow.decidersOf(task).stream().map(each -> decider(each, answers)).toList();
    RetryModel retry = flow.retryOf(task);
    if (retry == null) {
      for (ElementDecider decider : deciders) {
        atom = atom.decider(decider);
      }
      return atom;
    }
    RetryAtom controller = RetryAtom.of(new Once());
    ParameterModel collection = retry.forEach().collection();
    if (collection != null) {
      controller =
          controller
              .requires(symbol(collection.symbol()))
              .provides(symbol(retry.forEach().as().value()));
    }
    LinearFlow guarded = LinearFlow.named(task.name()).retry(controller).add(atom);
    for (ElementDecider decider : deciders) {
      guarded = guarded.decider(decider);
    }
    return guarded;
  }

  private static ElementDecider decider(DeciderModel model, Random answers) {
    ElementDecider decider =
        ElementDecider.of(in -> answers.nextBoolean()).depth(Depth.valueOf(model.depth().name()));
    for (ParameterModel parameter : model.method().requirements()) {
      Symbol<Integer> symbol = symbol(parameter.symbol());
      decider = parameter.optional() ? decider.requiresOptional(symbol) : decider.requires(symbol);
    }
    return decider;
  }

  /** Tries one value, and never again. */
  private static final class Once implements RetryController {

    @Override
    public Object execute(RetryHistory history, Arguments in) {
      return 1;
    }

    @Override
    public RetryDecision onFailure(RetryHistory history, Arguments in) {
      return RetryDecision.REVERT;
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
      List<Wiring.Source> sources = wiring.sourcesOf(task, symbol);
      takenOfSeveral += !sources.isEmpty() && wiring.sourcesOf(symbol).size() > 1 ? 1 : 0;
      assertThat(shown(compiled, taken.get(i), compiled.slots().argument(node, i)))
          .as(() -> symbol + " of " + task.name() + " in " + RandomModel.shown(flow))
          .isEqualTo(
              taken.get(i).role() == Role.ATTEMPT
                  ? List.of("task " + task.name() + "_retry")
                  : shown(flow, wiring, symbol, sources));
    }
    RevertModel revert = flow.revertOf(task);
    List<ParameterModel> undone = revert == null ? List.of() : revert.method().requirements();
    for (int i = 0; i < undone.size(); i++) {
      String symbol = undone.get(i).symbol();
      assertThat(shown(compiled, undone.get(i), compiled.slots().revertArgument(node, i)))
          .as(() -> symbol + " to undo " + task.name() + " in " + RandomModel.shown(flow))
          .isEqualTo(
              undone.get(i).role() == Role.ATTEMPT
                  ? List.of("task " + task.name() + "_retry")
                  : shown(flow, wiring, symbol, wiring.sourcesBefore(task, symbol)));
    }
  }

  /** Whatever the deciders say, what is not optional is there. */
  private void run(FlowModel flow, Wiring wiring, int seed) {
    FlowPlan plan = FlowPlan.of(flow, wiring, false);
    int runs = flow.deciders().isEmpty() ? 0 : 4;
    for (int i = 0; i < runs; i++) {
      FlowPattern pattern = pattern(flow, plan, new Random(seed * 4L + i));
      Results results = new Generated(pattern, inputs(plan)).run();
      for (FlowPlan.Value output : plan.outputs()) {
        Object value = results.getOrNull(symbol(output.name()));
        skipped += value == null ? 1 : 0;
        assertThat(value != null || output.optional())
            .as(() -> output.name() + " of " + RandomModel.shown(flow))
            .isTrue();
      }
    }
  }

  private static void compareOutcome(FlowModel flow, Wiring wiring, CompiledFlow compiled) {
    wiring
        .sources()
        .forEach(
            (symbol, sources) ->
                assertThat(shown(compiled, symbol, compiled.slots().result(symbol)))
                    .isEqualTo(shown(flow, wiring, symbol, wiring.sourcesOfOutcome(symbol))));
  }

  /** Whoever provides a symbol, too, runs before the one that it is taken from, or too late. */
  private static void checkOrder(Wiring wiring, CompiledFlow compiled) {
    for (List<Wiring.Source> sources : wiring.sources().values()) {
      for (int i = 1; i < sources.size(); i++) {
        int before = compiled.node(sources.get(i - 1).member().name());
        int after = compiled.node(sources.get(i).member().name());
        assertThat(Arrays.stream(compiled.reachableFrom(before)).boxed()).contains(after);
      }
    }
  }

  /** Of what a retry tries, only the nearest counts, as that is never skipped by itself. */
  private static List<String> shown(CompiledFlow compiled, ParameterModel parameter, int taken) {
    List<String> all = shown(compiled, parameter.symbol(), taken);
    return parameter.role() == Role.ATTEMPT ? all.subList(0, 1) : all;
  }

  /** Who provides a value, the nearest first. */
  private static List<String> shown(CompiledFlow compiled, String symbol, int taken) {
    List<String> shown = new ArrayList<>();
    int at = taken;
    for (; at < CompiledFlow.ABSENT; at = compiled.slots().fartherThan(at)) {
      shown.add(provider(compiled, symbol, compiled.slots().nearestOf(at)));
    }
    if (at > CompiledFlow.ABSENT) {
      shown.add(provider(compiled, symbol, at));
    }
    return shown;
  }

  private static String provider(CompiledFlow compiled, String symbol, int slot) {
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

  private static List<String> shown(
      FlowModel flow, Wiring wiring, String symbol, List<Wiring.Source> sources) {
    if (wiring.inputs().containsKey(symbol)) {
      return List.of("input " + symbol);
    }
    return sources.stream()
        // Without deciders there is no need for more than one.
        .limit(flow.deciders().isEmpty() ? 1 : sources.size())
        .map(source -> "task " + source.member().name())
        .toList();
  }
}
