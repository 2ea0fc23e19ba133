package io.backstitch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of runs.
 *
 * @param runs the runs, in the order of the query; copied
 * @param nextCursor behind which the next page begins, or null if this is the last
 */
public record RunPage(List<RunSummary> runs, @Nullable RunCursor nextCursor) {

  /** Copies the list. */
  public RunPage {
    runs = List.copyOf(runs);
  }

  /**
   * Makes a page of runs that a store has found.
   *
   * @param query what was asked for
   * @param found what is on the page and, if there are more, at least one of those after it; in the
   *     order of the query
   * @return the page
   */
  public static RunPage of(RunQuery query, List<RunSummary> found) {
    if (found.size() <= query.limit()) {
      return new RunPage(found, null);
    }
    List<RunSummary> runs = found.subList(0, query.limit());
    return new RunPage(runs, runs.get(runs.size() - 1).cursor());
  }

  /**
   * Makes a page of all runs that there are.
   *
   * @param query what was asked for
   * @param all all runs, in any order
   * @return the page
   */
  public static RunPage from(RunQuery query, Stream<RunSummary> all) {
    return of(
        query,
        all.filter(run -> query.isBehindCursor(run.cursor()) && query.matches(run))
            .sorted((a, b) -> query.order().compare(a.cursor(), b.cursor()))
            .limit(query.limit() + 1L)
            .toList());
  }

  /**
   * Where the next page begins.
   *
   * @return what to give to {@link RunQuery#after(RunCursor)}; empty if there are no more runs
   */
  public Optional<RunCursor> next() {
    return Optional.ofNullable(nextCursor);
  }
}
