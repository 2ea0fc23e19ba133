package io.backstitch.retry;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import java.util.Objects;

/** Tries a number of times. */
record Times(int attempts, RetryDecision inTheEnd) implements RetryController {

  Times {
    Objects.requireNonNull(inTheEnd, "inTheEnd");
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "A flow must be executed at least once, not %d times; write 1 or more, which counts the first execution, too"
              .formatted(attempts));
    }
  }

  @Override
  public Object execute(RetryHistory history, Arguments in) {
    return history.size() + 1;
  }

  @Override
  public RetryDecision onFailure(RetryHistory history, Arguments in) {
    return history.size() < attempts ? RetryDecision.RETRY : inTheEnd;
  }
}
