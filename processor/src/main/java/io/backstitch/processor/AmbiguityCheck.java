package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/** {@code AmbiguousProvider}: several providers of one symbol, in no order. */
final class AmbiguityCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    if (!view.wiring().loops().isEmpty()) {
      return reports; // While tasks wait for each other, there is no order to speak of.
    }
    boolean graph = view.flow().order() == FlowModel.Order.GRAPH;
    for (String symbol : view.wiring().ambiguous()) {
      List<Wiring.Source> sources = view.wiring().sourcesOf(symbol);
      if (sources.stream().map(Wiring.Source::index).distinct().count() < 2) {
        continue; // One task that provides it twice, which is reported as such.
      }
      Wiring.Source second = sources.get(1);
      reports.add(
          Report.error(
              Kind.AMBIGUOUS_PROVIDER,
              second.provided().at(),
              "The symbol '"
                  + symbol
                  + "' is provided by "
                  + Near.list(sources.stream().map(s -> s.task().name()).toList())
                  + ", and nothing else orders them, so it is not clear whose value counts. "
                  + (graph
                      ? "Order them with @Task(after = \""
                          + sources.get(0).task().name()
                          + "\"), or give the symbols different names"
                      : "Give the symbols different names: an UNORDERED flow has no order")));
    }
    return reports;
  }
}
