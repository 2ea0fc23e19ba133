package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code NotAccessible}: what generated code in the same package cannot call or name. */
final class AccessCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    FlowModel flow = view.flow();
    List<Report> reports = new ArrayList<>();
    boolean wanted = flow.flow() != null || !flow.tasks().isEmpty();
    if (wanted && flow.access() == FlowModel.Access.PRIVATE) {
      report(
          reports,
          flow.at(),
          "Class "
              + flow.simpleName()
              + " is private, or inside a private one, so the generated code cannot call its"
              + " methods. Make it package-private");
    } else if (wanted && flow.access() == FlowModel.Access.INNER) {
      report(
          reports,
          flow.at(),
          "Class "
              + flow.simpleName()
              + " is an inner class, which needs an object of the class around it. Make it static,"
              + " or a top-level class");
    }
    flow.tasks().forEach(task -> method(flow, task.method(), task.result(), reports));
    flow.reverts().forEach(revert -> method(flow, revert.method(), null, reports));
    return reports;
  }

  private static void method(
      FlowModel flow, MethodModel method, @Nullable ResultModel result, List<Report> reports) {
    switch (method.access()) {
      case PRIVATE ->
          report(
              reports,
              method.at(),
              "Method "
                  + method.name()
                  + " is private, so the generated code cannot call it. Make it package-private");
      case ABSTRACT ->
          report(
              reports,
              method.at(),
              "Method "
                  + method.name()
                  + " is abstract, so there is nothing to run. Give it a body, or annotate the"
                  + " method that implements it");
      case ELSEWHERE ->
          report(
              reports,
              method.at(),
              "Method "
                  + method.name()
                  + " belongs to another package and is not public, so the generated code beside "
                  + flow.simpleName()
                  + " cannot call it. Make it public, or override it");
      case OPEN -> {}
    }
    if (flow.access() != FlowModel.Access.OPEN) {
      return; // The types inside the class are as hidden as the class, which is reported.
    }
    for (ParameterModel parameter : method.parameters()) {
      if (parameter.declared().hidden()) {
        report(
            reports,
            parameter.at(),
            "Type "
                + parameter.declared()
                + " of parameter '"
                + parameter.name()
                + "' is private or not visible in this package, so the generated code cannot name"
                + " it. Make the type package-private");
      }
    }
    if (result != null && result.declared().hidden()) {
      report(
          reports,
          method.at(),
          "Type "
              + result.declared()
              + ", which "
              + method.name()
              + " returns, is private or not visible in this package, so the generated code cannot"
              + " name it. Make the type package-private");
    }
  }

  private static void report(List<Report> reports, At at, String text) {
    reports.add(Report.error(Kind.NOT_ACCESSIBLE, at, text));
  }
}
