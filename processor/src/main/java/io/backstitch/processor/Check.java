package io.backstitch.processor;

import java.util.List;

/** One rule. It reports what breaks it, and never throws. */
interface Check {

  List<Report> check(FlowView view);
}
