package io.backstitch.persistence;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Keeps runs in a database.
 *
 * <p>Tables are made when it is opened for the first time, and migrated when a newer version opens
 * it. One process can have an H2 file open, once. Safe for use by several threads.
 */
public final class JdbcPersistence implements Persistence {

  private final Path path;

  private JdbcPersistence(Path path) {
    this.path = Objects.requireNonNull(path, "path");
  }

  /**
   * Keeps runs in an H2 file. The driver, {@code com.h2database:h2}, has to be on the class path.
   *
   * @param path the file without its extension: {@code data/runs} stands for {@code
   *     data/runs.mv.db}, with {@code data/runs.lock} beside it; missing directories are created
   *     when it is opened
   * @return the persistence, not yet opened
   */
  public static JdbcPersistence h2(Path path) {
    return new JdbcPersistence(path);
  }

  @Override
  public RunStore open() {
    H2File file = H2File.lock(path);
    JdbcRunStore store = null;
    try {
      store = JdbcRunStore.open(file);
      return store;
    } catch (SQLException e) {
      throw file.refusal(e);
    } finally {
      if (store == null) {
        file.release();
      }
    }
  }
}
