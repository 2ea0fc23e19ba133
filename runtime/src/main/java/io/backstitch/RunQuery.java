package io.backstitch;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which runs somebody wants to see, and in which order. Immutable: each method returns another
 * query, which asks for more.
 *
 * <pre>{@code
 * RunQuery stuck = RunQuery.all().ofFlow("order").inState(FlowState.FAILURE).withMetadata("customer", "42");
 * }</pre>
 *
 * @param flow the name of their flow, or null for any
 * @param states the states in which they may be; empty for any
 * @param idPrefix what their ids begin with; empty for any
 * @param metadata what their metadata say: all of it; empty for any
 * @param created when they were started
 * @param updated when they were last written
 * @param isNewestFirst whether the newest comes first, or the oldest, by the time of creation
 * @param limit how many a page has at most, 1 to 1000
 * @param after behind which run the page begins, or null for the first page
 */
public record RunQuery(
    @Nullable String flow,
    Set<FlowState> states,
    String idPrefix,
    Map<String, String> metadata,
    Times created,
    Times updated,
    boolean isNewestFirst,
    int limit,
    @Nullable RunCursor after) {

  private static final int MAX_LIMIT = 1_000;

  private static final RunQuery ALL =
      new RunQuery(null, Set.of(), "", Map.of(), Times.ANY, Times.ANY, true, 100, null);

  /**
   * A span of time, by the clock of the store.
   *
   * @param from its beginning, which is in it, or null if it has none
   * @param until its end, which is not in it, or null if it has none
   */
  public record Times(@Nullable Instant from, @Nullable Instant until) {

    /** Any time. */
    public static final Times ANY = new Times(null, null);

    /**
     * Whether a time is in it.
     *
     * @param time the time
     * @return true if it is
     */
    public boolean contains(Instant time) {
      return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
    }
  }

  /** Checks that what must be there is there, and copies the collections. */
  public RunQuery {
    states = states.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(states));
    Objects.requireNonNull(idPrefix, "idPrefix");
    metadata = metadata.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(metadata));
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(updated, "updated");
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "A page has 1 to %,d runs, not %,d; page on with after(...) to get more"
              .formatted(MAX_LIMIT, limit));
    }
  }

  /**
   * Asks for all runs, the newest first, 100 on a page.
   *
   * @return the query
   */
  public static RunQuery all() {
    return ALL;
  }

  /**
   * Only those of a flow.
   *
   * @param name its name
   * @return another query
   */
  public RunQuery ofFlow(String name) {
    Objects.requireNonNull(name, "name");
    return new RunQuery(
        name, states, idPrefix, metadata, created, updated, isNewestFirst, limit, after);
  }

  /**
   * Only those in one of some states.
   *
   * @param anyOf the states, instead of those asked for before; none for any
   * @return another query
   */
  public RunQuery inState(FlowState... anyOf) {
    return new RunQuery(
        flow,
        Set.copyOf(Arrays.asList(anyOf)),
        idPrefix,
        metadata,
        created,
        updated,
        isNewestFirst,
        limit,
        after);
  }

  /**
   * Only those whose ids begin with a text.
   *
   * @param prefix the text; upper and lower case are different
   * @return another query
   */
  public RunQuery idStartsWith(String prefix) {
    return new RunQuery(
        flow, states, prefix, metadata, created, updated, isNewestFirst, limit, after);
  }

  /**
   * Only those started with something in their metadata, besides what is asked for already.
   *
   * @param name its name
   * @param value its value
   * @return another query
   */
  public RunQuery withMetadata(String name, String value) {
    Map<String, String> more = new TreeMap<>(metadata);
    more.put(name, Objects.requireNonNull(value, "value"));
    return new RunQuery(
        flow, states, idPrefix, more, created, updated, isNewestFirst, limit, after);
  }

  /**
   * Only those that were started at a time or later.
   *
   * @param time the time, by the clock of the store
   * @return another query
   */
  public RunQuery createdFrom(Instant time) {
    return created(new Times(Objects.requireNonNull(time, "time"), created.until()));
  }

  /**
   * Only those that were started before a time.
   *
   * @param time the time, by the clock of the store
   * @return another query
   */
  public RunQuery createdUntil(Instant time) {
    return created(new Times(created.from(), Objects.requireNonNull(time, "time")));
  }

  private RunQuery created(Times span) {
    return new RunQuery(
        flow, states, idPrefix, metadata, span, updated, isNewestFirst, limit, after);
  }

  /**
   * Only those that were last written at a time or later.
   *
   * @param time the time, by the clock of the store
   * @return another query
   */
  public RunQuery updatedFrom(Instant time) {
    return updated(new Times(Objects.requireNonNull(time, "time"), updated.until()));
  }

  /**
   * Only those that were last written before a time.
   *
   * @param time the time, by the clock of the store
   * @return another query
   */
  public RunQuery updatedUntil(Instant time) {
    return updated(new Times(updated.from(), Objects.requireNonNull(time, "time")));
  }

  private RunQuery updated(Times span) {
    return new RunQuery(
        flow, states, idPrefix, metadata, created, span, isNewestFirst, limit, after);
  }

  /**
   * The run that was started last comes first, as it does if nothing is said.
   *
   * @return another query
   */
  public RunQuery newestFirst() {
    return new RunQuery(flow, states, idPrefix, metadata, created, updated, true, limit, after);
  }

  /**
   * The run that was started first comes first.
   *
   * @return another query
   */
  public RunQuery oldestFirst() {
    return new RunQuery(flow, states, idPrefix, metadata, created, updated, false, limit, after);
  }

  /**
   * Sets how many a page has.
   *
   * @param runs how many at most, 1 to 1000
   * @return another query
   * @throws IllegalArgumentException if it is another number
   */
  public RunQuery limit(int runs) {
    return new RunQuery(
        flow, states, idPrefix, metadata, created, updated, isNewestFirst, runs, after);
  }

  /**
   * Only those behind a run, in the order of the query: for the next page.
   *
   * @param cursor where the page before has ended
   * @return another query
   */
  public RunQuery after(RunCursor cursor) {
    Objects.requireNonNull(cursor, "cursor");
    return new RunQuery(
        flow, states, idPrefix, metadata, created, updated, isNewestFirst, limit, cursor);
  }

  /**
   * The order in which runs come.
   *
   * @return compares the places of two runs
   */
  public Comparator<RunCursor> order() {
    return isNewestFirst ? Comparator.reverseOrder() : Comparator.naturalOrder();
  }

  /**
   * Whether a run comes behind the cursor of this query.
   *
   * @param run the place of the run
   * @return true if it does, or there is no cursor
   */
  public boolean isBehindCursor(RunCursor run) {
    return after == null || order().compare(run, after) > 0;
  }

  /**
   * Whether a run is what is asked for, wherever its place is.
   *
   * @param run the run
   * @return true if it is
   */
  public boolean matches(RunSummary run) {
    return (flow == null || run.flow().equals(flow))
        && (states.isEmpty() || states.contains(run.state()))
        && run.id().startsWith(idPrefix)
        && run.metadata().entrySet().containsAll(metadata.entrySet())
        && created.contains(run.createdAt())
        && updated.contains(run.updatedAt());
  }
}
