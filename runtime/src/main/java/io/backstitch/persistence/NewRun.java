package io.backstitch.persistence;

import java.util.Objects;

/**
 * A run that comes into being: its id must not be taken. It starts as {@link
 * io.backstitch.FlowState#PENDING} unless the same write set says otherwise.
 *
 * @param flow the name of the flow
 * @param flowVersion the version of the flow's definition
 * @param inputs the inputs by name, as one JSON object
 */
public record NewRun(String flow, String flowVersion, String inputs) {

  /** Checks that what must be there is there. */
  public NewRun {
    Objects.requireNonNull(flow, "flow");
    Objects.requireNonNull(flowVersion, "flowVersion");
    Objects.requireNonNull(inputs, "inputs");
  }
}
