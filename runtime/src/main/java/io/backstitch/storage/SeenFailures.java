package io.backstitch.storage;

import io.backstitch.Failure;
import io.backstitch.FlowFailures;
import io.backstitch.internal.Appended;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reverts are told of failures: a list that stays as it was, however many more follow. All of
 * them share their beginning, until a failure is forgotten.
 */
final class SeenFailures {

  /** Null if it is to be listed anew. */
  private @Nullable Appended<Failure> seen = Appended.empty();

  /** Another atom has failed. */
  void add(Failure failure) {
    if (seen != null) {
      seen = seen.with(failure);
    }
  }

  /** A failure is forgotten. */
  void forget() {
    seen = null;
  }

  /**
   * What has failed up to now.
   *
   * @param all the same, in case it has to be listed anew
   */
  FlowFailures list(Collection<Failure> all) {
    if (seen == null) {
      seen = Appended.of(all);
    }
    return new Seen(seen);
  }

  private record Seen(List<Failure> all) implements FlowFailures {

    @Override
    public String toString() {
      return all.toString();
    }
  }
}
