package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/** {@code SkippedValue}: a value that may be absent, taken by who cannot do without. */
final class SkippedValueCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    Consumers.forEach(
        view,
        (method, parameter, source) -> {
          if (source != null
              && !parameter.isReported()
              && source.provided().optional()
              && !parameter.optional()
              // Otherwise TypeMismatch has said what to write.
              && TypeCheck.fits(view, source.provided().type(), parameter)) {
            reports.add(
                Report.error(
                    Kind.SKIPPED_VALUE,
                    parameter.at(),
                    "The symbol '"
                        + parameter.symbol()
                        + "' may be absent, since what the task '"
                        + source.task().name()
                        + "' returns is an Optional or @Nullable, but parameter '"
                        + parameter.name()
                        + "' of "
                        + method.name()
                        + " cannot do without. Write Optional<"
                        + parameter.type().shownBoxed()
                        + ">, or @Nullable"));
          }
        });
    return reports;
  }
}
