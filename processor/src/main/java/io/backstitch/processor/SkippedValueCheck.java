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
          Skips.Absence absence = skips.absence(use.member(), use.sources());
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
    return "The symbol '"
        + parameter.symbol()
        + "' may be absent, since "
        + why(absence)
        + ", but "
        + taker(use)
        + " cannot do without. "
        + advice(use, absence.source().member());
  }

  private static String why(Skips.Absence absence) {
    Member provider = absence.source().member();
    String who = "the " + provider.shown();
    if (absence.decider() != null) {
      return "the decider '" + absence.decider().method().name() + "' may skip " + who;
    }
    return provider instanceof SubflowModel
        ? "it may be in " + who
        : "what " + who + " returns is an Optional or @Nullable";
  }

  private static String taker(Consumers.Use use) {
    String name = use.parameter().name();
    return switch (use.parameter().form()) {
      case FOR_EACH -> "the @Retry of the " + use.member().shown();
      case SUBFLOW -> "the input '" + name + "' of the " + use.member().shown();
      case VALUE, ELEMENT -> "parameter '" + name + "' of " + use.taker();
    };
  }

  private static String advice(Consumers.Use use, Member provider) {
    ParameterModel parameter = use.parameter();
    String type = parameter.type().shownBoxed();
    return switch (parameter.form()) {
      case VALUE -> "Write Optional<" + type + ">, or @Nullable";
      case ELEMENT ->
          "Write List<Optional<" + type + ">>, or optional = true, which leaves out what is absent";
      case FOR_EACH ->
          "Let that "
              + (provider instanceof TaskModel ? "task" : "sub-flow")
              + " always provide it, if only as an empty collection";
      case SUBFLOW ->
          "Make every parameter of "
              + ((SubflowModel) use.member()).type()
              + " that takes it an Optional or @Nullable, or give the input another name: "
              + SubflowModel.renaming(use.member(), parameter.symbol());
    };
  }
}
