package io.backstitch.processor;

import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code BadDecider}: what a decider cannot return or take. */
final class DeciderCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    for (DeciderModel decider : view.flow().deciders()) {
      if (!decider.returned().name().equals(TypeName.BOOLEAN)) {
        reports.add(
            Report.error(
                Kind.BAD_DECIDER,
                decider.at(),
                "Decider '"
                    + decider.method().name()
                    + "' returns "
                    + decider.returned()
                    + ", but what it decides is yes or no. Let it return boolean"));
      }
    }
    if (view.flow().flow() != null) {
      for (TaskModel task : view.flow().tasks()) {
        for (DeciderModel decider : view.flow().decidersOf(task)) {
          parameters(view, task, decider, reports);
        }
      }
    }
    return reports;
  }

  private static void parameters(
      FlowView view, TaskModel task, DeciderModel decider, List<Report> reports) {
    for (ParameterModel parameter : decider.method().requirements()) {
      if (!isThere(view, task, parameter)) {
        String text = text(view, task, decider, parameter);
        reports.add(
            parameter.optional() && view.flow().retryTrying(parameter.symbol()) == null
                ? Report.warning(
                    Kind.MISSING_PROVIDER, parameter.nameAt(), text + ". It will always be absent")
                : Report.error(
                    Kind.BAD_DECIDER, parameter.nameAt(), text + advice(view, task, parameter)));
      }
    }
  }

  /** Also if what is wrong is reported elsewhere. */
  private static boolean isThere(FlowView view, TaskModel task, ParameterModel parameter) {
    Wiring wiring = view.wiring();
    String symbol = parameter.symbol();
    return parameter.role() != Role.SYMBOL
        || parameter.isReported()
        || symbol.isBlank()
        || !wiring.loops().isEmpty()
        || wiring.inputs().containsKey(symbol)
        || wiring.open().contains(symbol)
        || view.flow().gaps().excuse(symbol)
        || !wiring.sourcesBefore(task, symbol).isEmpty();
  }

  private static String text(
      FlowView view, TaskModel task, DeciderModel decider, ParameterModel parameter) {
    return "Decider '"
        + decider.method().name()
        + "' takes the symbol '"
        + parameter.symbol()
        + "' ("
        + parameter.type()
        + "), but "
        + why(view, task, parameter.symbol());
  }

  private static String why(FlowView view, TaskModel task, String symbol) {
    List<Wiring.Source> sources = view.wiring().sourcesOf(symbol);
    if (sources.isEmpty()) {
      return view.flow().retryTrying(symbol) != null
          ? "only what a @Retry guards sees that one, and the decider of a task stands before it"
          : "no task provides it, and it is no @Input";
    }
    if (sources.stream().allMatch(source -> source.task().equals(task))) {
      return "that is what the task '"
          + task.name()
          + "' provides itself, which it guards, and which has not run when it is asked";
    }
    return "what provides it, "
        + Near.list(sources.stream().map(s -> s.task().name()).distinct().toList())
        + ", does not run before the task '"
        + task.name()
        + "', and a decider does not make it wait";
  }

  private static String advice(FlowView view, TaskModel task, ParameterModel parameter) {
    List<String> others =
        view.wiring().sourcesOf(parameter.symbol()).stream()
            .map(source -> source.task().name())
            .filter(name -> !name.equals(task.name()))
            .toList();
    if (others.isEmpty()) {
      Set<String> known = new LinkedHashSet<>(view.wiring().inputs().keySet());
      view.wiring()
          .sources()
          .keySet()
          .forEach(
              symbol -> {
                if (!view.wiring().sourcesBefore(task, symbol).isEmpty()) {
                  known.add(symbol);
                }
              });
      List<String> near = Near.to(parameter.symbol(), known);
      return "."
          + (near.isEmpty() ? "" : " Did you mean " + Near.list(near) + "?")
          + " Take what runs before that task provides, or an @Input";
    }
    return switch (view.flow().order()) {
      case GRAPH ->
          ". Write @Task(after = \""
              + others.get(0)
              + "\") on '"
              + task.name()
              + "', or let that task take the symbol, too";
      case LINEAR -> ". Move the method '" + others.get(0) + "' above it";
      case UNORDERED ->
          ". The tasks of an UNORDERED flow have no order: take an @Input, or leave the pattern of"
              + " the flow at GRAPH";
    };
  }
}
