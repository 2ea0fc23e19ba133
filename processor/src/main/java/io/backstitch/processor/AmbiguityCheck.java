package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/** {@code AmbiguousProvider}: several providers of one symbol, in no order. */
final class AmbiguityCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    boolean graph = view.flow().order() == FlowModel.Order.GRAPH;
    for (String symbol : view.wiring().ambiguous()) {
      Wiring.Unordered pair = view.wiring().firstUnordered(symbol);
      if (pair == null) {
        continue; // One task that provides it twice, which is reported as such.
      }
      String one = pair.one().task().name();
      String other = pair.other().task().name();
      if (one.equals(other)) {
        continue; // Two tasks of one name, which is reported as such.
      }
      reports.add(
          Report.error(
              Kind.AMBIGUOUS_PROVIDER,
              pair.other().provided().at(),
              "The symbol '"
                  + symbol
                  + "' is provided by "
                  + Near.list(
                      view.wiring().sourcesOf(symbol).stream()
                          .map(s -> s.task().name())
                          .distinct()
                          .toList())
                  + ", and nothing else orders '"
                  + one
                  + "' and '"
                  + other
                  + "', so it is not clear whose value counts. "
                  + (graph
                      ? "Order them, as with @Task(after = \""
                          + one
                          + "\") on '"
                          + other
                          + "', or give the symbols different names"
                      : "Give the symbols different names: an UNORDERED flow has no order")));
    }
    return reports;
  }
}
