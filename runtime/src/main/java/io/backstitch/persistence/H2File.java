package io.backstitch.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/**
 * An H2 file that this process alone has: its address, and the lock beside it.
 *
 * <p>The lock proves that whoever had the file open before is dead. H2 locks the file itself too,
 * but lets one process open it any number of times.
 */
final class H2File implements Database {

  // H2's error codes.
  private static final int ALREADY_OPEN = 90020;
  private static final int CORRUPTED = 90030;
  private static final int UNSUPPORTED_FORMAT = 90048;
  private static final int WRONG_USER_OR_PASSWORD = 28000;

  private final Path path;
  private final LockFile lock;
  private final H2Engine engine;
  private final boolean synced;

  private H2File(Path path, LockFile lock, boolean synced) {
    this.path = path;
    this.lock = lock;
    this.engine = new H2Engine(path, fileOf(path), synced);
    this.synced = synced;
  }

  /**
   * Takes hold of a file, which need not exist.
   *
   * @throws PersistenceException if it can't be had
   */
  static H2File lock(Path given, boolean synced) {
    Path path = checked(given);
    LockFile lock =
        LockFile.take(path.resolveSibling(path.getFileName() + ".lock"), cantOpen(path));
    return new H2File(path, lock, synced);
  }

  private static Path checked(Path given) {
    if (!Directories.isOnDisk(given) || given.getFileName() == null) {
      throw new PersistenceException(cantOpen(given) + "it is not a path to a file on a disk.");
    }
    Path path = given.toAbsolutePath().normalize();
    checkDriver(path);
    // H2 reads the one as the start of its settings, the other as a separator of directories.
    if (path.toString().contains(";")
        || (path.getFileSystem().getSeparator().equals("/") && path.toString().contains("\\"))) {
      throw new PersistenceException(
          cantOpen(path) + "H2 can't have ';' or '\\' in a path; choose another.");
    }
    Path directory = path.getParent();
    for (Path file : List.of(path, fileOf(path))) {
      if (Files.isDirectory(file)) {
        throw new PersistenceException(
            cantOpen(path)
                + file
                + " is a directory; name a file in it, as in "
                + file.resolve("runs"));
      }
    }
    Objects.requireNonNull(directory, "an absolute path with a file name is in a directory");
    return Directories.make(directory, cantOpen(path)).resolve(path.getFileName());
  }

  private static void checkDriver(Path path) {
    try {
      DriverManager.getDriver("jdbc:h2:mem:");
    } catch (SQLException e) {
      throw new PersistenceException(
          cantOpen(path) + "its driver is missing, add com.h2database:h2 to the class path.", e);
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.H2;
  }

  @Override
  public boolean isOurs() {
    return true;
  }

  @Override
  public Connection connect() throws SQLException {
    return engine.connect();
  }

  @Override
  public RunWriter writer(Connection connection, RecordJson json, long owner) throws SQLException {
    RunWriter writer = Database.super.writer(connection, json, owner);
    return synced ? new SyncedWriter(writer, connection) : writer;
  }

  @Override
  public void secure(Connection connection) throws SQLException {
    if (synced) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(SyncedWriter.SYNC);
      }
    }
  }

  @Override
  public void tidyUp() throws SQLException {
    engine.tidyUp();
  }

  @Override
  public PersistenceException refusal(SQLException e) {
    String reason =
        switch (e.getErrorCode()) {
          case ALREADY_OPEN -> "another process has it open";
          case CORRUPTED -> "it is not an H2 database, or it is damaged";
          case UNSUPPORTED_FORMAT -> "it was written by another version of H2";
          case WRONG_USER_OR_PASSWORD -> "it has a user or a password of its own";
          default -> e.getMessage();
        };
    return new PersistenceException(cantOpen(path) + reason + ".", e);
  }

  private static Path fileOf(Path path) {
    return path.resolveSibling(path.getFileName() + ".mv.db");
  }

  private static String cantOpen(Path path) {
    return "The H2 file " + path + ".mv.db can't be opened: ";
  }

  @Override
  public String toString() {
    return fileOf(path).toString();
  }

  /** Lets others have the file. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
