package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code BadRevert}: what a revert method cannot have. */
final class RevertCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    Map<String, RevertModel> first = new HashMap<>();
    for (RevertModel revert : view.flow().reverts()) {
      RevertModel other = first.putIfAbsent(revert.task(), revert);
      if (other != null) {
        report(
            reports,
            revert.taskAt(),
            "Both "
                + other.method().name()
                + " and "
                + revert.method().name()
                + " undo the task '"
                + revert.task()
                + "', but a task is undone once. Put both into one method");
      }
      List<TaskModel> tasks =
          view.flow().tasks().stream().filter(t -> t.name().equals(revert.task())).toList();
      // Of two tasks of one name, which is reported, nobody knows which is meant.
      if (tasks.size() == 1) {
        revert(view, tasks.get(0), revert, reports);
      }
    }
    return reports;
  }

  private static void revert(
      FlowView view, TaskModel task, RevertModel revert, List<Report> reports) {
    for (ParameterModel parameter : revert.method().parameters()) {
      if (parameter.role() == Role.RESULT) {
        result(view, task, parameter, reports);
      }
    }
    for (ParameterModel parameter : revert.method().requirements()) {
      if (parameter.role() == Role.SYMBOL) {
        symbol(view, task, parameter, reports);
      }
    }
  }

  private static void result(
      FlowView view, TaskModel task, ParameterModel parameter, List<Report> reports) {
    ResultModel result = task.result();
    if (result == null) {
      report(
          reports,
          parameter.at(),
          "Task '" + task.name() + "' returns nothing, so there is no @Result. Take it out");
    } else if (!view.types().assignable(result.type(), parameter.type())) {
      report(
          reports,
          parameter.at(),
          "Task '"
              + task.name()
              + "' returns "
              + result.type()
              + ", which cannot be passed to the @Result '"
              + parameter.name()
              + "' of type "
              + parameter.type()
              + ". Write "
              + result.type()
              + " or a supertype of it");
    } else if (!parameter.optional()) {
      report(
          reports,
          parameter.at(),
          "The @Result '"
              + parameter.name()
              + "' is absent when the task that failed is itself undone, but it is neither an"
              + " Optional nor @Nullable. Write Optional<"
              + parameter.type().shownBoxed()
              + ">, or @Nullable");
    }
  }

  private static void symbol(
      FlowView view, TaskModel task, ParameterModel parameter, List<Report> reports) {
    String symbol = parameter.symbol();
    boolean own = task.provided().stream().anyMatch(p -> p.symbol().equals(symbol));
    Wiring wiring = view.wiring();
    if (own && wiring.sourcesBefore(task, symbol).isEmpty()) {
      report(
          reports,
          parameter.nameAt(),
          "'"
              + symbol
              + "' is what the task '"
              + task.name()
              + "' provides itself, which may not be there when it is undone. Write @Result and"
              + " make it @Nullable or an Optional");
      return;
    }
    boolean known =
        view.flow().flow() == null
            || view.isToldElsewhere(parameter)
            || wiring.inputs().containsKey(symbol)
            || isMissingForTheTask(view, task, symbol)
            || (parameter.optional() && view.flow().retryTrying(symbol) == null)
            || !wiring.sourcesBefore(task, symbol).isEmpty();
    if (known) {
      return;
    }
    String providers =
        Near.list(wiring.sourcesOf(symbol).stream().map(s -> s.member().name()).toList());
    report(
        reports,
        parameter.nameAt(),
        "The symbol '"
            + symbol
            + "' is not there when the task '"
            + task.name()
            + "' is undone: "
            + (providers.isEmpty()
                ? view.flow().retryTrying(symbol) == null
                    ? "nothing provides it. "
                    : "only what a @Retry guards sees what that tries. "
                : "what provides it does not run before that task: " + providers + ". ")
            + hint(view, task, symbol)
            + "Take a symbol that the task could see, or an @Input");
  }

  private static String hint(FlowView view, TaskModel task, String symbol) {
    Wiring wiring = view.wiring();
    Set<String> names = new LinkedHashSet<>(wiring.inputs().keySet());
    wiring.sources().keySet().stream()
        .filter(each -> !wiring.sourcesBefore(task, each).isEmpty())
        .forEach(names::add);
    List<String> near = Near.to(symbol, names);
    return near.isEmpty() ? "" : "Did you mean " + Near.list(near) + "? ";
  }

  /** Then it is reported where the task takes it, as a missing provider. */
  private static boolean isMissingForTheTask(FlowView view, TaskModel task, String symbol) {
    return task.method().requirements().stream()
            .anyMatch(p -> p.symbol().equals(symbol) && !p.optional())
        && view.wiring().sourceOf(task, symbol) == null;
  }

  private static void report(List<Report> reports, At at, String text) {
    reports.add(Report.error(Kind.BAD_REVERT, at, text));
  }
}
