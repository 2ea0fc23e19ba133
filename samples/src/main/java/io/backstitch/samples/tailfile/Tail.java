package io.backstitch.samples.tailfile;

import io.backstitch.samples.SampleException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the states of {@link TailMachine} do. For one thread. */
final class Tail implements Closeable {

  private final Path path;
  private final int lines;
  private final Output output;
  private final Changes changes;
  private final Consumer<String> notices;
  private final ByteBuffer block;

  private @Nullable OpenFile file;
  private @Nullable LastLines lastLines;

  /** How much of the file is written. */
  private long position;

  private boolean isMissing;

  /** Where the bytes of the file go. */
  @FunctionalInterface
  interface Output {

    /**
     * Writes bytes.
     *
     * @return false if nobody reads them any more
     */
    boolean write(byte[] bytes, int length);
  }

  /**
   * Prepares to show a file.
   *
   * @param path the file
   * @param lines how many of its last lines
   * @param blockSize how many bytes to read at once
   * @param output where its bytes go
   * @param changes tells when to look at the file again
   * @param notices is told what happens to the file
   */
  Tail(
      Path path,
      int lines,
      int blockSize,
      Output output,
      Changes changes,
      Consumer<String> notices) {
    this.path = path;
    this.lines = lines;
    this.output = output;
    this.changes = changes;
    this.notices = notices;
    this.block = ByteBuffer.allocate(blockSize);
  }

  TailEvent open() throws IOException {
    if (Files.isDirectory(path)) {
      throw new SampleException(path + " is a directory.");
    }
    try {
      file = OpenFile.of(path);
    } catch (NoSuchFileException e) {
      throw new SampleException(path + " is not there.", e);
    } catch (AccessDeniedException e) {
      throw new SampleException(path + " can't be read.", e);
    }
    lastLines = new LastLines(file.channel(), lines, block.capacity());
    return TailEvent.OPENED;
  }

  LastLines lastLines() {
    return Objects.requireNonNull(lastLines);
  }

  void skipToLastLines() {
    position = lastLines().begin();
    lastLines = null;
  }

  TailEvent copyBlock() throws IOException {
    block.clear();
    int length = file().channel().read(block, position);
    if (length < 0) {
      return TailEvent.ALL_COPIED;
    }
    position += length;
    return output.write(block.array(), length) ? TailEvent.BLOCK_COPIED : TailEvent.NOBODY_READS;
  }

  TailEvent examine() throws IOException {
    long size = file().channel().size();
    if (size != position) {
      return size > position ? TailEvent.GREW : TailEvent.SHRANK;
    }
    Object identity = OpenFile.identity(path);
    if (identity == null) {
      tellMissing();
      return TailEvent.NOTHING_NEW;
    }
    isMissing &= !identity.equals(file().identity());
    return identity.equals(file().identity()) ? TailEvent.NOTHING_NEW : TailEvent.REPLACED;
  }

  TailEvent await() throws IOException {
    return changes.await() ? TailEvent.WOKEN : TailEvent.STOPPED;
  }

  TailEvent rewind() {
    notices.accept(path + " was cut; here is all that is in it now.");
    position = 0;
    return TailEvent.GREW;
  }

  TailEvent switchFile() throws IOException {
    OpenFile next;
    try {
      if (Files.isDirectory(path)) {
        throw new NoSuchFileException(path.toString());
      }
      next = OpenFile.of(path);
    } catch (NoSuchFileException | AccessDeniedException e) {
      tellMissing();
      return TailEvent.MISSING;
    }
    file().close();
    file = next;
    position = 0;
    isMissing = false;
    notices.accept(path + " is another file now; here is all that is in it.");
    return TailEvent.OPENED;
  }

  private void tellMissing() {
    if (!isMissing) {
      isMissing = true;
      notices.accept(path + " can't be read any more; waiting until it can.");
    }
  }

  private OpenFile file() {
    return Objects.requireNonNull(file);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
