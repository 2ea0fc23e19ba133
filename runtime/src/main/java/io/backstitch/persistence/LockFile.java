package io.backstitch.persistence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock that one store of one process has, with the number of the process in it. It goes when its
 * process dies, so who gets it knows that whoever had it before is dead.
 */
final class LockFile implements Closeable {

  /** Beyond the text of the lock file, so that others can read it where locks are mandatory. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /**
   * The lock files that this process has. Asked before one is opened: on many systems closing it
   * once more would free the lock.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private LockFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param path the lock file, by its real path; made if it is not there
   * @param cantOpen how the message begins that says why it can't be had
   * @throws PersistenceException if it can't be had
   */
  static LockFile take(Path path, String cantOpen) {
    if (!OPEN.add(path)) {
      throw openAlready(cantOpen);
    }
    boolean done = false;
    try {
      LockFile taken = new LockFile(path, lockedChannel(path, cantOpen));
      done = true;
      return taken;
    } finally {
      if (!done) {
        OPEN.remove(path);
      }
    }
  }

  private static FileChannel lockedChannel(Path path, String cantOpen) {
    try {
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        lock(channel, cantOpen);
      } catch (IOException | RuntimeException e) {
        try (channel) {
          throw e;
        }
      }
      return channel;
    } catch (IOException e) {
      throw new PersistenceException(
          cantOpen + "the lock file " + path + " can't be written (" + e + ").", e);
    }
  }

  private static void lock(FileChannel channel, String cantOpen) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      // By a name that the file system does not tell apart, or a copy of this class.
      throw openAlready(cantOpen);
    }
    if (lock == null) {
      throw new PersistenceException(cantOpen + "process " + processIn(channel) + " has it open.");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
  }

  private static PersistenceException openAlready(String cantOpen) {
    return new PersistenceException(
        cantOpen + "this process has it open already; close the other store first.");
  }

  private static String processIn(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    // Between its lock and its text another process may have been caught.
    return pid.isBlank() ? "(unknown)" : pid;
  }

  /** Lets others have it. The file stays: removing it would race with who waits for it. */
  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0);
    } finally {
      OPEN.remove(path);
    }
  }
}
