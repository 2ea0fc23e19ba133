package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/** {@code GenericNotBindable}: type variables, of which nobody says what they stand for. */
final class GenericCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    FlowModel flow = view.flow();
    List<Report> reports = new ArrayList<>();
    if (flow.isTemplate()) {
      return reports;
    }
    if (flow.generic()) {
      reports.add(
          Report.error(
              Kind.GENERIC_NOT_BINDABLE,
              flow.at(),
              "Class "
                  + flow.simpleName()
                  + " has type parameters, but the types of symbols must be known when it is"
                  + " compiled. Annotate a subclass that says what they stand for"));
      return reports;
    }
    flow.methods().forEach(method -> method(method, reports));
    for (TaskModel task : flow.tasks()) {
      ResultModel result = task.result();
      if (result != null && result.declared().open()) {
        report(reports, task.at(), "The result of " + task.method().name(), result.declared());
      }
    }
    return reports;
  }

  private static void method(MethodModel method, List<Report> reports) {
    for (ParameterModel parameter : method.parameters()) {
      if (parameter.declared().open()) {
        report(
            reports,
            parameter.at(),
            "Parameter '" + parameter.name() + "' of " + method.name(),
            parameter.declared());
      }
    }
  }

  private static void report(List<Report> reports, At at, String what, TypeRef type) {
    reports.add(
        Report.error(
            Kind.GENERIC_NOT_BINDABLE,
            at,
            what
                + " has the type "
                + type
                + ", which contains a type variable: nothing says what it stands for when the flow"
                + " runs. Write a type without variables"));
  }
}
