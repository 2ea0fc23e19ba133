package io.backstitch.retry;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;

/** Tries each of several values, which are asked for anew each time. */
record ForEach(Function<Arguments, Collection<?>> values, RetryDecision inTheEnd)
    implements RetryController {

  ForEach {
    Objects.requireNonNull(inTheEnd, "inTheEnd");
  }

  private List<Object> left(RetryHistory history, Arguments in) {
    List<Object> left = new ArrayList<>(values.apply(in));
    // One of equal values goes for each time that one was tried.
    history.provided().forEach(left::remove);
    return left;
  }

  @Override
  public Object execute(RetryHistory history, Arguments in) {
    List<Object> left = left(history, in);
    if (left.isEmpty()) {
      throw new NoSuchElementException(
          "There is no value left to try; " + history.size() + " were tried");
    }
    return left.get(0);
  }

  @Override
  public RetryDecision onFailure(RetryHistory history, Arguments in) {
    return left(history, in).isEmpty() ? inTheEnd : RetryDecision.RETRY;
  }
}
