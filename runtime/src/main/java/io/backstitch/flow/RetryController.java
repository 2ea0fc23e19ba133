package io.backstitch.flow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Guards a flow: when something inside fails, it decides whether the flow is tried again.
 * Ready-made controllers are in {@code io.backstitch.retry}.
 *
 * <p>One object serves all runs, in many threads: what it has tried is in the history. Its decision
 * is made by the thread that owns the run, which waits for it, so it should be quick and must not
 * do what a crash should not repeat.
 */
public interface RetryController {

  /**
   * Called before each attempt at the flow.
   *
   * @param history the attempts so far, without the one that is about to start
   * @param in what the controller requires
   * @return the value that the controller provides for the attempt, or null if it provides none
   * @throws Throwable to make the controller fail, as a task would; the controller of the flow
   *     around decides then
   */
  default @Nullable Object execute(RetryHistory history, Arguments in) throws Throwable {
    return null;
  }

  /**
   * Called when something in the flow has failed.
   *
   * @param history the attempts so far; the last one has the failure
   * @param in what the controller requires
   * @return what is to be done
   * @throws Throwable to give up; it counts as {@link RetryDecision#REVERT}
   */
  RetryDecision onFailure(RetryHistory history, Arguments in) throws Throwable;

  /**
   * Called when the flow is undone and about to be tried again.
   *
   * @param history the attempts so far; the last one has the failure
   * @param in what the controller requires
   * @return how long to wait before the next attempt, none if not overridden. A run that waits
   *     holds no thread. The wait is not stored: a run that is stopped meanwhile, or that a crash
   *     ends, tries again at once when it carries on
   * @throws Throwable counts as no wait, and is logged
   */
  default Duration delay(RetryHistory history, Arguments in) throws Throwable {
    return Duration.ZERO;
  }

  /**
   * Called when the flow is undone for good, after everything in it.
   *
   * @param history the attempts
   * @param in what the controller requires
   * @throws Throwable to tell that it can't be undone; the run is then half-way and needs a person
   */
  default void revert(RetryHistory history, RevertArguments in) throws Throwable {}
}
