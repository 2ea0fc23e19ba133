package io.backstitch.samples.gameupgrade;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.backstitch.samples.SampleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that the sample may change as it likes, and that one process at a time can have. A
 * file in it tells it from the directories of others, which stay as they are.
 */
final class Playground implements AutoCloseable {

  private static final String MARK = "The sample game-upgrade of Backstitch plays here";
  private static final String MADE = MARK + ", and made this directory.\n";
  private static final String FOUND = MARK + ".\n";

  private final Path directory;
  private final Path lockFile;
  private boolean wasMade;
  private @Nullable FileChannel lock;

  Playground(Path directory) {
    this.directory = directory;
    lockFile = directory.resolve("game-upgrade.lock");
  }

  /** Whether a run has had the directory before and left something in it. */
  boolean isMarked() throws IOException {
    if (lock != null) {
      // Closing the file after reading it would free the lock.
      throw new IllegalStateException("It is locked here");
    }
    try {
      String mark = Files.isRegularFile(lockFile) ? Files.readString(lockFile) : "";
      wasMade = mark.equals(MADE);
      return mark.startsWith(MARK);
    } catch (AccessDeniedException e) {
      throw unwritable(e);
    } catch (CharacterCodingException | NoSuchFileException e) {
      return false;
    }
  }

  /** Checks that there is nothing yet which could be damaged. */
  void checkEmpty() throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (files.anyMatch(file -> !isLeftUnmarked(file))) {
        throw new SampleException(
            "The directory "
                + directory
                + " has something else in it; choose another one with --directory.");
      }
    } catch (AccessDeniedException e) {
      throw unwritable(e);
    }
  }

  /** A process that was killed at once may have made the file, but written nothing into it. */
  private boolean isLeftUnmarked(Path file) {
    return file.equals(lockFile) && Files.isRegularFile(file) && file.toFile().length() == 0;
  }

  /** Takes the directory, and makes it if it is missing. */
  void take() throws IOException {
    wasMade |= make();
    try {
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel;
      if (channel.tryLock() == null) {
        throw occupied();
      }
      if (channel.size() == 0) {
        channel.write(ByteBuffer.wrap((wasMade ? MADE : FOUND).getBytes(US_ASCII)));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    if (!Files.exists(lockFile)) {
      // Whoever had it deleted it between its opening here and its locking.
      throw occupied();
    }
  }

  /** Makes the directory. The one above must be there, for nobody would remove it again. */
  private boolean make() {
    if (Files.isDirectory(directory)) {
      return false;
    }
    try {
      Files.createDirectory(directory);
      return true;
    } catch (NoSuchFileException e) {
      throw new SampleException(
          "The directory "
              + directory
              + " can't be made, for there is no "
              + directory.getParent()
              + ".",
          e);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private SampleException occupied() {
    return new SampleException("Another process runs this sample in " + directory + ".");
  }

  private SampleException unwritable(IOException e) {
    return new SampleException("The directory " + directory + " cannot be written to.", e);
  }

  /** Takes the mark away, and the directory too if it was made here and has nothing else in it. */
  void remove() throws IOException {
    // While it is locked, so that nobody loses a lock file that is theirs by then.
    Files.deleteIfExists(lockFile);
    close();
    if (wasMade && isEmpty()) {
      Files.delete(directory);
    }
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
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
