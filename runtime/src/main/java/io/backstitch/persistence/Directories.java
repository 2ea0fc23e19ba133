package io.backstitch.persistence;

import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Makes directories, and sees to it that they stay. */
final class Directories {

  private Directories() {}

  /**
   * Makes a directory that files of runs can be kept in, and those above it.
   *
   * @param cantOpen how the message begins that says why it can't be had
   * @return its real path, so that it has one name, whatever links lead there
   * @throws PersistenceException if there can't be one, or nothing can be written to it
   */
  static Path make(Path given, String cantOpen) {
    Path directory = given.toAbsolutePath().normalize();
    try {
      Files.createDirectories(directory);
      directory = directory.toRealPath();
    } catch (FileAlreadyExistsException e) {
      throw new PersistenceException(cantOpen + e.getFile() + " is a file, not a directory.", e);
    } catch (IOException e) {
      throw new PersistenceException(cantOpen + "the directory can't be created (" + e + ").", e);
    }
    if (!Files.isWritable(directory)) {
      throw new PersistenceException(cantOpen + "the directory can't be written to.");
    }
    return directory;
  }

  /** Whether a path is one to a file or directory on a disk, and not, say, in an archive. */
  static boolean isOnDisk(Path path) {
    return path.getFileSystem() == FileSystems.getDefault();
  }

  /**
   * Waits until the names in a directory are on the disk. An interrupt does not hinder it.
   *
   * @throws IOException if that could not be done
   */
  static void sync(Path directory) throws IOException {
    if (File.separatorChar == '\\') {
      // Windows can't open a directory, and keeps a log of its own of changes to them.
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          Thread.interrupted();
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The same for a directory and all above it: any of them may have been made just now. */
  static void syncWithParents(Path directory) throws IOException {
    sync(directory);
    for (@Nullable Path p = directory.getParent(); p != null; p = p.getParent()) {
      if (!Files.isReadable(p)) {
        // Not one of ours to have been made just now.
        return;
      }
      sync(p);
    }
  }
}
