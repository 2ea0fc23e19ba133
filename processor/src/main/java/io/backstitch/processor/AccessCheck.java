package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code NotAccessible}: what generated code in the same package cannot call or name. */
final class AccessCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    FlowModel flow = view.flow();
    List<Report> reports = new ArrayList<>();
    if (flow.isGenerated() && flow.access() == FlowModel.Access.PRIVATE) {
      report(
          reports,
          flow.at(),
          "Class "
              + flow.simpleName()
              + " is private, or inside a private one, so the generated code cannot call its"
              + " methods. Make it package-private");
    } else if (flow.isGenerated() && flow.access() == FlowModel.Access.INNER) {
      report(
          reports,
          flow.at(),
          "Class "
              + flow.simpleName()
              + " is an inner class, which needs an object of the class around it. Make it static,"
              + " or a top-level class");
    }
    flow.methods().forEach(method -> method(flow, method, reports));
    if (flow.access() == FlowModel.Access.OPEN) {
      // Otherwise the types inside the class are as hidden as the class, which is reported.
      flow.methods().forEach(method -> types(method, reports));
      flow.tasks().forEach(task -> result(flow, task, reports));
      flow.retries().forEach(retry -> failures(retry, reports));
    }
    return reports;
  }

  private static void method(FlowModel flow, MethodModel method, List<Report> reports) {
    switch (method.access()) {
      case PRIVATE ->
          report(
              reports,
              method.at(),
              "Method "
                  + method.name()
                  + " is private, so the generated code cannot call it. Make it package-private");
      case ABSTRACT -> {
        // A class that is no flow leaves it to the flows that extend it.
        if (flow.flow() != null) {
          report(
              reports,
              method.at(),
              "Method "
                  + method.name()
                  + " is abstract, so there is nothing to run. Give it a body, or put @Flow on a"
                  + " class that implements it");
        }
      }
      case ELSEWHERE ->
          report(
              reports,
              method.at(),
              "Method "
                  + method.name()
                  + " belongs to another package and is not public, so the generated code beside "
                  + flow.simpleName()
                  + " cannot call it. Make it public, or override it there if it is protected");
      case OPEN -> {}
    }
  }

  private static void types(MethodModel method, List<Report> reports) {
    for (ParameterModel parameter : method.parameters()) {
      if (parameter.declared().hidden()) {
        type(
            reports,
            parameter.at(),
            parameter.declared() + " of parameter '" + parameter.name() + "'");
      }
    }
  }

  /** The type of a result that nobody looks at need not be named. */
  private static void result(FlowModel flow, TaskModel task, List<Report> reports) {
    ResultModel result = task.result();
    if (result == null || !flow.wantsResult(task)) {
      return;
    }
    if (result.declared().hidden()) {
      type(reports, task.at(), result.declared() + ", which " + task.method().name() + " returns,");
      return;
    }
    for (ProvidedModel provided : task.provided()) {
      if (provided.type().hidden()) {
        type(reports, provided.at(), provided.type() + " of component '" + provided.symbol() + "'");
      }
    }
  }

  private static void failures(RetryModel retry, List<Report> reports) {
    Stream.concat(retry.on().stream(), retry.notOn().stream())
        .filter(failure -> failure.value().hidden())
        .forEach(failure -> type(reports, failure.at(), failure.value() + " of a failure"));
  }

  private static void type(List<Report> reports, At at, String which) {
    report(
        reports,
        at,
        "Type "
            + which
            + " is not visible in this package, or private, so the generated code cannot name it."
            + " Make the type package-private, or public if it belongs to another package");
  }

  private static void report(List<Report> reports, At at, String text) {
    reports.add(Report.error(Kind.NOT_ACCESSIBLE, at, text));
  }
}
