package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/** {@code InputConflict}: an input that is not one value of one type. */
final class InputCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    for (InputModel input : view.wiring().inputs().values()) {
      List<Wiring.Source> sources = view.wiring().sourcesOf(input.name());
      if (!sources.isEmpty()) {
        report(
            reports,
            input.first(),
            "'"
                + input.name()
                + "' is an @Input here, but the "
                + sources.get(0).member().shown()
                + " provides a symbol of that name, so it is not clear which is meant. Take"
                + " @Input out, or rename one of them");
        continue;
      }
      ParameterModel first = input.first();
      input.declared().stream()
          .filter(p -> !p.type().boxed().equals(first.type().boxed()))
          .forEach(p -> report(reports, p, types(view.flow(), input, p)));
    }
    return reports;
  }

  private static String types(FlowModel flow, InputModel input, ParameterModel other) {
    ParameterModel first = input.first();
    SubflowModel firstIn = flow.subflowOf(first);
    SubflowModel otherIn = flow.subflowOf(other);
    SubflowModel subflow = otherIn != null ? otherIn : firstIn;
    return "The input '"
        + input.name()
        + "' has the type "
        + TypeCheck.shown(other.type(), first.type())
        + (otherIn == null ? " here" : " in the " + otherIn.shown())
        + ", but "
        + TypeCheck.shown(first.type(), other.type())
        + (firstIn == null ? "" : " in the " + firstIn.shown() + ",")
        + " where it first appears, and an input is one value of one type. "
        + (otherIn == null
            ? "Write " + TypeCheck.shown(first.type(), other.type()) + ", or give"
            : "Give")
        + " it another name: "
        + (subflow == null ? "@Input(\"name\")" : subflow.renaming(input.name()));
  }

  private static void report(List<Report> reports, ParameterModel parameter, String text) {
    reports.add(Report.error(Kind.INPUT_CONFLICT, parameter.at(), text));
  }
}
