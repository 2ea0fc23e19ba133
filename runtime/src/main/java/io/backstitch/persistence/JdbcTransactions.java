package io.backstitch.persistence;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions of the database of a {@link JdbcRunStore}, each on a connection of its own, which is
 * given back in the state in which it came.
 */
final class JdbcTransactions implements Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcTransactions.class);

  final Database database;
  final TransactionRecords records;
  final Duration patience;
  private final Function<String, Optional<StoredRun>> load;

  /** How many transactions have a connection now. */
  final AtomicInteger open = new AtomicInteger();

  private final AtomicInteger commits = new AtomicInteger();

  /**
   * Transactions for an owner.
   *
   * @param load reads a run; fails if the store is closed
   * @param patience how long trouble that passes may last
   */
  JdbcTransactions(
      Database database,
      TransactionRecords records,
      Function<String, Optional<StoredRun>> load,
      Duration patience) {
    this.database = database;
    this.records = records;
    this.load = load;
    this.patience = patience;
  }

  @Override
  public AtomRecord run(String runId, Work work) throws Throwable {
    return new JdbcTransaction(this, runId, work).run();
  }

  /** The same end of the same attempt as in a record, if it is stored. */
  Optional<AtomRecord> find(String runId, AtomRecord record) {
    return load.apply(runId).stream()
        .flatMap(run -> run.atoms().stream())
        .filter(each -> each.atom().equals(record.atom()) && each.attempt() == record.attempt())
        .filter(each -> each.state() == record.state())
        .findAny();
  }

  /** Something was committed; nothing that fails here changes that. */
  void committed() {
    if (commits.incrementAndGet() % JdbcRunStore.COMMITS_BETWEEN_TIDYING == 0) {
      try {
        database.tidyUp();
      } catch (SQLException | RuntimeException e) {
        LOG.warn("{} could not be kept small", database, e);
      }
    }
  }
}
