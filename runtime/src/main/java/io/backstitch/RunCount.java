package io.backstitch;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many runs of a flow are in a state.
 *
 * @param flow the name of the flow
 * @param state the state
 * @param runs how many, at least 1
 */
public record RunCount(String flow, FlowState state, long runs) {

  private record Key(String flow, FlowState state) {}

  /**
   * Counts runs.
   *
   * @param runs the runs
   * @return how many of each flow are in each state, in no order; none that is zero
   */
  public static List<RunCount> of(Stream<RunSummary> runs) {
    return runs
        .collect(
            Collectors.groupingBy(run -> new Key(run.flow(), run.state()), Collectors.counting()))
        .entrySet()
        .stream()
        .map(each -> new RunCount(each.getKey().flow(), each.getKey().state(), each.getValue()))
        .toList();
  }
}
