package io.backstitch.persistence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A directory of runs that this process alone has: where in it is what, the lock, and the file that
 * says of which format it is and which number its owner has.
 */
final class StoreDirectory implements Closeable {

  /** The newest format that this version knows. */
  private static final int FORMAT = 1;

  private static final String LOCK = "lock";
  private static final String ABOUT = "backstitch.json";
  private static final String ABOUT_IN_THE_MAKING = "backstitch.json.new";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path path;
  private final LockFile lock;
  private final DurableFiles files;
  private final long owner;

  private StoreDirectory(Path path, LockFile lock, DurableFiles files, long owner) {
    this.path = path;
    this.lock = lock;
    this.files = files;
    this.owner = owner;
  }

  /**
   * Takes hold of a directory, which need not exist.
   *
   * @throws PersistenceException if it can't be had
   */
  static StoreDirectory open(Path given, DurableFiles files) {
    if (!Directories.isOnDisk(given)) {
      throw new PersistenceException(
          cantOpen(given) + "it is not a path to a directory on a disk.");
    }
    Path path = Directories.make(given, cantOpen(given));
    LockFile lock = LockFile.take(path.resolve(LOCK), cantOpen(path));
    try {
      long owner = previousOwner(path) + 1;
      StoreDirectory directory = new StoreDirectory(path, lock, files, owner);
      directory.prepare();
      return directory;
    } catch (IOException e) {
      PersistenceException refusal = new PersistenceException(cantOpen(path) + e + ".", e);
      Closing.after(refusal, lock);
      throw refusal;
    } catch (RuntimeException | Error e) {
      Closing.after(e, lock);
      throw e;
    }
  }

  private static long previousOwner(Path path) throws IOException {
    Path about = path.resolve(ABOUT);
    if (Files.exists(about)) {
      JsonNode node = about(about, cantOpen(path));
      if (node.path("format").asInt() > FORMAT) {
        throw new PersistenceException(
            cantOpen(path)
                + "a newer version of Backstitch has made it, of format "
                + node.path("format").asInt()
                + "; this version knows formats up to "
                + FORMAT
                + ". Use the newer version.");
      }
      return node.path("owner").asLong();
    }
    try (Stream<Path> there = Files.list(path)) {
      List<String> strange =
          there
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> !Set.of(LOCK, ABOUT_IN_THE_MAKING).contains(name))
              .sorted()
              .limit(3)
              .toList();
      if (!strange.isEmpty()) {
        throw new PersistenceException(
            cantOpen(path)
                + "it holds something else ("
                + String.join(", ", strange)
                + ") and no "
                + ABOUT
                + ". Name a directory that is empty or new; or put that file back, if it is lost.");
      }
    }
    Directories.syncWithParents(path);
    return 0;
  }

  private static JsonNode about(Path file, String problem) throws IOException {
    String text = new String(DurableFiles.read(file), StandardCharsets.UTF_8);
    try {
      JsonNode node = JSON.readTree(text);
      if (node.path("format").isInt() && node.path("owner").isIntegralNumber()) {
        return node;
      }
    } catch (JacksonException e) {
      throw damaged(file, problem, e);
    }
    throw damaged(file, problem, null);
  }

  private static PersistenceException damaged(
      Path file, String problem, @Nullable Exception cause) {
    return new PersistenceException(
        problem
            + file
            + " is damaged: it must say {\"format\":"
            + FORMAT
            + ",\"owner\":N} with N not below any owner in the files of the runs. Put it back from"
            + " a copy.",
        cause);
  }

  private void prepare() throws IOException {
    files.replace(
        path.resolve(ABOUT_IN_THE_MAKING),
        path.resolve(ABOUT),
        ("{\"format\":" + FORMAT + ",\"owner\":" + owner + "}\n").getBytes(StandardCharsets.UTF_8));
    Files.createDirectories(unfinished());
    Files.createDirectories(finished());
    Files.deleteIfExists(inTheMaking());
    // Whoever was here before may have died between moving a file and waiting for the disk.
    Directories.sync(path);
    Directories.sync(unfinished());
    Directories.sync(finished());
  }

  /** The number of this owner. */
  long owner() {
    return owner;
  }

  /** How files are written here. */
  DurableFiles files() {
    return files;
  }

  /** Where the files of runs are that are neither done nor undone; perhaps some others, too. */
  Path unfinished() {
    return path.resolve("unfinished");
  }

  /** Where the files of runs are that are done or undone. */
  Path finished() {
    return path.resolve("finished");
  }

  /** A file that is being written, and not yet where it belongs. */
  Path inTheMaking() {
    return path.resolve("run.new");
  }

  /**
   * Checks that nobody else has opened the directory since: where locks of files do not work, or
   * somebody has removed the lock file.
   *
   * @throws PersistenceException if somebody has
   */
  void checkOwner() {
    try {
      if (about(path.resolve(ABOUT), "Nothing can be stored in " + path + ": ")
              .path("owner")
              .asLong()
          != owner) {
        throw Refusals.fenced();
      }
    } catch (IOException e) {
      throw new PersistenceException(
          "Nothing can be stored in " + path + ": " + ABOUT + " can't be read (" + e + ").", e);
    }
  }

  private static String cantOpen(Path path) {
    return "The directory " + path + " can't be opened: ";
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
