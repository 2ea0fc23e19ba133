package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A flow made up from a number, as if it had been read: some tasks and what they take and give,
 * right or wrong. All values are integers, as types are none of the runtime's business.
 */
final class RandomModel {

  static final TypeRef INTEGER =
      new TypeRef(ClassName.get(Integer.class), false, false, false, Deprecation.NONE);
  private static final List<String> SYMBOLS = List.of("s", "t", "u", "v", "w");
  private static final List<String> INPUTS = List.of("i", "j");

  private final Random random;
  private final List<String> provided = new ArrayList<>();
  private final List<DeciderModel> deciders = new ArrayList<>();
  private final List<RetryModel> retries = new ArrayList<>();
  private int places;

  private RandomModel(long seed) {
    this.random = new Random(seed);
  }

  static FlowModel of(long seed) {
    return new RandomModel(seed).flow();
  }

  private FlowModel flow() {
    int size = 1 + random.nextInt(7);
    FlowModel.Order order =
        chance(10)
            ? FlowModel.Order.UNORDERED
            : chance(3) ? FlowModel.Order.LINEAR : FlowModel.Order.GRAPH;
    List<TaskModel> tasks = new ArrayList<>();
    List<RevertModel> reverts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String name = chance(100) ? "t0" : "t" + i;
      List<TaskModel.Name> after = new ArrayList<>();
      while (order == FlowModel.Order.GRAPH && chance(3)) {
        int before = chance(20) ? random.nextInt(size) : random.nextInt(i + 1) - 1;
        after.add(new TaskModel.Name(at(), before < 0 || chance(100) ? "?" : "t" + before));
      }
      after.removeIf(each -> each.name().equals("?") && !chance(20));
      List<String> visible = new ArrayList<>(provided);
      if (chance(6)) {
        deciders.add(decider(name, visible));
      }
      String tried = chance(6) ? retry(name, visible) : "";
      MethodModel method = method(name, visible, tried);
      List<ProvidedModel> gives = gives();
      gives.forEach(each -> provided.add(each.symbol()));
      tasks.add(task(name, after, method, gives));
      if (chance(2)) {
        method.requirements().stream()
            .filter(each -> each.role() != Role.ATTEMPT)
            .forEach(each -> visible.add(each.symbol()));
        reverts.add(new RevertModel(at(), at(), name, method("undo" + i, visible, tried)));
      }
    }
    if (order == FlowModel.Order.GRAPH) {
      Collections.shuffle(tasks, random);
    }
    return new FlowModel(
        at(),
        ClassName.get("demo", "F"),
        new FlowModel.Declaration(at(), "f", order, at(), "1.0"),
        false,
        FlowModel.Access.OPEN,
        false,
        Deprecation.NONE,
        new FlowModel.Environment(true, false, true),
        new FlowModel.Gaps(false, Set.of()),
        List.copyOf(tasks),
        reverts,
        deciders,
        retries);
  }

  private TaskModel task(
      String name, List<TaskModel.Name> after, MethodModel method, List<ProvidedModel> provided) {
    return new TaskModel(
        at(),
        at(),
        name,
        at(),
        "1.0",
        0,
        at(),
        false,
        after,
        method,
        new ResultModel(INTEGER, INTEGER, false, false),
        at(),
        !provided.isEmpty(),
        false,
        provided.size() > 1 ? PartsKind.LIST : PartsKind.WHOLE,
        provided);
  }

  private List<ProvidedModel> gives() {
    List<ProvidedModel> gives = new ArrayList<>();
    Set<String> names = new HashSet<>();
    while (gives.size() < 3 && chance(2)) {
      String symbol = chance(50) ? one(INPUTS) : one(SYMBOLS);
      if (names.add(symbol) || chance(20)) {
        gives.add(new ProvidedModel(at(), symbol, INTEGER, false, false));
      }
    }
    return gives;
  }

  private DeciderModel decider(String task, List<String> visible) {
    return new DeciderModel(
        at(),
        at(),
        task,
        one(List.of(DeciderModel.Depth.values())),
        new TypeRef(TypeName.BOOLEAN, false, false, false, Deprecation.NONE),
        method("decide" + deciders.size(), visible, ""));
  }

  /** Adds a retry of a task, and returns what the task sees of it: blank if there is nothing. */
  private String retry(String task, List<String> visible) {
    boolean each = chance(2) && !visible.isEmpty();
    String symbol = !each ? "" : chance(3) ? "c" : one(visible);
    String as = each ? "e" : "";
    At at = at();
    ParameterModel collection =
        each ? parameter(symbol.equals("c") ? Role.INPUT : Role.SYMBOL, symbol, false) : null;
    retries.add(
        new RetryModel(
            at,
            task,
            false,
            new Placed<>(at, OptionalInt.empty()),
            new Placed<>(at, ""),
            new Placed<>(at, ""),
            new Placed<>(at, 1.0),
            new Placed<>(at, 0.0),
            List.of(),
            List.of(),
            RetryModel.Scope.SUBFLOW,
            new RetryModel.ForEach(
                new Placed<>(at, symbol), new Placed<>(at, as), collection, each ? INTEGER : null),
            null,
            List.of()));
    return as;
  }

  private ParameterModel parameter(Role role, String symbol, boolean optional) {
    return new ParameterModel(
        at(),
        at(),
        "p" + places,
        role,
        symbol,
        INTEGER,
        INTEGER,
        optional,
        false,
        false,
        false,
        Form.VALUE,
        List.of());
  }

  /** A method that mostly takes what was provided before it. */
  private MethodModel method(String name, List<String> visible, String tried) {
    List<ParameterModel> parameters = new ArrayList<>();
    while (parameters.size() < 3 && chance(2)) {
      boolean input = chance(4);
      String symbol =
          input ? one(INPUTS) : chance(20) ? one(SYMBOLS) : visible.isEmpty() ? "" : one(visible);
      if (symbol.isEmpty()) {
        continue;
      }
      parameters.add(parameter(input ? Role.INPUT : Role.SYMBOL, symbol, chance(4)));
    }
    if (!tried.isEmpty()) {
      parameters.add(parameter(Role.ATTEMPT, tried, false));
    }
    return new MethodModel(
        at(), name, false, MethodModel.Access.OPEN, false, Deprecation.NONE, parameters, List.of());
  }

  /** A flow, for people. */
  static String shown(FlowModel flow) {
    StringBuilder text = new StringBuilder(flow.order().toString());
    for (TaskModel task : flow.tasks()) {
      text.append("\n  ").append(task.name()).append(shown(task.method())).append(" ->");
      task.provided().forEach(p -> text.append(' ').append(p.symbol()));
      task.after().forEach(a -> text.append(" after ").append(a.name()));
    }
    for (DeciderModel decider : flow.deciders()) {
      text.append("\n  whether ").append(decider.task()).append(shown(decider.method()));
      text.append(' ').append(decider.depth());
    }
    for (RetryModel retry : flow.retries()) {
      text.append("\n  retry ")
          .append(retry.member())
          .append(' ')
          .append(retry.forEach().symbol().value());
    }
    for (RevertModel revert : flow.reverts()) {
      text.append("\n  undo ").append(revert.task()).append(shown(revert.method()));
    }
    return text.toString();
  }

  private static String shown(MethodModel method) {
    return method.parameters().stream()
        .map(p -> p.role() + " " + p.symbol() + (p.optional() ? "?" : ""))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** Checks a flow as the processor does. */
  static List<Report> check(FlowModel flow, Wiring wiring) {
    List<Report> reports = new ArrayList<>();
    Checks.run(new FlowView(flow, wiring, new Integers(), new Sources(Set.of())), reports);
    reports.removeIf(Report::warning);
    return reports;
  }

  /** Knows that everything is an integer. */
  private record Integers() implements TypeOracle {

    @Override
    public boolean assignable(TypeRef from, TypeRef to) {
      return true;
    }

    @Override
    public @Nullable String unstorable(TypeRef type) {
      return null;
    }
  }

  private At at() {
    return new At(places++);
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
