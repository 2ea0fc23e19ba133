package io.backstitch.persistence;

import io.backstitch.FlowState;
import io.backstitch.RunCount;
import io.backstitch.RunPage;
import io.backstitch.RunQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people ask of the runs of a {@link RunStore}, and how they tidy up; whose the runs are does
 * not matter. However long an answer takes, no commit, and no run that is loaded or adopted, waits
 * for it; one that is deleted, for the time that this takes.
 *
 * <p>Each method throws a {@link PersistenceException} if the store is closed, or can't be read or
 * written. Safe for use by several threads.
 */
public interface RunCatalog {

  /**
   * The time by the clock with which runs are created and updated.
   *
   * @return the time
   */
  Instant now();

  /**
   * Lists runs.
   *
   * @param query which, and in which order
   * @return the page behind the query's cursor; runs that can't be read are not on it
   */
  RunPage page(RunQuery query);

  /**
   * Reads a run with every attempt of its atoms that is stored.
   *
   * @param runId its id
   * @return the run, empty if there is none of that id
   */
  Optional<StoredRun> load(String runId);

  /**
   * Counts runs.
   *
   * @param query which; its order, limit and cursor do not matter
   * @return how many of each flow are in each state, in no order; none that is zero
   */
  List<RunCount> count(RunQuery query);

  /**
   * Deletes a run with all that belongs to it, if it is {@linkplain FlowState#isAtRest() at rest}.
   * Whoever adopted it before, and writes it afterwards, is refused as with a run that never was.
   *
   * @param runId its id
   * @return whether it is deleted now; if not, it is not there or not at rest, and nothing has
   *     changed
   */
  boolean delete(String runId);

  /**
   * Deletes runs that have not been written for some time, in one transaction if there is such a
   * thing; those that others are writing or deleting at the moment may be left out.
   *
   * @param before those last written before this time
   * @param states those in one of these states, all of them at rest; at least one
   * @param limit how many at most, at least 1; those that were written first, as far as that is
   *     known
   * @return how many are deleted now; fewer than the limit if there are no more
   */
  int deleteUnchangedSince(Instant before, Set<FlowState> states, int limit);
}
