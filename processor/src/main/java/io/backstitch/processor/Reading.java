package io.backstitch.processor;

import java.util.List;
import javax.lang.model.element.TypeElement;

/**
 * A class that has been read, and checked if it mentions nothing that is missing.
 *
 * @param type the class
 * @param locator knows its places
 * @param flow its model
 * @param wiring who takes what from whom
 * @param types knows its types
 * @param reports what is wrong with it
 * @param checked whether that is all
 */
record Reading(
    TypeElement type,
    Locator locator,
    FlowModel flow,
    Wiring wiring,
    TypeReader types,
    List<Report> reports,
    boolean checked) {

  /** Whether it has mistakes, or a sub-flow has, so that only the surface can be generated. */
  boolean isBroken() {
    return !checked
        || reports.stream().anyMatch(report -> !report.warning())
        || flow.subflows().stream().anyMatch(SubflowModel::broken);
  }
}
