package io.backstitch.retry;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import io.backstitch.flow.RevertArguments;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tries again only if both a controller and a policy would. */
record UnderPolicy(RetryController controller, RetryPolicy policy) implements RetryController {

  @Override
  public @Nullable Object execute(RetryHistory history, Arguments in) throws Throwable {
    return controller.execute(history, in);
  }

  @Override
  public RetryDecision onFailure(RetryHistory history, Arguments in) throws Throwable {
    RetryDecision decision = controller.onFailure(history, in);
    boolean isOver = decision == RetryDecision.RETRY && !policy.triesAgain(history);
    return isOver ? policy.inTheEnd() : decision;
  }

  @Override
  public Duration delay(RetryHistory history, Arguments in) throws Throwable {
    Duration wait = policy.delayAfter(history);
    return wait.isZero() ? controller.delay(history, in) : wait;
  }

  @Override
  public void revert(RetryHistory history, RevertArguments in) throws Throwable {
    controller.revert(history, in);
  }
}
