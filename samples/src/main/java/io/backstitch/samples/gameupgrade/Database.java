package io.backstitch.samples.gameupgrade;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The database of a game server.
 *
 * @param file the H2 file; its name ends with {@code .mv.db}
 */
record Database(Path file) {

  private static final String SUFFIX = ".mv.db";

  /** Opens the database, which must exist. While it is open, no other process can open it. */
  Connection open() throws SQLException {
    return DriverManager.getConnection(url() + ";IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE");
  }

  /** Opens the database; if there is none yet, an empty one. */
  Connection create() throws SQLException {
    return DriverManager.getConnection(url());
  }

  private String url() {
    String path = file.toAbsolutePath().toString();
    // H2 adds the suffix itself.
    return "jdbc:h2:file:" + path.substring(0, path.length() - SUFFIX.length());
  }
}
