package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code NotAccessible}: symbols of sub-flows that generated code in the same package can't name.
 */
final class SubflowCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    for (SubflowModel subflow : view.flow().subflows()) {
      slots(subflow, subflow.inputs(), "takes", reports);
      slots(subflow, subflow.outputs(), "provides", reports);
    }
    return reports;
  }

  private static void slots(
      SubflowModel subflow, List<SubflowModel.Slot> slots, String verb, List<Report> reports) {
    for (SubflowModel.Slot slot : slots) {
      if (slot.type().hidden()) {
        reports.add(
            Report.error(
                Kind.NOT_ACCESSIBLE,
                subflow.at(),
                "Type "
                    + slot.type()
                    + ", which the "
                    + subflow.shown()
                    + " "
                    + verb
                    + " as '"
                    + slot.name()
                    + "', is not visible in this package, so the generated code cannot name it."
                    + " Make the type public, and the types around it"));
      }
    }
  }
}
