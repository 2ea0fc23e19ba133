package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The list of all checks. */
final class Checks {

  private Checks() {}

  static List<Report> run(
      FlowModel flow, Wiring wiring, TypeOracle types, Set<String> writtenClasses) {
    return new ArrayList<>();
  }
}
