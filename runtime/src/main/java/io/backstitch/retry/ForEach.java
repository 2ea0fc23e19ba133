package io.backstitch.retry;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tries each of several values, which are asked for anew each time. */
record ForEach(Function<Arguments, Collection<?>> values, RetryDecision inTheEnd)
    implements RetryController {

  ForEach {
    Objects.requireNonNull(inTheEnd, "inTheEnd");
  }

  /** What has not been tried; one of equal values goes for each time that one was. */
  private List<@Nullable Object> left(RetryHistory history, Arguments in) {
    List<@Nullable Object> all = new ArrayList<>(values.apply(in));
    List<@Nullable Object> tried = history.provided();
    int same = 0;
    while (same < Math.min(all.size(), tried.size())
        && Objects.equals(tried.get(same), all.get(same))) {
      same++;
    }
    List<@Nullable Object> left = all.subList(same, all.size());
    return same == tried.size() ? left : without(tried.subList(same, tried.size()), left);
  }

  /** Values may come in another order than before, for example those of a set after a restart. */
  private static List<@Nullable Object> without(
      List<@Nullable Object> tried, List<@Nullable Object> all) {
    Map<@Nullable Object, Integer> times = new HashMap<>();
    tried.forEach(value -> times.merge(value, 1, Integer::sum));
    List<@Nullable Object> left = new ArrayList<>();
    for (Object value : all) {
      int often = times.getOrDefault(value, 0);
      if (often == 0) {
        left.add(value);
      } else {
        times.put(value, often - 1);
      }
    }
    return left;
  }

  @Override
  public @Nullable Object execute(RetryHistory history, Arguments in) {
    List<@Nullable Object> left = left(history, in);
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
