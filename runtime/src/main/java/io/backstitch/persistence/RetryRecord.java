package io.backstitch.persistence;

import io.backstitch.Failure;
import io.backstitch.Intention;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is stored about an attempt of a retry controller, beside what is stored about every atom.
 * Its history is made of the records of its attempts, so that each costs the same to store.
 *
 * @param intention what it has decided: while it is to retry or revert, everything after it is to
 *     be undone
 * @param firstTried the number of the first attempt in its history
 * @param tried how many attempts there are in its history
 * @param failures what failed in this attempt, by the name of the atom
 * @param resetAt the sequence number of the step in which it last started what it guards again, or
 *     0: what was stored before about atoms after it counts no more
 */
public record RetryRecord(
    Intention intention, int firstTried, int tried, Map<String, Failure> failures, long resetAt) {

  /** Checks that what must be there is there, and copies the map, keeping its order. */
  public RetryRecord {
    Objects.requireNonNull(intention, "intention");
    failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
  }

  /**
   * Whether an attempt is in the history.
   *
   * @param attempt its number
   * @return true if it is
   */
  public boolean hasTried(int attempt) {
    return attempt >= firstTried && attempt < firstTried + tried;
  }
}
