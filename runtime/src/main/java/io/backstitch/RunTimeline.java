package io.backstitch;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a run, in the order of time, as far as it is stored: what began and was cut
 * off by a crash has left no trace, and neither has what the run of which this one is a fork did.
 *
 * <p>The first event and the last have the time of the store, the others that of the processes that
 * made the calls; so where clocks differ, times may go back there.
 *
 * @param run the run
 * @param events the events; copied
 */
public record RunTimeline(RunSummary run, List<Event> events) {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** What can happen. */
  public enum Kind {
    /** The run was started. */
    CREATED("created"),
    /** The method of an atom was called. */
    STARTED("starts"),
    /** It returned or threw. */
    ENDED("ends"),
    /** The revert of an atom was called. */
    REVERT_STARTED("revert starts"),
    /** It returned or threw. */
    REVERT_ENDED("revert ends"),
    /** The last that was written of the run. */
    LAST_CHANGED("last changed");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /**
   * One thing that happened.
   *
   * @param at when
   * @param kind what
   * @param atom the name of the atom, or null if it is about the run
   * @param attempt which attempt of the atom, counted from 1, or 0
   * @param how as what a call ended, such as {@code SUCCESS}; the state of the run when it was last
   *     changed; else null
   */
  public record Event(
      Instant at, Kind kind, @Nullable String atom, int attempt, @Nullable String how) {

    /** Checks that what must be there is there. */
    public Event {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(kind, "kind");
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      if (atom != null) {
        text.append(atom);
        if (attempt > 1) {
          text.append(" (attempt ").append(attempt).append(')');
        }
        text.append(' ');
      }
      text.append(kind.text);
      if (how != null) {
        text.append(": ").append(how);
      }
      return text.toString();
    }
  }

  /** Copies the list. */
  public RunTimeline {
    Objects.requireNonNull(run, "run");
    events = List.copyOf(events);
  }

  static RunTimeline of(RunDetails details) {
    RunSummary run = details.summary();
    List<Event> calls = new ArrayList<>();
    for (AtomAttempt attempt : details.attempts()) {
      if (!attempt.isInherited()) {
        addCalls(attempt, calls);
      }
    }
    // What happened in one millisecond keeps the order of names; a beginning comes before its end.
    calls.sort(Comparator.comparing(Event::at).thenComparing(Event::kind));
    List<Event> events = new ArrayList<>();
    events.add(new Event(run.createdAt(), Kind.CREATED, null, 0, null));
    events.addAll(calls);
    events.add(new Event(run.updatedAt(), Kind.LAST_CHANGED, null, 0, run.state().name()));
    return new RunTimeline(run, events);
  }

  private static void addCalls(AtomAttempt attempt, List<Event> calls) {
    AtomTimes times = attempt.times();
    add(calls, times.started(), Kind.STARTED, attempt, null);
    add(
        calls,
        times.ended(),
        Kind.ENDED,
        attempt,
        attempt.failure() == null ? AtomState.SUCCESS : AtomState.FAILURE);
    add(calls, times.revertStarted(), Kind.REVERT_STARTED, attempt, null);
    add(
        calls,
        times.revertEnded(),
        Kind.REVERT_ENDED,
        attempt,
        attempt.revertFailure() == null ? AtomState.REVERTED : AtomState.REVERT_FAILURE);
  }

  private static void add(
      List<Event> calls, long millis, Kind kind, AtomAttempt attempt, @Nullable AtomState how) {
    AtomTimes.instant(millis)
        .ifPresent(
            at ->
                calls.add(
                    new Event(
                        at,
                        kind,
                        attempt.atom(),
                        attempt.attempt(),
                        how == null ? null : how.name())));
  }

  /**
   * A line for each event: when, how much after the run was started, and what.
   *
   * @return several lines
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(run.toString());
    for (Event event : events) {
      double seconds = Duration.between(run.createdAt(), event.at()).toMillis() / 1000.0;
      text.append("%n  %s %+10.3f s  %s".formatted(TIME.format(event.at()), seconds, event));
    }
    return text.toString();
  }
}
