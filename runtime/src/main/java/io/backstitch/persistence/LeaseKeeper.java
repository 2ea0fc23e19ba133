package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease of an owner while the process lives, on a thread and a connection of its own, so
 * that nothing which takes long is in its way.
 */
final class LeaseKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final long BETWEEN_SECONDS = 3;

  private final Database database;
  private final long number;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread renewing = new Thread(task, "backstitch-lease");
            renewing.setDaemon(true);
            return renewing;
          });
  private final ScheduledFuture<?> renewal;
  private @Nullable Connection connection;
  private boolean isAway;

  private LeaseKeeper(Database database, long number, Connection connection) {
    this.database = database;
    this.number = number;
    this.connection = connection;
    this.renewal =
        thread.scheduleWithFixedDelay(
            this::renew, BETWEEN_SECONDS, BETWEEN_SECONDS, TimeUnit.SECONDS);
  }

  /** Begins to renew. */
  static LeaseKeeper start(Database database, long number) throws SQLException {
    return new LeaseKeeper(database, number, database.connect());
  }

  private synchronized void renew() {
    try {
      if (connection == null) {
        connection = database.connect();
      }
      boolean isOwner = Ownership.renew(connection, number);
      if (!isOwner) {
        LOG.error(
            "Owner {} of {} has been shut out, as its lease was over: another process may have its"
                + " runs now, and this one stores nothing any more. Close it and open it again",
            number,
            database);
        renewal.cancel(false);
      } else if (isAway) {
        LOG.info("The lease of owner {} of {} is renewed again", number, database);
      }
      isAway = false;
    } catch (SQLException | RuntimeException e) {
      if (!isAway) {
        LOG.warn(
            "The lease of owner {} of {} could not be renewed; trying again every {} s",
            number,
            database,
            BETWEEN_SECONDS,
            e);
      }
      isAway = true;
      drop(e);
    }
  }

  private void drop(Exception because) {
    Connection dropped = connection;
    connection = null;
    if (dropped != null) {
      Closing.after(because, dropped);
    }
  }

  /** Gives the owner up. If that can't be said now, its lease ends by itself. */
  @Override
  public void close() {
    thread.shutdown();
    synchronized (this) {
      try {
        giveUp(connection == null ? database.connect() : connection);
      } catch (SQLException first) {
        try {
          // The connection may have been lost long ago.
          giveUp(database.connect());
        } catch (SQLException e) {
          e.addSuppressed(first);
          LOG.warn(
              "Owner {} of {} could not be given up; others have its runs when its lease is over",
              number,
              database,
              e);
        }
      }
      connection = null;
    }
  }

  private void giveUp(Connection last) throws SQLException {
    try (last) {
      Ownership.fence(last, number);
    }
  }
}
