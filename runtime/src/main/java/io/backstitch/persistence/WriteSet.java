package io.backstitch.persistence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one transition of one run changes: stored as a whole or not at all.
 *
 * @param runId the run; not empty
 * @param start the run, if it comes into being with this transition, else null
 * @param update the fields of the run that change, or null if none does
 * @param counts the counts of the run, or null if they stay
 * @param atoms the rows of atoms that change; copied
 * @param consumed the numbers of the messages that this follows from: they are gone then; copied
 */
public record WriteSet(
    String runId,
    @Nullable NewRun start,
    @Nullable RunUpdate update,
    @Nullable RunCounts counts,
    List<AtomRecord> atoms,
    List<Long> consumed) {

  /** Checks that what must be there is there, and copies the list. */
  public WriteSet {
    if (runId.isEmpty()) {
      throw new IllegalArgumentException("A run id can't be empty");
    }
    if (counts != null && update == null) {
      throw new IllegalArgumentException("Counts change only with the fields of a run");
    }
    atoms = List.copyOf(atoms);
    consumed = List.copyOf(consumed);
  }

  /**
   * A transition that follows from no message.
   *
   * @param runId the run; not empty
   * @param start the run, if it comes into being with this transition, else null
   * @param update the fields of the run that change, or null if none does
   * @param counts the counts of the run, or null if they stay
   * @param atoms the rows of atoms that change; copied
   */
  public WriteSet(
      String runId,
      @Nullable NewRun start,
      @Nullable RunUpdate update,
      @Nullable RunCounts counts,
      List<AtomRecord> atoms) {
    this(runId, start, update, counts, atoms, List.of());
  }

  /**
   * A transition that follows from no message, and leaves the counts of the run.
   *
   * @param runId the run; not empty
   * @param start the run, if it comes into being with this transition, else null
   * @param update the fields of the run that change, or null if none does
   * @param atoms the rows of atoms that change; copied
   */
  public WriteSet(
      String runId, @Nullable NewRun start, @Nullable RunUpdate update, List<AtomRecord> atoms) {
    this(runId, start, update, null, atoms, List.of());
  }
}
