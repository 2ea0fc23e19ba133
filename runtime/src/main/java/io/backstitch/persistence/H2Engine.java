package io.backstitch.persistence;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * H2 over one file: how to connect to it, and what it has to be told beneath JDBC so that a killed
 * process loses no commit. Decision 3 says why.
 *
 * <p>A class of its own, because the classes that it uses are there only if the driver is.
 */
final class H2Engine {

  /**
   * How many versions of the file stay readable. H2 finds the newest one by a chain that begins
   * where the header of the file points, at most 22 versions back; no link of it may be
   * overwritten.
   */
  private static final int VERSIONS = 32;

  // Small steps, taken often: measured to keep the file at twice its data, for a tenth of the time.
  private static final int TIDY_BELOW_PERCENT = 50;
  private static final int TIDY_BYTES = 64 * 1024;

  private static final String SETTINGS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;MAX_COMPACT_TIME=2000";

  private final File file;
  private final String kind;
  private final String url;
  private @Nullable MVStore store;

  H2Engine(Path path, Path file, boolean synced) {
    this.file = file.toFile();
    if (synced) {
      OrderedFile.register();
    }
    // async: an interrupted thread closes the file of every other kind. The ordered one is one,
    // too.
    this.kind = (synced ? OrderedFile.SCHEME : "async") + ":";
    this.url = "jdbc:h2:" + kind + path.toString().replace('\\', '/') + SETTINGS;
  }

  /**
   * Opens a connection; the first one opens the database, and so does the first after a failure.
   */
  synchronized Connection connect() throws SQLException {
    if ((store == null || store.isClosed()) && file.length() > 0) {
      closeInGoodOrder();
    }
    Connection connection = DriverManager.getConnection(url, "sa", "");
    try {
      store = keepVersions(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      try (connection) {
        throw e;
      }
    }
  }

  /**
   * Lets the header of the file name its newest version, if whoever had it open did not come to
   * that. So the chain begins anew before H2 opens the file, which keeps only one version then.
   */
  private void closeInGoodOrder() throws SQLException {
    try {
      MVStore left = new MVStore.Builder().fileName(kind + file).autoCommitDisabled().open();
      try {
        if (!left.getFileStore().getStoreHeader().containsKey("clean")) {
          left.setVersionsToKeep(Integer.MAX_VALUE);
          left.setReuseSpace(false);
          left.close();
        }
      } finally {
        left.closeImmediately();
      }
    } catch (MVStoreException e) {
      throw refusal(e);
    }
  }

  /**
   * Moves a little of what is left in old parts of the file, so that they become free. H2 does this
   * itself only if it writes in the background, which is too late for a commit.
   */
  synchronized void tidyUp() throws SQLException {
    if (store != null) {
      try {
        store.compact(TIDY_BELOW_PERCENT, TIDY_BYTES);
      } catch (MVStoreException e) {
        throw refusal(e);
      } catch (RuntimeException e) {
        if (!(e.getCause() instanceof InterruptedException)) {
          throw e;
        }
        // It did not come to anything; there will be a next time.
        Thread.currentThread().interrupt();
      }
    }
  }

  private static MVStore keepVersions(Connection connection) throws SQLException {
    Database database =
        ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
    MVStore store = database.getStore().getMvStore();
    store.setVersionsToKeep(VERSIONS);
    // By default what is overwritten is also at least 45 s old, and the file grows and grows.
    store.setRetentionTime(0);
    return store;
  }

  private static SQLException refusal(MVStoreException e) {
    int code =
        switch (e.getErrorCode()) {
          case DataUtils.ERROR_FILE_LOCKED -> ErrorCode.DATABASE_ALREADY_OPEN_1;
          // It ends where a file of H2 does not.
          case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_READING_FAILED ->
              ErrorCode.FILE_CORRUPTED_1;
          case DataUtils.ERROR_UNSUPPORTED_FORMAT -> ErrorCode.FILE_VERSION_ERROR_1;
          default -> ErrorCode.GENERAL_ERROR_1;
        };
    return new SQLException(e.getMessage(), ErrorCode.getState(code), code, e);
  }
}
