package io.backstitch.storage;

import io.backstitch.AtomState;
import io.backstitch.graph.CompiledFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells why a value is absent: who would have provided it, and what became of that. */
public final class WhyAbsent {

  private static final int SHOWN = 3;

  private final CompiledFlow flow;
  private final RunStorage storage;

  /**
   * Prepares to tell.
   *
   * @param flow the flow
   * @param storage the memory of the run
   */
  public WhyAbsent(CompiledFlow flow, RunStorage storage) {
    this.flow = flow;
    this.storage = storage;
  }

  /**
   * Why there is no value in a slot, or in a chain of slots.
   *
   * @param slot its number, or {@link CompiledFlow#ABSENT}, or that of a chain
   * @return a phrase without an end
   */
  public String of(int slot) {
    List<String> ignored = new ArrayList<>();
    int at = slot;
    while (at != CompiledFlow.ABSENT) {
      int nearest = at < CompiledFlow.ABSENT ? flow.slots().nearestOf(at) : at;
      if (nearest >= flow.slots().input(0)) {
        return "the run was started without that input";
      }
      int provider = flow.slots().providerOf(nearest);
      if (storage.state(provider) != AtomState.IGNORE) {
        return "atom '%s' provided nothing".formatted(name(provider));
      }
      ignored.add("'" + name(provider) + "'");
      at = at < CompiledFlow.ABSENT ? flow.slots().fartherThan(at) : CompiledFlow.ABSENT;
    }
    return switch (ignored.size()) {
      case 0 -> "nothing provides it";
      case 1 -> "atom %s, which provides it, was ignored by a decider".formatted(ignored.get(0));
      default -> "atoms %s, which provide it, were ignored by deciders".formatted(listed(ignored));
    };
  }

  private String name(int node) {
    return Objects.requireNonNull(flow.atom(node)).name();
  }

  private static String listed(List<String> names) {
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
