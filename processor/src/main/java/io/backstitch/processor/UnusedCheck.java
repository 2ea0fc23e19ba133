package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code UnusedSymbol}: a value that nobody takes before another provider replaces it. */
final class UnusedCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    Skips skips = new Skips(view.flow(), view.wiring());
    Set<Wiring.Source> taken = new HashSet<>();
    Consumers.forEach(view, use -> taken.addAll(skips.taken(use.member(), use.sources())));
    // What stands in for a value that may be skipped is not replaced by it.
    for (String symbol : view.wiring().sources().keySet()) {
      taken.addAll(skips.taken(null, view.wiring().sourcesOfOutcome(symbol)));
    }
    List<Report> reports = new ArrayList<>();
    for (List<Wiring.Source> all : view.wiring().sources().values()) {
      for (int i = 0; i + 1 < all.size(); i++) {
        if (!taken.contains(all.get(i))) {
          reports.add(report(all.get(i), all.get(i + 1)));
        }
      }
    }
    return reports;
  }

  private static Report report(Wiring.Source unused, Wiring.Source next) {
    return Report.warning(
        Kind.UNUSED_SYMBOL,
        unused.provided().at(),
        "The "
            + unused.member().shown()
            + " provides '"
            + unused.provided().symbol()
            + "', but '"
            + next.member().name()
            + "' replaces it before anybody takes it. "
            + (unused.member() instanceof SubflowModel subflow
                ? "Give it another name, " + subflow.renaming(unused.provided().symbol())
                : "Take it out of @Provides")
            + ", or let a task between the two take it");
  }
}
