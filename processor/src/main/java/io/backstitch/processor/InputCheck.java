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
                + "' is an @Input here, but the task '"
                + sources.get(0).task().name()
                + "' provides a symbol of that name, so it is not clear which is meant. Take"
                + " @Input out, or rename one of them");
        continue;
      }
      ParameterModel first = input.first();
      input.declared().stream()
          .filter(p -> !p.type().boxed().equals(first.type().boxed()))
          .forEach(
              p ->
                  report(
                      reports,
                      p,
                      "The input '"
                          + input.name()
                          + "' has the type "
                          + TypeCheck.shown(p.type(), first.type())
                          + " here, but "
                          + TypeCheck.shown(first.type(), p.type())
                          + " where it first appears, and an input is one value of one type. Write "
                          + TypeCheck.shown(first.type(), p.type())
                          + ", or give it another name: @Input(\"name\")"));
    }
    return reports;
  }

  private static void report(List<Report> reports, ParameterModel parameter, String text) {
    reports.add(Report.error(Kind.INPUT_CONFLICT, parameter.at(), text));
  }
}
