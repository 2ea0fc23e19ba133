package io.backstitch.graph;

import io.backstitch.flow.Atom;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds values that nobody takes: another atom provides the same symbol, so that even the outcome
 * has the value of that one.
 */
final class Replaced {

  private static final int NOBODY = -1;

  private final Types types;
  private final Chains chains;
  private final BitSet taken = new BitSet();
  private final BitSet passed = new BitSet();
  private final Map<String, Integer> first = new HashMap<>();
  private final Map<String, IntList> several = new LinkedHashMap<>();

  Replaced(Types types, Chains chains) {
    this.types = types;
    this.chains = chains;
  }

  /** An atom provides a symbol in a slot. */
  void provides(String symbol, int slot) {
    int known = first.merge(symbol, slot, (one, other) -> one);
    if (known != slot) {
      several.computeIfAbsent(symbol, s -> IntList.of(known)).add(slot);
    }
  }

  /** What is in a slot is taken; or in a chain of slots, whichever of them it turns out to be. */
  void takes(int slot) {
    int at = slot;
    while (at < CompiledFlow.ABSENT && !passed.get(-at)) {
      passed.set(-at);
      taken.set(chains.slot(at));
      at = chains.rest(at);
    }
    if (at > CompiledFlow.ABSENT) {
      taken.set(at);
    }
  }

  /**
   * Warns of what nobody takes.
   *
   * @param outcome where the last value of each symbol is
   */
  void warn(Map<String, Integer> outcome, Warnings warnings) {
    several.forEach(
        (symbol, slots) -> {
          int last = outcome.getOrDefault(symbol, NOBODY);
          takes(last);
          int nearest = last < CompiledFlow.ABSENT ? chains.slot(last) : last;
          for (int i = 0; i < slots.size(); i++) {
            if (!taken.get(slots.get(i))) {
              Atom provider = types.provider(slots.get(i));
              warnings.valueIsReplaced(symbol, provider, types.provider(nearest));
            }
          }
        });
  }
}
