package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/** {@code BadAnnotation}: members that mean nothing where they are, or that cannot be read. */
final class AnnotationCheck implements Check {

  private static final String VERSION = "\\d+(\\.\\d+)*";

  @Override
  public List<Report> check(FlowView view) {
    FlowModel flow = view.flow();
    List<Report> reports = new ArrayList<>();
    FlowModel.Declaration declaration = flow.flow();
    if (declaration != null) {
      name(reports, declaration.nameAt(), "@Flow", declaration.name());
      version(reports, declaration.versionAt(), "@Flow", declaration.version());
    }
    for (TaskModel task : flow.tasks()) {
      name(reports, task.nameAt(), "@Task", task.name());
      version(reports, task.versionAt(), "@Task", task.version());
      if (task.lazy()) {
        lazy(reports, task, flow.revertOf(task) != null);
      }
    }
    for (Member member : flow.members()) {
      boolean mayBeOfAGraph = declaration == null && member instanceof SubflowModel;
      if (flow.order() != FlowModel.Order.GRAPH && !member.after().isEmpty() && !mayBeOfAGraph) {
        report(reports, member.after().get(0).at(), after(flow));
      }
    }
    flow.subflows().forEach(each -> name(reports, each.nameAt(), "@Subflow", each.name()));
    flow.methods().forEach(method -> symbols(reports, method));
    if (declaration != null) {
      view.wiring().inputs().values().forEach(input -> component(reports, input));
    }
    return reports;
  }

  private static void symbols(List<Report> reports, MethodModel method) {
    for (ParameterModel parameter : method.requirements()) {
      if (parameter.symbol().isBlank()) {
        report(
            reports,
            parameter.nameAt(),
            "The name of the symbol for parameter '"
                + parameter.name()
                + "' is blank. Write one, or leave it out");
      }
    }
  }

  private static void component(List<Report> reports, InputModel input) {
    if (!input.name().isBlank() && !Words.canNameComponent(input.name())) {
      report(
          reports,
          input.first().nameAt(),
          "The input '"
              + input.name()
              + "' becomes a component of the record Inputs, and no component can be called that."
              + " Write a Java identifier that is no keyword and no method of Object");
    }
  }

  private static String after(FlowModel flow) {
    return flow.flow() == null
        ? "'after' means nothing in a class without @Flow: its tasks are put into flows by hand."
            + " Add @Flow, or take it out"
        : "'after' means nothing in a "
            + flow.order()
            + " flow"
            + (flow.order() == FlowModel.Order.LINEAR
                ? ", whose tasks run as they stand in the source. Take it out, or make it a GRAPH"
                : ", whose tasks have no order. Take it out, or make it a GRAPH");
  }

  /** A crash may make a lazy task run again that others have relied on. */
  private static void lazy(List<Report> reports, TaskModel task, boolean hasRevert) {
    String why = null;
    if (hasRevert) {
      why = "has a revert, so there would be something to undo of which nothing is stored";
    } else if (task.method().isTransactional()) {
      why = "takes a Connection, so its result is stored with what it does";
    }
    if (why != null) {
      report(
          reports,
          task.lazyAt(),
          "Task '"
              + task.name()
              + "' is LAZY and "
              + why
              + ". Take out the durability, or the other");
    }
  }

  private static void name(List<Report> reports, At at, String annotation, String name) {
    if (name.isBlank()) {
      report(reports, at, "The name in " + annotation + " is blank. Write one, or leave it out");
    } else if (!name.strip().equals(name)) {
      report(
          reports,
          at,
          "The name '"
              + name
              + "' in "
              + annotation
              + " begins or ends with a blank, so nobody would find it again. Write '"
              + name.strip()
              + "'");
    }
  }

  private static void version(List<Report> reports, At at, String annotation, String version) {
    if (!version.matches(VERSION)) {
      report(
          reports,
          at,
          "The version '"
              + version
              + "' in "
              + annotation
              + " cannot be read, so it could not be compared with another. Write numbers, the major one"
              + " first, as in \"1.0\"");
    }
  }

  private static void report(List<Report> reports, At at, String text) {
    reports.add(Report.error(Kind.BAD_ANNOTATION, at, text));
  }
}
