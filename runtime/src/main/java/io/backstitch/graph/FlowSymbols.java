package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.flow.FlowPattern;
import java.util.Set;

/** What a flow as a whole takes and gives, before it is compiled. */
public final class FlowSymbols {

  private FlowSymbols() {}

  /**
   * The symbols that a flow must get from outside itself.
   *
   * @param flow the flow
   * @return their names, in the order in which they are first required
   * @throws InvalidFlowException if the elements of a graph flow in it can't be ordered
   */
  public static Set<String> required(FlowPattern flow) {
    return Outline.required(flow);
  }

  /**
   * The symbols that a flow provides to what comes after it.
   *
   * @param flow the flow
   * @return their names, in the order in which they are first provided
   * @throws InvalidFlowException if the elements of a graph flow in it can't be ordered
   */
  public static Set<String> provided(FlowPattern flow) {
    return Outline.provided(flow);
  }
}
