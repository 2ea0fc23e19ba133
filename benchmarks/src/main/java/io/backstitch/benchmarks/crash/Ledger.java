package io.backstitch.benchmarks.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What really happened, line by line, whatever is stored of it: a file that each process appends
 * to. A line is handed to the operating system as a whole before the call returns, so it outlives
 * the process. Safe for use by several threads.
 */
final class Ledger implements AutoCloseable {

  /** What a line tells, by its first word. */
  enum Entry {
    /** A run is on disk, as its starter was told. */
    STARTED,
    /** A method was called, with an idempotency key. */
    BEGIN,
    /** It has returned. */
    END,
    /** It has thrown. */
    THROWN,
    /** The engine has told that the end of a call is stored. */
    STORED,
    /** A process was killed. */
    KILL
  }

  /** One line; the key is empty if the entry needs none. */
  record Line(Entry entry, String key) {}

  private final FileChannel file;
  private final int lastLine;
  private int lines;

  private Ledger(FileChannel file, int lastLine) {
    this.file = file;
    this.lastLine = lastLine;
  }

  /**
   * Opens a ledger to append to it.
   *
   * @param lastLine after how many lines this process ends itself, as if it were killed; 0 for
   *     never
   */
  static Ledger append(Path path, int lastLine) throws IOException {
    return new Ledger(
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND), lastLine);
  }

  synchronized void write(Entry entry, String key) {
    ByteBuffer line = ByteBuffer.wrap((entry + " " + key + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (++lines == lastLine) {
      Runtime.getRuntime().halt(Life.HALTED);
    }
  }

  static List<Line> read(Path path) throws IOException {
    return Files.readAllLines(path).stream()
        .map(line -> line.split(" ", 2))
        .map(parts -> new Line(Entry.valueOf(parts[0]), parts[1]))
        .toList();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
