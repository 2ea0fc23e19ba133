package io.backstitch.storage;

import io.backstitch.Failure;
import io.backstitch.FlowFailures;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reverts are told of failures: a list that stays as it was, however many more follow. All of
 * them share one array that only grows, until a failure is forgotten.
 */
final class SeenFailures {

  private static final int FIRST_SIZE = 4;

  private Failure[] array = new Failure[0];
  private int size;
  private boolean isStale;
  private @Nullable FlowFailures last;

  /** Another atom has failed. */
  void add(Failure failure) {
    last = null;
    if (!isStale) {
      if (size == array.length) {
        array = Arrays.copyOf(array, Math.max(FIRST_SIZE, 2 * size));
      }
      // Beyond the end of every list that was given out.
      array[size++] = failure;
    }
  }

  /** A failure is forgotten. */
  void forget() {
    last = null;
    isStale = true;
  }

  /**
   * What has failed up to now.
   *
   * @param all the same, in case it has to be listed anew
   */
  FlowFailures list(Collection<Failure> all) {
    if (isStale) {
      array = all.toArray(new Failure[0]);
      size = array.length;
      isStale = false;
    }
    if (last == null) {
      last = new Seen(Collections.unmodifiableList(Arrays.asList(array).subList(0, size)));
    }
    return last;
  }

  private record Seen(List<Failure> all) implements FlowFailures {

    @Override
    public String toString() {
      return all.toString();
    }
  }
}
