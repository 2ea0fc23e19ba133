package io.backstitch.flow;

import io.backstitch.Failure;
import io.backstitch.internal.Appended;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a retry controller has tried so far: one entry for each time its flow was started, until the
 * flow is undone for good. Immutable.
 *
 * @param attempts the attempts, the oldest first; the last one is under way or has just failed
 */
public record RetryHistory(List<RetryAttempt> attempts) {

  /** A history without attempts. */
  public static final RetryHistory EMPTY = new RetryHistory(List.of());

  /** The attempts of a history that has grown from another: the last one may still change. */
  private static final class Grown extends AbstractList<RetryAttempt> {
    final Appended<RetryAttempt> past;
    final RetryAttempt last;

    Grown(Appended<RetryAttempt> past, RetryAttempt last) {
      this.past = past;
      this.last = last;
    }

    @Override
    public RetryAttempt get(int index) {
      return index == past.size() ? last : past.get(index);
    }

    @Override
    public int size() {
      return past.size() + 1;
    }
  }

  /** Copies the list. */
  public RetryHistory {
    attempts = attempts instanceof Grown ? attempts : List.copyOf(attempts);
  }

  /**
   * One attempt at a flow.
   *
   * @param provided what the controller provided for it, or null
   * @param failures what failed in it, by the name of the atom; a nested retry controller that gave
   *     up is there under its own name. Unmodifiable, in the order in which they happened
   */
  public record RetryAttempt(@Nullable Object provided, Map<String, Failure> failures) {

    /** Copies the map, keeping its order. */
    public RetryAttempt {
      failures = FailureMap.of(failures);
    }

    /**
     * Whether this attempt failed because of an exception of a class.
     *
     * @param exceptionClass the class
     * @return true if a failure of the attempt, or a cause of one, is of the class; what was read
     *     back from storage is compared as {@link Failure#isCausedBy} says
     */
    public boolean isCausedBy(Class<? extends Throwable> exceptionClass) {
      return failures.values().stream().anyMatch(failure -> failure.isCausedBy(exceptionClass));
    }
  }

  /**
   * How often the flow was started.
   *
   * @return the number of attempts
   */
  public int size() {
    return attempts.size();
  }

  /**
   * The attempt that is under way or has just failed.
   *
   * @return the last attempt
   * @throws NoSuchElementException if there was none yet, which is never so in {@link
   *     RetryController#onFailure}
   */
  public RetryAttempt last() {
    if (attempts.isEmpty()) {
      throw new NoSuchElementException("The flow has not been started yet: there is no attempt");
    }
    return attempts.get(attempts.size() - 1);
  }

  /**
   * What was provided for each attempt.
   *
   * @return an unmodifiable list, which may hold null
   */
  public List<@Nullable Object> provided() {
    List<@Nullable Object> values = new ArrayList<>();
    for (RetryAttempt attempt : attempts) {
      values.add(attempt.provided());
    }
    return Collections.unmodifiableList(values);
  }

  /**
   * Whether an attempt failed because of an exception of a class.
   *
   * @param exceptionClass the class
   * @return true if a failure of any attempt, or a cause of one, is of the class
   */
  public boolean isCausedBy(Class<? extends Throwable> exceptionClass) {
    return attempts.stream().anyMatch(attempt -> attempt.isCausedBy(exceptionClass));
  }

  /**
   * This history with one more attempt, which nothing has failed in.
   *
   * @param provided what was provided for it, or null
   * @return a new history
   */
  public RetryHistory with(@Nullable Object provided) {
    RetryAttempt next = new RetryAttempt(provided, Map.of());
    Appended<RetryAttempt> all = attempts.isEmpty() ? Appended.empty() : past().with(last());
    return new RetryHistory(new Grown(all, next));
  }

  /** All attempts but the last. */
  private Appended<RetryAttempt> past() {
    return attempts instanceof Grown grown
        ? grown.past
        : Appended.of(attempts.subList(0, attempts.size() - 1));
  }

  /**
   * This history with a failure of the last attempt. The first failure of an atom is kept.
   *
   * @param atom the name of the atom, or of the nested controller that gave up
   * @param failure why it failed
   * @return a new history, or this one if there is no attempt or the failure is there already
   */
  public RetryHistory withFailure(String atom, Failure failure) {
    Objects.requireNonNull(failure, "failure");
    if (attempts.isEmpty()) {
      return this;
    }
    RetryAttempt last = last();
    if (last.failures().containsKey(atom)) {
      return this;
    }
    Map<String, Failure> failures = FailureMap.of(last.failures()).with(atom, failure);
    return new RetryHistory(new Grown(past(), new RetryAttempt(last.provided(), failures)));
  }
}
