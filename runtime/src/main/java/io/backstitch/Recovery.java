package io.backstitch;

import java.util.List;

/**
 * What {@link Backstitch#recover()} found.
 *
 * @param runs the runs that carry on
 * @param leftAlone the runs that can't be carried on with here, with the reason
 */
public record Recovery(List<FlowRun<?>> runs, List<LeftAlone> leftAlone) {

  /**
   * A run that was left as it is.
   *
   * @param runId its id
   * @param flow the name of its flow; empty if what is stored of the run can't be read
   * @param why the reason, in a sentence
   */
  public record LeftAlone(String runId, String flow, String why) {}
}
