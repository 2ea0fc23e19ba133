package io.backstitch.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a decider of a flow that is part of another, and shows it the names that it knows. What the
 * flow begins with is also led to by links from outside, of which it knows nothing.
 */
record NestedLinkDecider(LinkDecider decider, String prefix) implements LinkDecider {

  @Override
  public boolean decide(Map<String, @Nullable Object> results) throws Throwable {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    results.forEach(
        (atom, result) -> {
          if (atom.startsWith(prefix)) {
            known.put(atom.substring(prefix.length()), result);
          }
        });
    return decider.decide(known);
  }
}
