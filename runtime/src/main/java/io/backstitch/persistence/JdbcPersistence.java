package io.backstitch.persistence;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps runs in a database.
 *
 * <p>Tables are made when it is opened for the first time, and migrated when a newer version opens
 * it. One process can have an H2 file open, once; any number of them a database server, each with
 * runs of its own. Safe for use by several threads.
 */
public final class JdbcPersistence implements Persistence {

  private final Supplier<Database> database;
  private final @Nullable Path path;

  private JdbcPersistence(Supplier<Database> database, @Nullable Path path) {
    this.database = database;
    this.path = path;
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
    Objects.requireNonNull(path, "path");
    return new JdbcPersistence(() -> H2File.lock(path, false), path);
  }

  /**
   * Keeps runs in a database server, PostgreSQL, which several processes may share. What is stored
   * survives whatever the server survives.
   *
   * <p>Three connections are taken and kept: for commits, for reading, and for telling the others
   * that this process lives; and a fourth when somebody asks {@code Backstitch.runs()} for the
   * first time. A pool must have more, if tasks use it too.
   *
   * @param source gives connections; stays the caller's, who closes it after the store
   * @return the persistence, not yet opened
   */
  public static JdbcPersistence of(DataSource source) {
    Objects.requireNonNull(source, "source");
    return new JdbcPersistence(() -> DataSourceDatabase.of(source), null);
  }

  /**
   * The same, but nothing counts as stored before it is on the disk. Without this, it counts when
   * the operating system has it, which may take it to the disk half a minute later: if the machine
   * loses power or crashes before, the last steps of runs may be gone, and H2 may not be able to
   * open the file. It makes each commit wait for the disk.
   *
   * @return another persistence for the same file
   * @throws IllegalStateException if this is not an H2 file: a server has settings of its own
   */
  public JdbcPersistence survivingPowerLoss() {
    Path file = path;
    if (file == null) {
      throw new IllegalStateException(
          "Whether a database server survives a loss of power is a setting of the server");
    }
    return new JdbcPersistence(() -> H2File.lock(file, true), file);
  }

  @Override
  public RunStore open() {
    Database opened = database.get();
    try {
      return JdbcRunStore.open(opened);
    } catch (SQLException e) {
      PersistenceException refusal = opened.refusal(e);
      Closing.after(refusal, opened);
      throw refusal;
    } catch (RuntimeException | Error e) {
      Closing.after(e, opened);
      throw e;
    }
  }
}
