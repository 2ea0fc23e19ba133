package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
      String one = pair.one().member().name();
      String other = pair.other().member().name();
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
                          .map(s -> s.member().name())
                          .distinct()
                          .toList())
                  + ", and nothing else orders '"
                  + one
                  + "' and '"
                  + other
                  + "', so it is not clear whose value counts. "
                  + (graph
                      ? "Order them, as with @"
                          + (pair.other().member() instanceof TaskModel ? "Task" : "Subflow")
                          + "(after = \""
                          + one
                          + "\") on '"
                          + other
                          + "', or give the symbols different names"
                          + renaming(pair)
                      : "Give the symbols different names: an UNORDERED flow has no order"
                          + renaming(pair))));
    }
    return reports;
  }

  private static String renaming(Wiring.Unordered pair) {
    return Stream.of(pair.other(), pair.one())
        .filter(source -> source.member() instanceof SubflowModel)
        .map(source -> ((SubflowModel) source.member()).renaming(source.provided().symbol()))
        .findFirst()
        .map(rename -> ", as with " + rename)
        .orElse("");
  }
}
