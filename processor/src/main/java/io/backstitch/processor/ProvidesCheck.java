package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/** {@code BadProvides}: results that cannot become symbols. */
final class ProvidesCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    for (TaskModel task : view.flow().tasks()) {
      if (task.hasProvides()) {
        task(task, reports);
        names(view.flow(), task, reports);
      }
    }
    return reports;
  }

  private static void task(TaskModel task, List<Report> reports) {
    ResultModel result = task.result();
    if (result == null) {
      report(
          reports,
          task.providesAt(),
          "Task '"
              + task.name()
              + "' returns nothing, so it has nothing to provide. Return the value, or take"
              + " @Provides out");
      return;
    }
    if (task.unpack() && task.parts() != PartsKind.RECORD) {
      return; // Asynchronous, which is reported.
    }
    if (task.unpack() && task.provided().isEmpty()) {
      report(
          reports,
          task.providesAt(),
          "Task '"
              + task.name()
              + "' returns "
              + result.declared()
              + ", which is no record with components, so it cannot be unpacked. Return a record,"
              + " or name the symbol: @Provides(\"name\")");
    } else if (task.provided().isEmpty()) {
      report(
          reports,
          task.providesAt(),
          "@Provides names no symbol. Write its name, as in @Provides(\"name\"), or unpack = true"
              + " for the components of a record");
    }
    if (task.parts() == PartsKind.NONE) {
      report(
          reports,
          task.providesAt(),
          "Task '"
              + task.name()
              + "' provides "
              + task.provided().size()
              + " symbols, but returns "
              + result.declared()
              + ", which has no parts to take them from. Return a List, an array, a Map with String"
              + " keys, or a record with unpack = true");
    }
  }

  private static void names(FlowModel flow, TaskModel task, List<Report> reports) {
    for (ProvidedModel provided : task.provided()) {
      if (provided.symbol().isBlank()) {
        report(reports, provided.at(), "The name of the symbol is blank. Write one");
      } else if (flow.flow() != null && !Words.canNameComponent(provided.symbol())) {
        report(
            reports,
            provided.at(),
            "The symbol '"
                + provided.symbol()
                + "' becomes a component of the record Outcome, and no component can be called"
                + " that. Write a Java identifier that is no keyword and no method of Object");
      }
    }
  }

  private static void report(List<Report> reports, At at, String text) {
    reports.add(Report.error(Kind.BAD_PROVIDES, at, text));
  }
}
