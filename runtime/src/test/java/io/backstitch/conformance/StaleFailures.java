package io.backstitch.conformance;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.engine.AtomTransition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * D7: TaskFlow goes on listing failures of attempts that later succeeded, for as long as an engine
 * lives. Backstitch forgets them, so they are added to what Backstitch lists.
 */
final class StaleFailures {

  private final Map<String, Failure> known = new HashMap<>();
  private final Map<String, Failure> stale = new TreeMap<>();

  /** An engine begins with what its atoms still have. */
  synchronized void seed(List<Failure> failures) {
    failures.forEach(failure -> known.put(failure.atom(), failure));
  }

  synchronized void see(AtomTransition transition) {
    if (transition.to() == AtomState.FAILURE) {
      known.put(transition.atom(), transition.failure());
      stale.remove(transition.atom());
    } else if (transition.to() == AtomState.SUCCESS && known.containsKey(transition.atom())) {
      stale.put(transition.atom(), known.get(transition.atom()));
    }
  }

  synchronized Set<String> names() {
    return Set.copyOf(stale.keySet());
  }

  synchronized Map<String, Failure> all() {
    return new TreeMap<>(stale);
  }
}
