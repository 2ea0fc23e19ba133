package io.backstitch.processor;

import java.util.List;

/** The list of all checks. */
final class Checks {

  /** Those that look at a class by itself, whether it is a flow or not. Causes come first. */
  private static final List<Check> OF_CLASSES =
      List.of(
          new AccessCheck(),
          new SubflowCheck(),
          new GenericCheck(),
          new VarargsCheck(),
          new AnnotationCheck(),
          new DuplicateNameCheck(),
          new ProvidesCheck(),
          new UnknownTaskCheck(),
          new RevertCheck(),
          new DeciderCheck(),
          new RetryCheck());

  /** Those that look at how the tasks of a flow fit together. */
  private static final List<Check> OF_FLOWS =
      List.of(
          new ShadowCheck(),
          new InputCheck(),
          new ForEachCheck(),
          new CycleCheck(),
          new AmbiguityCheck(),
          new ProviderCheck(),
          new TypeCheck(),
          new SkippedValueCheck(),
          new SizeCheck());

  /** Those that find nothing but warnings, which a class with errors could draw for no reason. */
  private static final List<Check> OF_SOUND_FLOWS =
      List.of(new TypoCheck(), new RetryWaits(), new UnusedCheck(), new PersistenceCheck());

  private Checks() {}

  /** Adds to what is known already. */
  static void run(FlowView view, List<Report> reports) {
    run(OF_CLASSES, view, reports);
    if (view.flow().flow() != null) {
      run(OF_FLOWS, view, reports);
      if (reports.stream().allMatch(Report::warning)) {
        run(OF_SOUND_FLOWS, view, reports);
      }
    }
  }

  private static void run(List<Check> checks, FlowView view, List<Report> reports) {
    checks.forEach(check -> reports.addAll(check.check(view)));
  }
}
