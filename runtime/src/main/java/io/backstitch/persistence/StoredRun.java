package io.backstitch.persistence;

import io.backstitch.FlowState;
import io.backstitch.RunSummary;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is stored.
 *
 * @param id its id
 * @param start how it came into being
 * @param current where it stands
 * @param counts how often it has begun and crashed
 * @param createdAt when it was started, by the clock of the store
 * @param updatedAt when it was last written, by the clock of the store
 * @param atoms the latest attempt of each atom that has a row, and before it, if it is one of a
 *     retry controller, the attempts in its history; from a {@link RunCatalog}, every attempt that
 *     is stored; sorted by name and attempt; copied
 */
public record StoredRun(
    String id,
    NewRun start,
    RunUpdate current,
    RunCounts counts,
    Instant createdAt,
    Instant updatedAt,
    List<AtomRecord> atoms) {

  /** Checks that what must be there is there, and copies the list. */
  public StoredRun {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(current, "current");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
    atoms = List.copyOf(atoms);
  }

  /**
   * The name of its flow.
   *
   * @return the name
   */
  public String flow() {
    return start.flow();
  }

  /**
   * The version of the flow's definition that it was started with.
   *
   * @return the version
   */
  public String flowVersion() {
    return start.flowVersion();
  }

  /**
   * The inputs by name.
   *
   * @return one JSON object
   */
  public String inputs() {
    return start.inputs();
  }

  /**
   * Where it stands.
   *
   * @return the state
   */
  public FlowState state() {
    return current.state();
  }

  /**
   * Whether it undoes what it did.
   *
   * @return true if it does
   */
  public boolean turnedBack() {
    return current.turnedBack();
  }

  /**
   * How the flow is made with which it last went on.
   *
   * @return the text, or null if that was not stored
   */
  public @Nullable String definition() {
    return current.definition();
  }

  /**
   * What a list says of it.
   *
   * @return the same, without values and atoms
   */
  public RunSummary summary() {
    return new RunSummary(
        id,
        start.flow(),
        start.flowVersion(),
        current.state(),
        current.turnedBack(),
        current.why(),
        start.metadata(),
        createdAt,
        updatedAt,
        counts.generation(),
        start.forkedFrom());
  }

  /**
   * The number of the newest record of an atom.
   *
   * @return the sequence number, or 0 if there is none
   */
  public long newest() {
    return atoms.stream().mapToLong(AtomRecord::sequence).max().orElse(0);
  }
}
