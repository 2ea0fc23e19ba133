package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/** {@code SkippedValue}: a value that may be absent, taken by who cannot do without. */
final class SkippedValueCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    Skips skips = new Skips(view.flow(), view.wiring());
    List<Report> reports = new ArrayList<>();
    Consumers.forEach(
        view,
        use -> {
          ParameterModel parameter = use.parameter();
          Skips.Absence absence = skips.absence(use.task(), use.sources());
          if (absence != null
              && !parameter.isReported()
              && !parameter.optional()
              // Otherwise TypeMismatch has said what to write.
              && TypeCheck.fits(view, absence.source().provided().type(), parameter)) {
            reports.add(Report.error(Kind.SKIPPED_VALUE, parameter.at(), text(use, absence)));
          }
        });
    return reports;
  }

  private static String text(Consumers.Use use, Skips.Absence absence) {
    ParameterModel parameter = use.parameter();
    String task = "the task '" + absence.source().task().name() + "'";
    return "The symbol '"
        + parameter.symbol()
        + "' may be absent, since "
        + (absence.decider() == null
            ? "what " + task + " returns is an Optional or @Nullable"
            : "the decider '" + absence.decider().method().name() + "' may skip " + task)
        + ", but "
        + (parameter.form() == Form.FOR_EACH
            ? "the @Retry of the task '" + use.task().name() + "'"
            : "parameter '" + parameter.name() + "' of " + use.taker())
        + " cannot do without. "
        + advice(parameter);
  }

  private static String advice(ParameterModel parameter) {
    String type = parameter.type().shownBoxed();
    return switch (parameter.form()) {
      case VALUE -> "Write Optional<" + type + ">, or @Nullable";
      case ELEMENT ->
          "Write List<Optional<" + type + ">>, or optional = true, which leaves out what is absent";
      case FOR_EACH -> "Let that task always provide it, if only as an empty collection";
    };
  }
}
