package io.backstitch.processor;

import java.util.ArrayList;
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

  /** Those whose errors are certain if some types are missing: they look at names. */
  private static final List<Check> OF_NAMES =
      List.of(new DuplicateNameCheck(), new UnknownTaskCheck());

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

  /** The errors of a class of which it is not known what all types in its methods are. */
  static List<Report> certain(FlowView view) {
    List<Report> reports = new ArrayList<>();
    run(OF_NAMES, view, reports);
    if (view.flow().flow() != null) {
      run(List.of(new ProviderCheck()), view, reports);
    }
    reports.removeIf(Report::warning);
    return reports;
  }

  private static void run(List<Check> checks, FlowView view, List<Report> reports) {
    checks.forEach(check -> reports.addAll(check.check(view)));
  }
}
