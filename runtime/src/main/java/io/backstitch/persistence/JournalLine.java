package io.backstitch.persistence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the file of a run: what one commit changed or, in the first, all that there was to say
 * then.
 *
 * @param number which line of the file it is, counted from 1
 * @param at when it was written; in the first line, when the run was started
 * @param owner who wrote it
 * @param set what it says
 */
record JournalLine(long number, Instant at, long owner, WriteSet set) {

  /** The line that says all of a run. */
  static JournalLine all(StoredRun run, Instant startedAt, long owner) {
    return new JournalLine(
        1,
        startedAt,
        owner,
        new WriteSet(
            run.id(),
            new NewRun(run.flow(), run.flowVersion(), run.inputs()),
            new RunUpdate(run.state(), run.turnedBack()),
            run.atoms()));
  }

  /** The run that begins with this line, or null if it begins with none. */
  @Nullable NewRun start() {
    return set.start();
  }
}
