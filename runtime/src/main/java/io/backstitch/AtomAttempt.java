package io.backstitch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of one attempt of one atom of a run, for people.
 *
 * @param atom the name of the atom in its flow
 * @param attempt which attempt, counted from 1
 * @param version the version of the task's code that made it
 * @param state what has happened to it
 * @param result what it provided, as JSON, or null if there is nothing
 * @param failure why it failed, or null if it did not; it stays when the attempt is undone
 * @param revertFailure why its revert failed, or null if it did not
 * @param times when it was under way, by the clock of the process that made it
 * @param isInherited whether it was made by the run of which this one is a fork
 */
public record AtomAttempt(
    String atom,
    int attempt,
    String version,
    AtomState state,
    @Nullable String result,
    @Nullable Failure failure,
    @Nullable Failure revertFailure,
    AtomTimes times,
    boolean isInherited) {

  /** Checks that what must be there is there. */
  public AtomAttempt {
    Objects.requireNonNull(atom, "atom");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(times, "times");
  }
}
