package io.backstitch.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a decider of a flow that is part of another, and shows it the names that it knows. */
record NestedLinkDecider(LinkDecider decider, int prefixLength) implements LinkDecider {

  @Override
  public boolean decide(Map<String, @Nullable Object> results) throws Throwable {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    results.forEach((atom, result) -> known.put(atom.substring(prefixLength), result));
    return decider.decide(known);
  }
}
