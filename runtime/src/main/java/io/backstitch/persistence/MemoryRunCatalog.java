package io.backstitch.persistence;

import io.backstitch.FlowState;
import io.backstitch.RunCount;
import io.backstitch.RunPage;
import io.backstitch.RunQuery;
import io.backstitch.RunSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.stream.Stream;

/** The runs of a {@link MemoryPersistence}, which are all gone through for each answer. */
final class MemoryRunCatalog implements RunCatalog {

  private final ConcurrentNavigableMap<String, MemoryRow> runs;
  private final Runnable checkOpen;

  MemoryRunCatalog(ConcurrentNavigableMap<String, MemoryRow> runs, Runnable checkOpen) {
    this.runs = runs;
    this.checkOpen = checkOpen;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public RunPage page(RunQuery query) {
    return RunPage.from(query, summaries());
  }

  private Stream<RunSummary> summaries() {
    checkOpen.run();
    return runs.values().stream().map(MemoryRow::summary);
  }

  @Override
  public Optional<StoredRun> load(String runId) {
    checkOpen.run();
    return Optional.ofNullable(runs.get(runId)).map(MemoryRow::readAll);
  }

  @Override
  public List<RunCount> count(RunQuery query) {
    return RunCount.of(summaries().filter(query::matches));
  }

  @Override
  public boolean delete(String runId) {
    checkOpen.run();
    return delete(runId, RunQuery.all().inState(FlowState.atRest()));
  }

  /**
   * No batch is being committed meanwhile; and whoever is about to write a single run finds out.
   */
  private boolean delete(String runId, RunQuery which) {
    synchronized (runs) {
      MemoryRow row = runs.get(runId);
      boolean isDeleted = row != null && row.deleteIf(which);
      if (isDeleted) {
        runs.remove(runId);
      }
      return isDeleted;
    }
  }

  @Override
  public int deleteUnchangedSince(Instant before, Set<FlowState> states, int limit) {
    Refusals.checkLimit(limit);
    RunQuery which = RunQuery.all().inState(states.toArray(FlowState[]::new)).updatedUntil(before);
    List<RunSummary> old =
        summaries()
            .filter(which::matches)
            .sorted(Comparator.comparing(RunSummary::updatedAt))
            .limit(limit)
            .toList();
    return (int) old.stream().filter(run -> delete(run.id(), which)).count();
  }
}
