package io.backstitch.persistence;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run that comes into being: its id must not be taken. It starts as {@link
 * io.backstitch.FlowState#PENDING} unless the same write set says otherwise.
 *
 * @param flow the name of the flow
 * @param flowVersion the version of the flow's definition
 * @param inputs the inputs by name, as one JSON object
 * @param metadata what people want to find the run by: names and values
 * @param forkedFrom the id of the run whose past it has inherited, or null
 */
public record NewRun(
    String flow,
    String flowVersion,
    String inputs,
    Map<String, String> metadata,
    @Nullable String forkedFrom) {

  /** Checks that what must be there is there, and copies the map, sorted. */
  public NewRun {
    Objects.requireNonNull(flow, "flow");
    Objects.requireNonNull(flowVersion, "flowVersion");
    Objects.requireNonNull(inputs, "inputs");
    metadata = metadata.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /**
   * A run without metadata that has inherited nothing.
   *
   * @param flow the name of the flow
   * @param flowVersion the version of the flow's definition
   * @param inputs the inputs by name, as one JSON object
   */
  public NewRun(String flow, String flowVersion, String inputs) {
    this(flow, flowVersion, inputs, Map.of(), null);
  }
}
