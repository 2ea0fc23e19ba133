package io.backstitch.persistence;

import java.io.IOException;
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
  private final boolean synced;

  private JdbcPersistence(Path path, boolean synced) {
    this.path = Objects.requireNonNull(path, "path");
    this.synced = synced;
  }

  /**
   * Keeps runs in an H2 file. The driver, {@code com.h2database:h2}, has to be on the class path.
   *
   * <p>What is stored survives the death of the process, of whatever kind. It does not survive that
   * of the machine at once: see {@link #survivingPowerLoss()}.
   *
   * @param path the file without its extension: {@code data/runs} stands for {@code
   *     data/runs.mv.db}, with {@code data/runs.lock} beside it; missing directories are created
   *     when it is opened
   * @return the persistence, not yet opened
   */
  public static JdbcPersistence h2(Path path) {
    return new JdbcPersistence(path, false);
  }

  /**
   * The same, but nothing counts as stored before it is on the disk. Without this, it counts when
   * the operating system has it, which may take it to the disk half a minute later: if the machine
   * loses power or crashes before, the last steps of runs may be gone, and H2 may not be able to
   * open the file. It makes each commit wait for the disk.
   *
   * @return another persistence for the same file
   */
  public JdbcPersistence survivingPowerLoss() {
    return new JdbcPersistence(path, true);
  }

  @Override
  public RunStore open() {
    H2File file = H2File.lock(path, synced);
    try {
      return JdbcRunStore.open(file, synced);
    } catch (SQLException e) {
      PersistenceException refusal = file.refusal(e);
      close(file, refusal);
      throw refusal;
    } catch (RuntimeException | Error e) {
      close(file, e);
      throw e;
    }
  }

  private static void close(H2File file, Throwable because) {
    try {
      file.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
