package io.backstitch.persistence;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the file of a run says, read line by line.
 *
 * @param id the id of the run
 * @param run what is known of the run after the last line
 * @param owner who wrote the last line
 * @param lines how many lines there are
 * @param length how much of the file they are
 * @param firstLength how long the first of them is
 * @param isTorn whether something follows that was being written when the machine or the process
 *     died
 */
record RunFile(
    String id,
    MemoryRow run,
    long owner,
    long lines,
    long length,
    long firstLength,
    boolean isTorn) {

  /** Reads a file whose writer may have died while it appended a line. */
  static RunFile readAfterCrash(Path file, LineJson json) throws IOException, BadLineException {
    return new Reader(json, Long.MAX_VALUE, true).read(file);
  }

  /**
   * Reads a file all of whose lines must be whole.
   *
   * @param length how much of the file counts
   */
  static RunFile read(Path file, long length, LineJson json) throws IOException, BadLineException {
    return new Reader(json, length, false).read(file);
  }

  private static final class Reader {

    private final LineJson json;
    private final boolean mayBeTorn;
    private long left;
    private long lines;
    private long length;

    Reader(LineJson json, long length, boolean mayBeTorn) {
      this.json = json;
      this.left = length;
      this.mayBeTorn = mayBeTorn;
    }

    RunFile read(Path file) throws IOException, BadLineException {
      try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
        JournalLine first = parse(next(in), null);
        NewRun start = first.start();
        if (start == null) {
          throw new BadLineException("line 1 says of no run how it started");
        }
        MemoryRow run = new MemoryRow(first.set().runId(), start, first.owner(), first.at());
        run.apply(first.set(), first.updatedAt());
        long firstLength = length;
        long owner = first.owner();
        boolean torn = false;
        for (Line line = next(in); line.bytes.length > 0 || line.ended; line = next(in)) {
          if (mayBeTorn && isTorn(line, in)) {
            torn = true;
            break;
          }
          JournalLine parsed = parse(line, first.set().runId());
          run.apply(parsed.set(), parsed.at());
          owner = parsed.owner();
        }
        return new RunFile(first.set().runId(), run, owner, lines, length, firstLength, torn);
      }
    }

    private JournalLine parse(Line line, @Nullable String runId) throws BadLineException {
      long number = lines + 1;
      if (!line.ended) {
        throw new BadLineException("line " + number + " is cut off");
      }
      try {
        JournalLine parsed = json.read(line.bytes, number, runId);
        lines = number;
        length += line.bytes.length + 1;
        return parsed;
      } catch (BadLineException e) {
        throw new BadLineException("line " + number + " " + e.getMessage(), e);
      }
    }

    /**
     * Whether a line was being written when the machine or the process died: its end is missing or,
     * as blocks get to the disk in any order, something else, which reads as zeros then. A line
     * that is wrong in another way has been damaged later.
     */
    private static boolean isTorn(Line line, InputStream in) throws IOException {
      if (!line.ended) {
        return true;
      }
      in.mark(1);
      boolean last = in.read() < 0;
      if (!last) {
        in.reset();
      }
      return last && hasZero(line.bytes);
    }

    private static boolean hasZero(byte[] bytes) {
      for (byte b : bytes) {
        if (b == 0) {
          return true;
        }
      }
      return false;
    }

    private Line next(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (left > 0) {
        int b = in.read();
        if (b < 0) {
          break;
        }
        left--;
        if (b == '\n') {
          return new Line(bytes.toByteArray(), true);
        }
        bytes.write(b);
      }
      return new Line(bytes.toByteArray(), false);
    }

    private static final class Line {

      /** Without the end. */
      private final byte[] bytes;

      private final boolean ended;

      Line(byte[] bytes, boolean ended) {
        this.bytes = bytes;
        this.ended = ended;
      }
    }
  }
}
