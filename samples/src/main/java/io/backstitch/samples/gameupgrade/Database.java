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
    return DriverManager.getConnection(url() + ";IFEXISTS=TRUE");
  }

  /** Opens the database; if there is none yet, an empty one. */
  Connection create() throws SQLException {
    return DriverManager.getConnection(url());
  }

  private String url() {
    String path = file.toAbsolutePath().toString();
    // H2 adds the suffix itself. What is committed shall be in the file at once, not half a second
    // later. When the process ends, whoever opened the database closes it.
    return "jdbc:h2:file:"
        + path.substring(0, path.length() - SUFFIX.length())
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  }
}
