package io.backstitch.persistence;

import io.backstitch.FlowState;
import java.util.List;
import java.util.Objects;

/**
 * A run as it is stored.
 *
 * @param id its id
 * @param flow the name of its flow
 * @param flowVersion the version of the flow's definition that it was started with
 * @param state where it stands
 * @param turnedBack whether it undoes what it did
 * @param inputs the inputs by name, as one JSON object
 * @param atoms the latest attempt of each atom that has a row, and before it, if it is one of a
 *     retry controller, the attempts in its history; sorted by name and attempt; copied
 */
public record StoredRun(
    String id,
    String flow,
    String flowVersion,
    FlowState state,
    boolean turnedBack,
    String inputs,
    List<AtomRecord> atoms) {

  /** Checks that what must be there is there, and copies the list. */
  public StoredRun {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(flow, "flow");
    Objects.requireNonNull(flowVersion, "flowVersion");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(inputs, "inputs");
    atoms = List.copyOf(atoms);
  }
}
