package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/** The list of all checks. */
final class Checks {

  /** Those that look at a class by itself, whether it is a flow or not. Causes come first. */
  private static final List<Check> OF_CLASSES =
      List.of(
          new AccessCheck(),
          new GenericCheck(),
          new VarargsCheck(),
          new AnnotationCheck(),
          new DuplicateNameCheck(),
          new ProvidesCheck(),
          new UnknownTaskCheck(),
          new RevertCheck());

  /** Those that look at how the tasks of a flow fit together. */
  private static final List<Check> OF_FLOWS =
      List.of(
          new InputCheck(),
          new CycleCheck(),
          new AmbiguityCheck(),
          new ProviderCheck(),
          new TypeCheck(),
          new SkippedValueCheck(),
          new SizeCheck());

  private Checks() {}

  static List<Report> run(FlowView view) {
    List<Check> checks = new ArrayList<>(OF_CLASSES);
    if (view.flow().flow() != null) {
      checks.addAll(OF_FLOWS);
    }
    return checks.stream().flatMap(check -> check.check(view).stream()).toList();
  }
}
