package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.palantir.javapoet.ClassName;
import io.backstitch.FlowDefinition;
import io.backstitch.InvalidFlowException;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.flow.ValueType;
import io.backstitch.graph.CompiledFlow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The processor and the runtime judge flows within flows alike, down to each atom. */
class SubflowAgreementTest {

  private static final int FLOWS = 6_000;
  private static final List<String> NAMES = List.of("s", "t", "u", "v", "w", "x", "y", "z", "i");

  private int accepted;
  private int takenThrough;
  private final Map<Kind, Integer> refused = new EnumMap<>(Kind.class);

  /** A flow, and those that are its sub-flows, by their names. */
  private record Nested(FlowModel flow, Wiring wiring, Map<String, Nested> inside) {

    static Nested of(FlowModel flow, Map<String, Nested> inside) {
      return new Nested(flow, new Wiring(flow), inside);
    }
  }

  @Test
  void whatTheProcessorAcceptsIsBoundAsItSays() {
    for (int seed = 0; seed < FLOWS; seed++) {
      FlowModel inner = unguarded(RandomModel.of(seed));
      FlowModel outer = unguarded(RandomModel.of(seed + FLOWS));
      if (takesAttempts(inner) || takesAttempts(outer)) {
        continue;
      }
      Nested nested = Nested.of(inner, Map.of());
      if (!RandomModel.check(nested.flow(), nested.wiring()).isEmpty()) {
        continue;
      }
      Nested around = around(new Random(seed), outer, nested);
      List<Report> errors = RandomModel.check(around.flow(), around.wiring());
      if (errors.isEmpty()) {
        accepted++;
        compare(around, new Defined(around).graph());
      } else {
        errors.forEach(error -> refused.merge(error.kind(), 1, Integer::sum));
        if (errors.stream().anyMatch(error -> error.kind() == Kind.CYCLE)
            && around.flow().tasks().stream().noneMatch(AgreementTest::mayTakeItsOwn)) {
          assertThat(catchThrowable(() -> new Defined(around)))
              .as(() -> shown(around) + "\n" + errors)
              .isInstanceOf(InvalidFlowException.class);
        }
      }
    }
    assertThat(accepted).isGreaterThan(FLOWS / 50);
    assertThat(takenThrough).isGreaterThan(FLOWS / 20);
    assertThat(refused)
        .containsKeys(
            Kind.AMBIGUOUS_PROVIDER, Kind.CYCLE, Kind.INPUT_CONFLICT, Kind.MISSING_PROVIDER);
  }

  /** Deciders and retries have a test of their own. */
  private static FlowModel unguarded(FlowModel flow) {
    return with(flow, flow.members(), List.of(), List.of());
  }

  private static boolean takesAttempts(FlowModel flow) {
    return flow.methods().stream()
        .flatMap(method -> method.requirements().stream())
        .anyMatch(taken -> taken.role() == Role.ATTEMPT);
  }

  private static FlowModel with(
      FlowModel flow, List<Member> members, List<DeciderModel> deciders, List<RetryModel> retries) {
    return new FlowModel(
        flow.at(),
        flow.source(),
        flow.flow(),
        flow.isPublic(),
        flow.access(),
        flow.generic(),
        flow.deprecated(),
        flow.environment(),
        flow.gaps(),
        members,
        flow.reverts(),
        deciders,
        retries);
  }

  private static Wiring.Source before(Nested nested, TaskModel task, String symbol) {
    List<Wiring.Source> sources = nested.wiring().sourcesBefore(task, symbol);
    return sources.isEmpty() ? null : sources.get(0);
  }

  /** Puts a flow once or twice into another. */
  private static Nested around(Random random, FlowModel flow, Nested nested) {
    FlowPlan plan = FlowPlan.of(nested.flow(), nested.wiring(), false);
    List<SubflowModel> subflows = new ArrayList<>();
    Set<String> provided = new HashSet<>();
    flow.tasks().forEach(task -> task.provided().forEach(each -> provided.add(each.symbol())));
    Map<String, Nested> inside = new LinkedHashMap<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      SubflowModel subflow = subflow(random, "n" + i, flow, plan);
      subflow.provided().forEach(each -> provided.add(each.symbol()));
      subflows.add(subflow);
      inside.put(subflow.name(), nested);
    }
    List<Member> members = new ArrayList<>(flow.members());
    for (SubflowModel subflow : subflows) {
      List<ParameterModel> taken =
          subflow.inputs().stream().map(slot -> parameter(subflow, slot, provided)).toList();
      members.add(random.nextInt(members.size() + 1), subflow.taking(taken));
    }
    return Nested.of(with(flow, members, flow.deciders(), flow.retries()), inside);
  }

  private static SubflowModel subflow(Random random, String name, FlowModel flow, FlowPlan plan) {
    List<String> free = new ArrayList<>(NAMES);
    Collections.shuffle(free, random);
    Map<String, String> rename = new LinkedHashMap<>();
    List<SubflowModel.Slot> inputs = slots(plan.inputs());
    List<SubflowModel.Slot> outputs = slots(plan.outputs());
    inputs.forEach(slot -> rename.put(slot.name(), free.remove(0)));
    outputs.forEach(slot -> rename.put(slot.name(), free.remove(0)));
    List<TaskModel.Name> after = new ArrayList<>();
    if (flow.order() == FlowModel.Order.GRAPH && random.nextInt(3) == 0) {
      after.add(new TaskModel.Name(at(), flow.tasks().get(0).name()));
    }
    return new SubflowModel(
        at(),
        at(),
        name,
        after,
        new SubflowModel.Field(name, false, false, Deprecation.NONE),
        "N",
        ClassName.get("demo", "NFlow"),
        inputs,
        outputs,
        rename,
        List.of(),
        outputs.stream()
            .map(s -> new ProvidedModel(at(), rename.get(s.name()), s.type(), false, false))
            .toList(),
        FlowModel.Gaps.NONE);
  }

  private static At at() {
    return new At(0);
  }

  private static List<SubflowModel.Slot> slots(List<FlowPlan.Value> values) {
    return values.stream()
        .map(v -> new SubflowModel.Slot(v.name(), RandomModel.INTEGER, v.optional()))
        .toList();
  }

  private static ParameterModel parameter(
      SubflowModel subflow, SubflowModel.Slot slot, Set<String> provided) {
    String ours = subflow.rename().get(slot.name());
    return new ParameterModel(
        at(),
        at(),
        slot.name(),
        provided.contains(ours) ? Role.SYMBOL : Role.INPUT,
        ours,
        slot.type(),
        slot.type(),
        slot.optional(),
        false,
        false,
        false,
        Form.SUBFLOW,
        List.of());
  }

  /** What the processor writes for a flow. */
  private static final class Defined extends FlowDefinition<Results> {

    Defined(Nested nested) {
      this(nested, FlowPlan.of(nested.flow(), nested.wiring(), false));
    }

    private Defined(Nested nested, FlowPlan plan) {
      super(
          "f",
          "1.0",
          patternOf(nested, plan),
          provisions(plan.inputs()),
          provisions(plan.outputs()));
    }

    @Override
    protected Results outcome(Results results) {
      return results;
    }
  }

  private static List<Provision> provisions(List<FlowPlan.Value> values) {
    return values.stream().map(v -> new Provision(symbol(v.name()), v.optional())).toList();
  }

  private static FlowPattern patternOf(Nested nested, FlowPlan plan) {
    List<FlowElement> elements =
        nested.flow().members().stream().map(member -> element(nested, member)).toList();
    switch (nested.flow().order()) {
      case LINEAR -> {
        LinearFlow linear = LinearFlow.named("f");
        for (FlowElement element : elements) {
          linear = linear.add(element);
        }
        return linear;
      }
      case UNORDERED -> {
        UnorderedFlow unordered = UnorderedFlow.named("f");
        for (FlowElement element : elements) {
          unordered = unordered.add(element);
        }
        return unordered;
      }
      default -> {
        GraphFlow graph = GraphFlow.named("f");
        for (FlowElement element : elements) {
          graph = graph.add(element);
        }
        for (Wiring.Link link : plan.links()) {
          graph = graph.link(link.from(), link.to());
        }
        return graph;
      }
    }
  }

  private static FlowElement element(Nested nested, Member member) {
    if (member instanceof SubflowModel subflow) {
      Defined inside = new Defined(nested.inside().get(subflow.name()));
      return inside.nested(subflow.name(), subflow.rename(), inside.inputs(), inside.outputs());
    }
    TaskModel task = (TaskModel) member;
    AtomBuilder atom = Atom.named(task.name()).executes(in -> 1);
    for (ParameterModel taken : task.requirements()) {
      if (taken.optional()) {
        atom.requiresOptional(symbol(taken.symbol()));
      } else {
        atom.requires(symbol(taken.symbol()));
      }
    }
    List<Provision> provided =
        task.provided().stream().map(p -> new Provision(symbol(p.symbol()), false)).toList();
    if (provided.size() == 1) {
      atom.provides(provided.get(0).symbol());
    } else if (!provided.isEmpty()) {
      atom.providesParts(ValueType.of(Object.class), (result, index) -> 1, provided);
    }
    RevertModel revert = nested.flow().revertOf(task);
    if (revert != null) {
      for (ParameterModel taken : revert.method().requirements()) {
        if (taken.optional()) {
          atom.revertRequiresOptional(symbol(taken.symbol()));
        } else {
          atom.revertRequires(symbol(taken.symbol()));
        }
      }
      atom.reverts(in -> {});
    }
    return atom.build();
  }

  private static Symbol<Integer> symbol(String name) {
    return Symbol.of(name, Integer.class);
  }

  private void compare(Nested around, CompiledFlow compiled) {
    for (Member member : around.flow().members()) {
      if (member instanceof TaskModel task) {
        compare(around, "", task, compiled, (symbol, source) -> outer(around, symbol, source));
      } else {
        SubflowModel subflow = (SubflowModel) member;
        Nested inside = around.inside().get(subflow.name());
        for (TaskModel task : inside.flow().tasks()) {
          compare(
              inside,
              subflow.name() + "/",
              task,
              compiled,
              (symbol, source) -> inner(around, subflow, inside, symbol, source));
        }
      }
    }
    for (String symbol : around.wiring().sources().keySet()) {
      List<Wiring.Source> sources = around.wiring().sourcesOf(symbol);
      assertThat(shown(compiled, compiled.slots().result(symbol)))
          .as(() -> symbol + " in " + shown(around))
          .isEqualTo(outer(around, symbol, sources.get(sources.size() - 1)));
    }
  }

  /** Tells which atom or input a value comes from. */
  private interface Expected {
    String of(String symbol, Wiring.Source source);
  }

  private void compare(
      Nested nested, String prefix, TaskModel task, CompiledFlow compiled, Expected expected) {
    int node = compiled.node(prefix + task.name());
    List<ParameterModel> taken = task.requirements();
    for (int i = 0; i < taken.size(); i++) {
      String symbol = taken.get(i).symbol();
      String wanted = expected.of(symbol, nested.wiring().sourceOf(task, symbol));
      takenThrough += wanted.contains("/") != !prefix.isEmpty() ? 1 : 0;
      assertThat(shown(compiled, compiled.slots().argument(node, i)))
          .as(() -> symbol + " of " + prefix + task.name() + " in " + shown(nested))
          .isEqualTo(wanted);
    }
    RevertModel revert = nested.flow().revertOf(task);
    List<ParameterModel> undone = revert == null ? List.of() : revert.method().requirements();
    for (int i = 0; i < undone.size(); i++) {
      String symbol = undone.get(i).symbol();
      assertThat(shown(compiled, compiled.slots().revertArgument(node, i)))
          .as(() -> symbol + " to undo " + prefix + task.name() + " in " + shown(nested))
          .isEqualTo(expected.of(symbol, before(nested, task, symbol)));
    }
  }

  private static String outer(Nested around, String symbol, Wiring.Source source) {
    if (around.wiring().inputs().containsKey(symbol)) {
      return "input " + symbol;
    }
    if (source == null) {
      return "absent";
    }
    if (source.member() instanceof TaskModel task) {
      return "task " + task.name();
    }
    SubflowModel subflow = (SubflowModel) source.member();
    String theirs =
        subflow.rename().entrySet().stream()
            .filter(each -> each.getValue().equals(symbol))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    List<Wiring.Source> inside = around.inside().get(subflow.name()).wiring().sourcesOf(theirs);
    return "task " + subflow.name() + "/" + inside.get(inside.size() - 1).member().name();
  }

  private static String inner(
      Nested around, SubflowModel subflow, Nested inside, String symbol, Wiring.Source source) {
    if (inside.wiring().inputs().containsKey(symbol)) {
      String ours = subflow.rename().get(symbol);
      return outer(around, ours, around.wiring().sourceOf(subflow, ours));
    }
    return source == null ? "absent" : "task " + subflow.name() + "/" + source.member().name();
  }

  private static String shown(CompiledFlow compiled, int slot) {
    if (slot == CompiledFlow.ABSENT) {
      return "absent";
    }
    for (int i = 0; i < compiled.inputs().size(); i++) {
      if (compiled.slots().input(i) == slot) {
        return "input " + compiled.inputs().get(i).symbol().name();
      }
    }
    return "task " + compiled.atom(compiled.slots().providerOf(slot)).name();
  }

  private static String shown(Nested nested) {
    StringBuilder text = new StringBuilder(RandomModel.shown(nested.flow()));
    for (SubflowModel subflow : nested.flow().subflows()) {
      text.append("\n  ")
          .append(subflow.name())
          .append(subflow.rename())
          .append(subflow.after())
          .append(RandomModel.shown(nested.inside().get(subflow.name()).flow()));
    }
    return text.toString();
  }
}
