package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code DuplicateName}: classes without a package that are called as a record of the generated
 * class. There the record hides them, and what has no package has no longer name.
 */
final class ShadowCheck implements Check {

  private static final Set<String> RECORDS = Set.of("Inputs", "Outcome");

  @Override
  public List<Report> check(FlowView view) {
    FlowModel flow = view.flow();
    List<Report> reports = new ArrayList<>();
    if (flow.source().packageName().isEmpty()) {
      check(flow, flow.at(), flow.source(), reports);
      for (InputModel input : view.wiring().inputs().values()) {
        check(flow, input.first().at(), input.first().type().name(), reports);
      }
      for (List<Wiring.Source> sources : view.wiring().sources().values()) {
        sources.forEach(
            source ->
                check(flow, source.provided().at(), source.provided().type().name(), reports));
      }
    }
    return reports;
  }

  private static void check(FlowModel flow, At at, TypeName type, List<Report> reports) {
    ClassNames.in(type)
        .filter(name -> name.packageName().isEmpty() && RECORDS.contains(name.simpleName()))
        .map(ClassName::simpleName)
        .findFirst()
        .ifPresent(
            name ->
                reports.add(
                    Report.error(
                        Kind.DUPLICATE_NAME,
                        at,
                        "Class "
                            + name
                            + " is called as a record that is generated inside "
                            + flow.generated("Flow").simpleName()
                            + ", and without a package it has no other name there. Put the classes"
                            + " into a package, or rename it")));
  }
}
