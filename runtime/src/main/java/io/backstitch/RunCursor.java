package io.backstitch;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Objects;

/**
 * The place of a run among all: behind which the next page of a list begins. It stays good whatever
 * becomes of the run, and of those before it. Hand it back to {@link RunQuery#after(RunCursor)}, in
 * this process or, as text, in another one.
 *
 * @param createdAt when the run was started, by the clock of the store
 * @param runId its id, which orders runs that were started at the same time
 */
public record RunCursor(Instant createdAt, String runId) implements Comparable<RunCursor> {

  private static final Comparator<RunCursor> ORDER =
      Comparator.comparing(RunCursor::createdAt).thenComparing(RunCursor::runId);

  /** Checks that what must be there is there. */
  public RunCursor {
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(runId, "runId");
  }

  /**
   * Reads the text of a cursor.
   *
   * @param text what {@link #toString()} gave
   * @return the cursor
   * @throws IllegalArgumentException if it is no such text
   */
  public static RunCursor parse(String text) {
    try {
      String plain = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)).asCharBuffer().toString();
      int end = plain.indexOf(' ');
      return new RunCursor(
          Instant.parse(plain.substring(0, Math.max(end, 0))), plain.substring(end + 1));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no cursor; take one from a page, as it is", e);
    }
  }

  /** Compares by the time of creation, then by id. */
  @Override
  public int compareTo(RunCursor other) {
    return ORDER.compare(this, other);
  }

  /**
   * The cursor as text that fits into an address.
   *
   * @return letters, digits, dashes and underscores, from which {@link #parse} makes the same
   *     cursor
   */
  @Override
  public String toString() {
    String plain = createdAt + " " + runId;
    // An encoding would make one of several ids that are no proper Unicode.
    ByteBuffer characters = ByteBuffer.allocate(2 * plain.length());
    characters.asCharBuffer().put(plain);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(characters.array());
  }
}
