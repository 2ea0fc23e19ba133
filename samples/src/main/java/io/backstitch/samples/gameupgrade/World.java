package io.backstitch.samples.gameupgrade;

import io.backstitch.samples.SampleException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which the sample plays: a game server with its database, and what Backstitch
 * remembers of the run. Only one process can have it open.
 */
final class World implements AutoCloseable {

  static final AppVersion OLD = new AppVersion("1.0");
  static final AppVersion NEW = new AppVersion("2.0");

  private static final int PLAYERS = 1000;

  private final Path directory;
  private final Path lockFile;
  private final Path serverDirectory;
  private final Database database;
  private final Path runs;
  private final Path ledger;
  private final Path before;
  private @Nullable FileChannel lock;

  World(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
    lockFile = this.directory.resolve("game-upgrade.lock");
    serverDirectory = this.directory.resolve("server");
    database = new Database(this.directory.resolve("database").resolve("game.mv.db"));
    runs = this.directory.resolve("runs");
    ledger = this.directory.resolve("ledger.log");
    before = this.directory.resolve("before.properties");
  }

  /**
   * Takes the directory, and makes it if it is missing.
   *
   * @throws SampleException if it can't be used; then nothing has been changed
   */
  void open(int port) throws IOException {
    if (directory.toString().contains(";")) {
      throw new SampleException(
          "The database H2 takes no directory with a semicolon in its name: " + directory + ".");
    }
    if (Files.exists(lockFile)) {
      lock();
      checkUnfinishedWorld();
    } else {
      checkEmpty();
      checkPort(port);
      lock();
    }
  }

  private void checkEmpty() throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new SampleException(
            "The directory "
                + directory
                + " has something else in it; choose another one with --directory.");
      }
    } catch (AccessDeniedException e) {
      throw unwritable(e);
    }
  }

  private void lock() throws IOException {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel;
      if (channel.tryLock() == null) {
        throw new SampleException("Another process runs this sample in " + directory + ".");
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private SampleException unwritable(IOException e) {
    return new SampleException("The directory " + directory + " cannot be written to.", e);
  }

  private void checkUnfinishedWorld() throws IOException {
    if (!Files.exists(ServerSettings.file(serverDirectory))) {
      return;
    }
    GameServer server = server();
    if (!ServerControl.isRunning(server)) {
      checkPort(server.port());
      checkDatabase();
    }
  }

  private static void checkPort(int port) {
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      free.getLocalPort();
    } catch (IOException e) {
      throw new SampleException("Port " + port + " is in use; choose another one with --port.", e);
    }
  }

  private void checkDatabase() {
    if (!Files.exists(database.file())) {
      return;
    }
    try (Connection connection = database.open()) {
      connection.isValid(0);
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        throw new SampleException(
            "The database " + database.file() + " is locked by another process.", e);
      }
      // A crash may have left it in any state; the upgrade finds out what to do about it.
    }
  }

  /** Whether there may be a run that was begun here and not finished. */
  boolean hasRuns() {
    return Files.exists(before) && Files.isDirectory(runs);
  }

  /** Makes the world as it is before the upgrade, with the old server running. */
  void prepare(int port) throws Exception {
    stopServer();
    checkPort(port);
    try {
      deleteContents();
      create(new GameServer(serverDirectory, port));
    } catch (IOException | SQLException e) {
      delete();
      throw e;
    }
  }

  private void create(GameServer server) throws Exception {
    Files.createDirectories(runs);
    Files.createDirectories(serverDirectory);
    Files.createDirectories(database.file().getParent());
    new ServerSettings(server, database).write();
    DatabaseUpgrade.create(database, PLAYERS);
    AppDirectory apps = AppDirectory.of(server);
    apps.release(OLD, DatabaseUpgrade.OLD);
    apps.release(NEW, DatabaseUpgrade.NEW);
    apps.upgrade(OLD, HalfWay.UNDISTURBED);
    ServerStatus status =
        ServerControl.start(server, DatabaseUpgrade.OLD, OLD, HalfWay.UNDISTURBED);
    // Last, so that a world with this file is complete.
    AtomicFiles.write(before, status.print());
  }

  /** How the server answered before the upgrade. */
  ServerStatus before() throws IOException {
    return ServerStatus.parse(Files.readString(before));
  }

  GameServer server() throws IOException {
    return ServerSettings.read(serverDirectory).server();
  }

  Database database() {
    return database;
  }

  Path directory() {
    return directory;
  }

  /** Where Backstitch stores the run. */
  Path runs() {
    return runs.resolve("runs");
  }

  Ledger ledger() {
    return new Ledger(ledger);
  }

  void stopServer() throws Exception {
    if (Files.exists(ServerSettings.file(serverDirectory))) {
      ServerControl.stop(server());
    }
  }

  private void deleteContents() throws IOException {
    // This one first: without it the rest counts as not there.
    AtomicFiles.delete(before);
    for (Path path : List.of(runs, ledger, database.file().getParent(), serverDirectory)) {
      AtomicFiles.delete(path);
    }
  }

  /** Deletes all that the sample has made, and the directory if nothing else is in it. */
  void delete() throws Exception {
    stopServer();
    deleteContents();
    close();
    Files.deleteIfExists(lockFile);
    boolean empty;
    try (Stream<Path> files = Files.list(directory)) {
      empty = files.findAny().isEmpty();
    }
    if (empty) {
      Files.delete(directory);
    }
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }
}
