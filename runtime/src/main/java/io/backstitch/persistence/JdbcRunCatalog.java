package io.backstitch.persistence;

import io.backstitch.FlowState;
import io.backstitch.RunCount;
import io.backstitch.RunPage;
import io.backstitch.RunQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a database, over a connection of its own, which is taken when somebody asks for the
 * first time: a long answer keeps nobody from loading and adopting.
 */
final class JdbcRunCatalog implements RunCatalog {

  private final Reconnecting<JdbcRunQueries> queries;

  /**
   * The catalog of an open store.
   *
   * @param checkOpen throws if the store is closed
   */
  JdbcRunCatalog(Database database, RecordJson json, long owner, Runnable checkOpen) {
    this.queries =
        new Reconnecting<>(
            database,
            connection -> new JdbcRunQueries(database.dialect(), connection, json, owner),
            checkOpen);
  }

  @Override
  public Instant now() {
    return queries.ask("The time could not be read", JdbcRunQueries::now);
  }

  @Override
  public RunPage page(RunQuery query) {
    return RunPage.of(query, queries.ask("Runs could not be listed", now -> now.list(query)));
  }

  @Override
  public Optional<StoredRun> load(String runId) {
    return queries.ask("Run '" + runId + "' could not be read", now -> now.load(runId));
  }

  @Override
  public List<RunCount> count(RunQuery query) {
    return queries.ask("Runs could not be counted", now -> now.count(query));
  }

  @Override
  public boolean delete(String runId) {
    return queries.change("Run '" + runId + "' could not be deleted", now -> now.delete(runId));
  }

  @Override
  public int deleteUnchangedSince(Instant before, Set<FlowState> states, int limit) {
    Refusals.checkLimit(limit);
    return queries.change(
        "Old runs could not be deleted", now -> now.deleteUnchangedSince(before, states, limit));
  }

  /** Gives up its connection, to be closed; null if it has none. */
  @Nullable JdbcRunQueries release() {
    return queries.release();
  }
}
