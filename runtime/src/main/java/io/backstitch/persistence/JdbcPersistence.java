package io.backstitch.persistence;

import java.nio.file.Path;

/**
 * Keeps runs in a database.
 *
 * <p>Safe for use by several threads.
 */
public final class JdbcPersistence implements Persistence {

  private final Path path;

  private JdbcPersistence(Path path) {
    this.path = path;
  }

  /**
   * Keeps runs in an H2 file. The driver, {@code com.h2database:h2}, has to be on the class path.
   *
   * @param path the file without its extension: {@code data/runs} stands for {@code
   *     data/runs.mv.db}; missing directories are created when it is opened
   * @return the persistence, not yet opened
   */
  public static JdbcPersistence h2(Path path) {
    return new JdbcPersistence(path);
  }

  @Override
  public RunStore open() {
    throw new PersistenceException(path + " not yet");
  }
}
