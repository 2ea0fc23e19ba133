package io.backstitch.graph;

import io.backstitch.flow.FlowPattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Cuts what is found outside of a flow off the chains of what is found inside, where the flow takes
 * a symbol {@linkplain FlowPattern#enclosed() from itself only}.
 */
final class Enclosure {

  private static final int NONE = -1;

  /** That a chain was cut for a flow. */
  private record Cut(int chain, int flow) {}

  private final Outline outline;
  private final Chains chains;
  private final Work work;

  /** For each element, the innermost flow around it that encloses symbols, or NONE. */
  private final int[] enclosing;

  private final boolean isNeeded;
  private final Map<Integer, Integer> providers = new HashMap<>();
  private final Map<Cut, Integer> cuts = new HashMap<>();

  Enclosure(Outline outline, Chains chains, Work work) {
    this.outline = outline;
    this.chains = chains;
    this.work = work;
    this.enclosing = new int[outline.size()];
    boolean isAnyEnclosed = false;
    for (int e = 0; e < enclosing.length; e++) {
      int parent = outline.parent(e);
      boolean isEnclosed =
          parent >= 0
              && outline.element(parent) instanceof FlowPattern flow
              && !flow.enclosed().isEmpty();
      enclosing[e] = isEnclosed ? parent : parent < 0 ? NONE : enclosing[parent];
      isAnyEnclosed |= isEnclosed;
    }
    this.isNeeded = isAnyEnclosed;
  }

  /** An element provides what is in a slot. */
  void provides(int slot, int element) {
    if (isNeeded) {
      providers.put(slot, element);
    }
  }

  /** What an element may take of a chain in which it has found a symbol. */
  int cut(int chain, String symbol, int element) {
    for (int flow = enclosing[element]; flow != NONE; flow = enclosing[flow]) {
      work.step();
      if (((FlowPattern) outline.element(flow)).enclosed().contains(symbol)) {
        return cut(chain, flow);
      }
    }
    return chain;
  }

  private int cut(int chain, int flow) {
    Deque<Integer> inside = new ArrayDeque<>();
    int at = chain;
    while (at < CompiledFlow.ABSENT
        && isInside(chains.slot(at), flow)
        && !cuts.containsKey(new Cut(at, flow))) {
      work.step();
      inside.push(at);
      at = chains.rest(at);
    }
    int rest = cuts.getOrDefault(new Cut(at, flow), CompiledFlow.ABSENT);
    for (int next : inside) {
      rest = rest == chains.rest(next) ? next : chains.add(chains.slot(next), rest);
      cuts.put(new Cut(next, flow), rest);
    }
    return rest;
  }

  private boolean isInside(int slot, int flow) {
    Integer provider = providers.get(slot);
    return provider != null && (provider == flow || outline.isIn(provider, flow));
  }
}
