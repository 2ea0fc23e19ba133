package io.backstitch.persistence;

import io.backstitch.AtomState;
import io.backstitch.AtomTimes;
import io.backstitch.Failure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is stored about one attempt of one atom of a run: the whole row, so writing it again
 * replaces it and writing it twice does no harm.
 *
 * @param atom the name of the atom in its flow
 * @param attempt which attempt, counted from 1; a later one does not replace an earlier one
 * @param version the version of the task's code that made the attempt
 * @param state what has happened to it
 * @param result what it provided, as JSON, or null if there is nothing
 * @param failure why it failed, or null if it did not
 * @param revertFailure why its revert failed, or null if it did not
 * @param retry what a retry controller has decided, and what failed in this attempt, or null if the
 *     atom is a task
 * @param sequence grows with every step of the run, so that one row is known to be newer than
 *     another
 * @param times when it was under way
 * @param isInherited whether it was done by another run, of which this one is a fork: it is read,
 *     and not reverted
 */
public record AtomRecord(
    String atom,
    int attempt,
    String version,
    AtomState state,
    @Nullable String result,
    @Nullable Failure failure,
    @Nullable Failure revertFailure,
    @Nullable RetryRecord retry,
    long sequence,
    AtomTimes times,
    boolean isInherited) {

  /** Checks that what must be there is there. */
  public AtomRecord {
    Objects.requireNonNull(atom, "atom");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(times, "times");
  }

  /** Whether another attempt of the atom counts too, as one in the history of a controller. */
  boolean hasTried(int other) {
    return retry != null && retry.hasTried(other);
  }

  /**
   * An attempt of the run itself, of which nobody knows when it was made.
   *
   * @param atom the name of the atom
   * @param attempt which attempt, counted from 1
   * @param version the version of the task's code
   * @param state what has happened to it
   * @param result what it provided, as JSON, or null
   * @param failure why it failed, or null
   * @param revertFailure why its revert failed, or null
   * @param retry what a retry controller has decided, or null
   * @param sequence the number of the step of the run
   */
  public AtomRecord(
      String atom,
      int attempt,
      String version,
      AtomState state,
      @Nullable String result,
      @Nullable Failure failure,
      @Nullable Failure revertFailure,
      @Nullable RetryRecord retry,
      long sequence) {
    this(
        atom,
        attempt,
        version,
        state,
        result,
        failure,
        revertFailure,
        retry,
        sequence,
        AtomTimes.NONE,
        false);
  }
}
