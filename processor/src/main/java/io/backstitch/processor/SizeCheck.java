package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code BadProvides} and {@code BadAnnotation}: more symbols than a record can have components.
 */
final class SizeCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    FlowPlan plan = FlowPlan.of(view.flow(), view.wiring(), false);
    List<Report> reports = new ArrayList<>();
    if (Values.slots(plan.outputs()) > Values.MOST_SLOTS) {
      report(reports, Kind.BAD_PROVIDES, view, "provides", plan.outputs(), "symbols", "Outcome");
    }
    if (Values.slots(plan.inputs()) > Values.MOST_SLOTS) {
      report(reports, Kind.BAD_ANNOTATION, view, "takes", plan.inputs(), "inputs", "Inputs");
    }
    return reports;
  }

  private static void report(
      List<Report> reports,
      Kind kind,
      FlowView view,
      String verb,
      List<FlowPlan.Value> values,
      String what,
      String record) {
    reports.add(
        Report.error(
            kind,
            view.flow().at(),
            view.flow().simpleName()
                + " "
                + verb
                + " "
                + values.size()
                + " "
                + what
                + ", but the record "
                + record
                + " has room for "
                + Values.MOST_SLOTS
                + ", in which a long and a double count twice. Put some that belong together into"
                + " one record"));
  }
}
