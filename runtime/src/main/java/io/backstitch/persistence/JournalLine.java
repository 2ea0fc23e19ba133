package io.backstitch.persistence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the file of a run: what one commit changed or, in the first, all that there was to say
 * then.
 *
 * @param number which line of the file it is, counted from 1
 * @param at when it was written; in the first line, when the run was started
 * @param updatedAt when what it says was new: not the same as the above in a line that says all of
 *     a run
 * @param owner who wrote it
 * @param set what it says
 */
record JournalLine(long number, Instant at, Instant updatedAt, long owner, WriteSet set) {

  /** A line that says something new. */
  JournalLine(long number, Instant at, long owner, WriteSet set) {
    this(number, at, at, owner, set);
  }

  /** The line that says all of a run. */
  static JournalLine all(StoredRun run, long owner) {
    return new JournalLine(
        1,
        run.createdAt(),
        run.updatedAt(),
        owner,
        new WriteSet(run.id(), run.start(), run.current(), run.counts(), run.atoms()));
  }

  /** The run that begins with this line, or null if it begins with none. */
  @Nullable NewRun start() {
    return set.start();
  }
}
