package io.backstitch.persistence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Keeps runs in a directory, each in a file that people can read: lines of JSON, one for each step.
 *
 * <p>For one process without a database, whose runs take a few steps a second: each step of a run
 * waits once for the disk, and runs do not share that. What is stored survives the death of the
 * process, and that of the machine. One store at a time can have the directory open; a second one,
 * in this or another process, is refused. It has to be on a disk of this machine: across a network,
 * file systems may neither lock a file nor say when it is on a disk.
 *
 * <p>What is asked of {@code Backstitch.runs()} is read from the files. When a run was created is
 * remembered once it has been read, so the first list reads all files of finished runs, and a page
 * after that only those which could be on it, until it is full. To count runs, or to find those to
 * be deleted by their age, is to read all of them. For many thousand runs, a database is better.
 *
 * <p>In the directory are {@code unfinished} and {@code finished}, with the files of the runs; what
 * is not needed of the latter may be removed while no store is open. Nothing else in it is meant to
 * be changed by others. Safe for use by several threads.
 */
public final class DirectoryPersistence implements Persistence {

  private final Path path;
  private final DurableFiles files;

  DirectoryPersistence(Path path, DurableFiles.Sync sync) {
    this.path = Objects.requireNonNull(path, "path");
    this.files = new DurableFiles(sync);
  }

  /**
   * Keeps runs in a directory.
   *
   * @param path the directory, which has nothing else in it; made, with those above it, when it is
   *     opened
   * @return the persistence, not yet opened
   */
  public static DirectoryPersistence at(Path path) {
    return new DirectoryPersistence(path, DurableFiles.Sync.OF_SYSTEM);
  }

  @Override
  public RunStore open() {
    StoreDirectory directory = StoreDirectory.open(path, files);
    try {
      return DirectoryRunStore.over(directory);
    } catch (IOException e) {
      PersistenceException refusal =
          new PersistenceException("The runs in " + directory + " can't be read (" + e + ").", e);
      Closing.after(refusal, directory);
      throw refusal;
    } catch (RuntimeException | Error e) {
      Closing.after(e, directory);
      throw e;
    }
  }
}
