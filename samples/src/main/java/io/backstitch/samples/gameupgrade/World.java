package io.backstitch.samples.gameupgrade;

import io.backstitch.samples.SampleException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The directory in which the sample plays: a game server with its database, and what Backstitch
 * remembers of the run. Only one process can have it open.
 */
final class World implements AutoCloseable {

  static final AppVersion OLD = new AppVersion("1.0");
  static final AppVersion NEW = new AppVersion("2.0");

  private static final int PLAYERS = 1000;

  private final Path directory;
  private final Playground playground;
  private final Path serverDirectory;
  private final Database database;
  private final Path runs;
  private final Path ledger;
  private final Path before;

  World(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
    playground = new Playground(this.directory);
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
    if (directory.toString().contains(";") || directory.toString().contains("\\")) {
      throw new SampleException(
          "The database H2 takes no directory with ';' or '\\' in its name: " + directory + ".");
    }
    if (playground.isMarked()) {
      playground.take();
      checkNobodyElse(port);
    } else {
      playground.checkEmpty();
      checkPort(port);
      playground.take();
    }
  }

  private void checkNobodyElse(int port) throws IOException {
    checkUnlocked(runs.resolve("runs.mv.db"));
    boolean hasServer = Files.exists(ServerSettings.file(serverDirectory));
    if (hasServer && ServerControl.isRunning(server())) {
      return;
    }
    checkUnlocked(database.file());
    if (!hasServer || !hasRuns()) {
      checkPort(port);
      return;
    }
    int needed = server().port();
    Optional<String> obstacle = obstacleAt(needed);
    if (obstacle.isPresent()) {
      throw new SampleException(
          String.format(
              "The run that was interrupted in %s needs port %d, which %s.",
              directory, needed, obstacle.get()));
    }
  }

  private static void checkPort(int port) {
    Optional<String> obstacle = obstacleAt(port);
    if (obstacle.isPresent()) {
      throw new SampleException(
          "Port " + port + " " + obstacle.get() + "; choose another one with --port.");
    }
  }

  /** Why the port can't be had, as the end of a sentence; nothing if it can. */
  private static Optional<String> obstacleAt(int port) {
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      free.getLocalPort();
      return Optional.empty();
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      return Optional.of(why.contains("in use") ? "is in use" : "can't be had: " + why);
    }
  }

  /** H2 locks the file of a database that is open. */
  private static void checkUnlocked(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        throw new SampleException("The database " + file + " is locked by another process.");
      }
    }
  }

  /** Whether there may be a run that was begun here and not finished. */
  boolean hasRuns() {
    return Files.exists(before) && Files.isDirectory(runs);
  }

  /** Makes the world as it is before the upgrade, with the old server running. */
  void prepare(int port) throws Exception {
    try {
      stopServer();
      checkPort(port);
      deleteContents();
      create(new GameServer(serverDirectory, port));
    } catch (IOException | SQLException | SampleException e) {
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

  /** Notes that the run has come to its end: the next one begins anew. */
  void finish() throws IOException {
    Files.deleteIfExists(before);
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

  /** Where Backstitch stores the run: an H2 file, without its extension. */
  Path runsFile() {
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

  /** Deletes all that the sample has made. */
  void delete() throws Exception {
    stopServer();
    deleteContents();
    playground.remove();
  }

  @Override
  public void close() throws IOException {
    playground.close();
  }
}
