package io.backstitch.retry;

import io.backstitch.Failure;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When to try again, and how long to wait before.
 *
 * <pre>{@code
 * LinearFlow.named("upload").retry(Retries.by(
 *     RetryPolicy.attempts(5).delay(Duration.ofMillis(200)).backoff(2).on(IOException.class)))
 * }</pre>
 *
 * <p>Immutable: what looks like a change returns a new object.
 */
public final class RetryPolicy {

  /** What clocks can count: 292 years. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private static final RetryPolicy UNLIMITED =
      new RetryPolicy(
          Integer.MAX_VALUE, Duration.ZERO, null, 1, 0, List.of(), List.of(), RetryDecision.REVERT);

  private final int attempts;
  private final Duration delay;
  private final @Nullable Duration maxDelay;
  private final double backoff;
  private final double jitter;
  private final List<Class<? extends Throwable>> on;
  private final List<Class<? extends Throwable>> notOn;
  private final RetryDecision inTheEnd;

  private RetryPolicy(
      int attempts,
      Duration delay,
      @Nullable Duration maxDelay,
      double backoff,
      double jitter,
      List<Class<? extends Throwable>> on,
      List<Class<? extends Throwable>> notOn,
      RetryDecision inTheEnd) {
    this.attempts = attempts;
    this.delay = delay;
    this.maxDelay = maxDelay;
    this.backoff = backoff;
    this.jitter = jitter;
    this.on = on;
    this.notOn = notOn;
    this.inTheEnd = inTheEnd;
  }

  /**
   * A policy that tries again after any failure, without a wait, as often as it may.
   *
   * @return the policy; of use beside what ends by itself, as the values of a collection do
   */
  public static RetryPolicy unlimited() {
    return UNLIMITED;
  }

  /**
   * A policy that tries again after any failure, without a wait.
   *
   * @param attempts how often the flow is executed in all, at least 1
   * @return the policy
   * @throws IllegalArgumentException if there is no attempt
   */
  public static RetryPolicy attempts(int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "A flow must be executed at least once, not " + attempts + " times");
    }
    return new RetryPolicy(
        attempts, Duration.ZERO, null, 1, 0, List.of(), List.of(), RetryDecision.REVERT);
  }

  /**
   * The same with a wait.
   *
   * @param newDelay how long to wait before the second attempt
   * @return a new object
   * @throws IllegalArgumentException if it is negative
   */
  public RetryPolicy delay(Duration newDelay) {
    return new RetryPolicy(
        attempts, checked("delay", newDelay), maxDelay, backoff, jitter, on, notOn, inTheEnd);
  }

  /**
   * The same with a limit to what {@link #backoff} makes of the wait.
   *
   * @param newMaxDelay the longest wait
   * @return a new object
   * @throws IllegalArgumentException if it is negative
   */
  public RetryPolicy maxDelay(Duration newMaxDelay) {
    return new RetryPolicy(
        attempts, delay, checked("maxDelay", newMaxDelay), backoff, jitter, on, notOn, inTheEnd);
  }

  private static Duration checked(String what, Duration duration) {
    if (Objects.requireNonNull(duration, what).isNegative()) {
      throw new IllegalArgumentException(what + " must not be negative, but is " + duration);
    }
    return duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
  }

  /**
   * The same with waits that grow.
   *
   * @param factor by which each wait is longer than the one before, at least 1
   * @return a new object
   * @throws IllegalArgumentException if it is less than 1 or no number
   */
  public RetryPolicy backoff(double factor) {
    if (!(factor >= 1) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("backoff must be a number from 1 on, but is " + factor);
    }
    return new RetryPolicy(attempts, delay, maxDelay, factor, jitter, on, notOn, inTheEnd);
  }

  /**
   * The same with waits that are left to chance in part, so that many runs do not all try again at
   * the same moment.
   *
   * @param share of each wait, from 0, the exact wait, to 1, anything from none to the whole
   * @return a new object
   * @throws IllegalArgumentException if it is less than 0 or more than 1
   */
  public RetryPolicy jitter(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("jitter must be from 0 to 1, but is " + share);
    }
    return new RetryPolicy(attempts, delay, maxDelay, backoff, share, on, notOn, inTheEnd);
  }

  /**
   * The same, trying again only after certain failures.
   *
   * @param failures the classes, and their subclasses; if there are none, any failure
   * @return a new object
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // The array is only read.
  public final RetryPolicy on(Class<? extends Throwable>... failures) {
    return new RetryPolicy(
        attempts, delay, maxDelay, backoff, jitter, List.of(failures), notOn, inTheEnd);
  }

  /**
   * The same, not trying again after certain failures, though {@link #on} would.
   *
   * @param failures the classes, and their subclasses
   * @return a new object
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // The array is only read.
  public final RetryPolicy notOn(Class<? extends Throwable>... failures) {
    return new RetryPolicy(
        attempts, delay, maxDelay, backoff, jitter, on, List.of(failures), inTheEnd);
  }

  /**
   * The same with another decision in the end.
   *
   * @param decision what is decided when it is not tried again: {@link RetryDecision#REVERT} unless
   *     told otherwise
   * @return a new object
   * @throws IllegalArgumentException if that is to try again
   */
  public RetryPolicy inTheEnd(RetryDecision decision) {
    if (decision == RetryDecision.RETRY) {
      throw new IllegalArgumentException(
          "What is decided in the end must be REVERT or REVERT_ALL, not RETRY");
    }
    return new RetryPolicy(
        attempts,
        delay,
        maxDelay,
        backoff,
        jitter,
        on,
        notOn,
        Objects.requireNonNull(decision, "decision"));
  }

  RetryDecision inTheEnd() {
    return inTheEnd;
  }

  /** Whether to try again after what has failed in the last attempt: all of it must allow that. */
  boolean triesAgain(RetryHistory history) {
    Collection<Failure> failures = history.last().failures().values();
    boolean isChoosy = !on.isEmpty() || !notOn.isEmpty();
    return history.size() < attempts && (!isChoosy || failures.stream().allMatch(this::triesAgain));
  }

  private boolean triesAgain(Failure failure) {
    return (on.isEmpty() || on.stream().anyMatch(failure::isOf))
        && notOn.stream().noneMatch(failure::isOf);
  }

  /** How long to wait before the next attempt. */
  Duration delayAfter(RetryHistory history) {
    if (delay.isZero()) {
      return delay;
    }
    double grown = (double) delay.toNanos() * Math.pow(backoff, history.size() - 1.0);
    double most = (double) (maxDelay == null ? LONGEST : maxDelay).toNanos();
    double wait = Math.min(grown, most);
    // The cast cuts off what no clock could count.
    return Duration.ofNanos(
        (long) (wait * (1 - jitter * ThreadLocalRandom.current().nextDouble())));
  }

  @Override
  public String toString() {
    List<String> shown = new ArrayList<>();
    if (attempts < Integer.MAX_VALUE) {
      shown.add("attempts " + attempts);
    }
    if (!delay.isZero()) {
      shown.add("delay " + delay + (backoff == 1 ? "" : " x " + backoff));
    }
    if (maxDelay != null) {
      shown.add("at most " + maxDelay);
    }
    if (jitter > 0) {
      shown.add("jitter " + jitter);
    }
    on.forEach(each -> shown.add("on " + each.getSimpleName()));
    notOn.forEach(each -> shown.add("not on " + each.getSimpleName()));
    shown.add("then " + inTheEnd);
    return String.join(", ", shown);
  }
}
