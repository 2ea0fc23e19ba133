package io.backstitch.persistence;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Writes files so that what is written is on the disk. Nothing of it minds whether the thread is
 * interrupted, which would close a channel.
 */
final class DurableFiles {

  /** Waits until a file is on the disk. */
  @FunctionalInterface
  interface Sync {

    /** The one of the operating system. */
    Sync OF_SYSTEM = file -> file.getFD().sync();

    /**
     * Waits.
     *
     * @throws IOException if it may never be there
     */
    void sync(RandomAccessFile file) throws IOException;
  }

  /**
   * What was written may or may not be on the disk, now or later. To wait once more is no help: the
   * operating system may have forgotten that it has anything to write.
   */
  static final class UnsyncedException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsyncedException(IOException cause) {
      super("the disk did not take it (" + cause + ")", cause);
    }
  }

  private final Sync sync;

  DurableFiles(Sync sync) {
    this.sync = sync;
  }

  /**
   * Appends to a file that is there.
   *
   * @param length how much of the file counts; what follows is dropped
   * @throws UnsyncedException if nobody can tell what is on the disk
   * @throws IOException if it could not be written; the same length counts as before
   */
  void append(Path file, long length, byte[] bytes) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "somebody else has removed it");
    }
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      if (out.length() < length) {
        throw new IOException("somebody else has shortened it");
      }
      if (out.length() > length) {
        out.setLength(length);
      }
      out.seek(length);
      out.write(bytes);
      try {
        sync.sync(out);
      } catch (IOException e) {
        UnsyncedException unsynced = new UnsyncedException(e);
        forget(out, length, unsynced);
        throw unsynced;
      }
    }
  }

  /** Nobody shall read, and build on, what is not on the disk. */
  private static void forget(RandomAccessFile out, long length, Exception because) {
    try {
      out.setLength(length);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /**
   * Makes a file, or puts another in its place, so that there is at any instant the old or the new.
   *
   * @param temporary a path in the same file system for the file in the making
   * @throws UnsyncedException if nobody can tell which of the two will be there
   * @throws IOException if it could not be made; everything is as before
   */
  void replace(Path temporary, Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(temporary);
    try {
      try (RandomAccessFile out = new RandomAccessFile(temporary.toFile(), "rw")) {
        out.write(bytes);
        sync.sync(out);
      }
      move(temporary, file);
    } catch (IOException e) {
      try {
        // The disk may be full.
        Files.deleteIfExists(temporary);
      } catch (IOException more) {
        e.addSuppressed(more);
      }
      throw e;
    }
    syncDirectoryOf(file);
  }

  /**
   * Moves a file to another directory of the same file system. After a loss of power it may be in
   * the one or the other.
   *
   * @throws IOException if it could not be moved
   */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Waits until it is on the disk that a file is where it is.
   *
   * @throws UnsyncedException if nobody can tell where it will be
   */
  static void syncDirectoryOf(Path file) throws UnsyncedException {
    try {
      Directories.sync(Objects.requireNonNull(file.getParent(), "a file in a directory"));
    } catch (IOException e) {
      throw new UnsyncedException(e);
    }
  }

  /** Waits until a file that is there is on the disk. */
  void sync(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      sync.sync(out);
    }
  }

  /** Reads a small file. */
  static byte[] read(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return in.readAllBytes();
    }
  }
}
