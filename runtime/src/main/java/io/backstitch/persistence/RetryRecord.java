package io.backstitch.persistence;

import io.backstitch.Failure;
import io.backstitch.Intention;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is stored about a retry controller, beside what is stored about every atom.
 *
 * @param intention what it has decided: while it is to retry or revert, everything after it is to
 *     be undone
 * @param attempts what it has tried, the oldest first
 * @param resetAt the sequence number of the step in which it last started what it guards again, or
 *     0: what was stored before about atoms after it counts no more
 */
public record RetryRecord(Intention intention, List<Attempt> attempts, long resetAt) {

  /** Checks that what must be there is there, and copies the list. */
  public RetryRecord {
    Objects.requireNonNull(intention, "intention");
    attempts = List.copyOf(attempts);
  }

  /**
   * One attempt.
   *
   * @param provided what it provided, as JSON, or null if it provides nothing
   * @param failures what failed in it, by the name of the atom
   */
  public record Attempt(@Nullable String provided, Map<String, Failure> failures) {

    /** Copies the map, keeping its order. */
    public Attempt {
      failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }
  }
}
