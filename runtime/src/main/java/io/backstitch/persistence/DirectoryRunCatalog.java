package io.backstitch.persistence;

import io.backstitch.FlowState;
import io.backstitch.RunCount;
import io.backstitch.RunCursor;
import io.backstitch.RunPage;
import io.backstitch.RunQuery;
import io.backstitch.RunSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a directory. Which there are is asked of the directory each time; when each was
 * created, which never changes, is remembered once it has been read. So a page reads the files of
 * the runs that could be on it, in their order, until it is full.
 */
final class DirectoryRunCatalog implements RunCatalog {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryPersistence.class);

  private final DirectoryRunStore store;

  /** The places of runs that are done or undone, by the names of their files. */
  private final Map<String, RunCursor> finished = new ConcurrentHashMap<>();

  DirectoryRunCatalog(DirectoryRunStore store) {
    this.store = store;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public RunPage page(RunQuery query) {
    return RunPage.of(
        query, summaries(query, query::isBehindCursor).limit(query.limit() + 1L).toList());
  }

  @Override
  public Optional<StoredRun> load(String runId) {
    return store.read(runId).map(file -> file.run().readAll());
  }

  @Override
  public List<RunCount> count(RunQuery query) {
    return RunCount.of(summaries(query, place -> true));
  }

  /**
   * The runs that are asked for, read one by one as they are wanted.
   *
   * @param wanted which places they may have
   */
  private Stream<RunSummary> summaries(RunQuery query, Predicate<RunCursor> wanted) {
    return places(query).stream()
        .filter(place -> wanted.test(place) && isIn(query, place))
        .sorted(query.order())
        .flatMap(place -> summary(place).stream())
        .filter(query::matches);
  }

  private static boolean isIn(RunQuery query, RunCursor place) {
    return query.created().contains(place.createdAt())
        && place.runId().startsWith(query.idPrefix());
  }

  private Optional<RunSummary> summary(RunCursor place) {
    try {
      // Deleted and started again meanwhile, it is another run, with another place.
      return store
          .read(place.runId())
          .map(file -> file.run().summary())
          .filter(run -> run.cursor().equals(place));
    } catch (PersistenceException e) {
      LOG.warn("Run '{}' is left out of what was asked for", place.runId(), e);
      return Optional.empty();
    }
  }

  private List<RunCursor> places(RunQuery query) {
    boolean maybeFinished =
        query.states().isEmpty()
            || query.states().stream().anyMatch(state -> !MemoryRow.isUnfinished(state));
    List<RunCursor> places = new ArrayList<>();
    for (String name : store.names(maybeFinished)) {
      RunCursor known = finished.get(name);
      if (known == null) {
        place(name).ifPresent(places::add);
      } else {
        places.add(known);
      }
    }
    return places;
  }

  private Optional<RunCursor> place(String name) {
    try {
      return store.place(name, finished);
    } catch (PersistenceException e) {
      LOG.warn("A run is left out of what was asked for", e);
      return Optional.empty();
    }
  }

  @Override
  public boolean delete(String runId) {
    return delete(runId, RunQuery.all().inState(FlowState.atRest()));
  }

  private boolean delete(String runId, RunQuery which) {
    return store.delete(runId, which, finished);
  }

  @Override
  public int deleteUnchangedSince(Instant before, Set<FlowState> states, int limit) {
    Refusals.checkLimit(limit);
    RunQuery which =
        RunQuery.all()
            .inState(states.toArray(FlowState[]::new))
            .updatedUntil(before)
            // One that was started later was written later.
            .createdUntil(before)
            .oldestFirst();
    int deleted = 0;
    for (Iterator<RunSummary> runs = summaries(which, place -> true).iterator();
        deleted < limit && runs.hasNext(); ) {
      if (delete(runs.next().id(), which)) {
        deleted++;
      }
    }
    return deleted;
  }
}
