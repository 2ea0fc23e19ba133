package io.backstitch.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An H2 file that this process alone has: its address, and the lock beside it.
 *
 * <p>The lock proves that whoever had the file open before is dead. H2 locks the file itself too,
 * but lets one process open it any number of times.
 */
final class H2File implements Database {

  /** Beyond the text of the lock file, so that others can read it where locks are mandatory. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  // H2's error codes.
  private static final int ALREADY_OPEN = 90020;
  private static final int CORRUPTED = 90030;
  private static final int UNSUPPORTED_FORMAT = 90048;
  private static final int WRONG_USER_OR_PASSWORD = 28000;

  /**
   * The files that this process has. Asked before a lock file is opened: on many systems closing it
   * once more would free the lock.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private final H2Engine engine;
  private final boolean synced;

  private H2File(Path path, FileChannel channel, boolean synced) {
    this.path = path;
    this.channel = channel;
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
    if (!OPEN.add(path)) {
      throw openAlready(path);
    }
    boolean done = false;
    try {
      H2File file = new H2File(path, lockedChannel(path), synced);
      done = true;
      return file;
    } finally {
      if (!done) {
        OPEN.remove(path);
      }
    }
  }

  private static FileChannel lockedChannel(Path path) {
    Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(
              lockFile,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        lock(path, channel);
      } catch (IOException | RuntimeException e) {
        try (channel) {
          throw e;
        }
      }
      return channel;
    } catch (IOException e) {
      throw new PersistenceException(
          cantOpen(path) + "the lock file " + lockFile + " can't be written (" + e + ").", e);
    }
  }

  private static Path checked(Path given) {
    if (given.getFileSystem() != FileSystems.getDefault() || given.getFileName() == null) {
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
    try {
      Files.createDirectories(directory);
      // One name for one file, whatever links lead there.
      directory = directory.toRealPath();
    } catch (FileAlreadyExistsException e) {
      throw new PersistenceException(
          cantOpen(path) + e.getFile() + " is a file, not a directory.", e);
    } catch (IOException e) {
      throw new PersistenceException(
          cantOpen(path) + "the directory can't be created (" + e + ").", e);
    }
    if (!Files.isWritable(directory)) {
      throw new PersistenceException(cantOpen(path) + "the directory can't be written to.");
    }
    return directory.resolve(path.getFileName());
  }

  private static void checkDriver(Path path) {
    try {
      DriverManager.getDriver("jdbc:h2:mem:");
    } catch (SQLException e) {
      throw new PersistenceException(
          cantOpen(path) + "its driver is missing, add com.h2database:h2 to the class path.", e);
    }
  }

  private static void lock(Path path, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      // By a name that the file system does not tell apart, or a copy of this class.
      throw openAlready(path);
    }
    if (lock == null) {
      throw new PersistenceException(
          cantOpen(path) + "process " + processIn(channel) + " has it open.");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
  }

  private static PersistenceException openAlready(Path path) {
    return new PersistenceException(
        cantOpen(path) + "this process has it open already; close the other store first.");
  }

  private static String processIn(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    // Between its lock and its text another process may have been caught.
    return pid.isBlank() ? "(unknown)" : pid;
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

  /**
   * Lets others have the file. The lock file stays: removing it would race with who waits for it.
   */
  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0);
    } finally {
      OPEN.remove(path);
    }
  }
}
