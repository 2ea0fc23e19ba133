package io.backstitch.graph;

import io.backstitch.flow.UnorderedFlow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which slots hold each symbol at one place of the flow, while a {@link Binder} walks through it.
 *
 * <p>Whether a provider is seen from a place depends on the innermost flow around both: in a linear
 * flow it is, as it comes earlier; in an unordered one it is not; in a graph flow it is if it is
 * ordered before. Of all flows around a provider, that is the innermost which the walk has not left
 * yet. So the providers of a symbol are in groups, one for each such flow, the innermost on top;
 * and groups join that of the flow around when somebody looks at the symbol after the walk has left
 * theirs. Leaving a flow costs nothing by itself, however deep it is and whatever it provides.
 *
 * <p>What is seen is given as a slot; or as a chain of slots, the nearest first, if what is nearer
 * may turn out to be ignored. Chains share their ends.
 */
final class Scope {

  private static final int UNKNOWN = Integer.MIN_VALUE;

  /** The providers of a symbol for which one flow is the innermost that the walk has not left. */
  private static final class Group {

    /** The number of the flow, or -1 around the whole. */
    final int flow;

    /** Whether the controller of the flow provides it, which all in the flow see. */
    final boolean isOfRetry;

    final @Nullable Group below;

    /** The slots, the nearest last; for a graph flow, those of its element at the same index. */
    final List<Rope> parts = new ArrayList<>(1);

    /** For a graph flow, the places in its order of the elements that provide the parts. */
    final IntList ranks;

    /** What is seen of the groups below, and of this one too, as far as it is known. */
    int seenBelow = UNKNOWN;

    int seen = UNKNOWN;

    /** In a graph flow: the element that sees it; and what is seen through each provider. */
    int seenBy = UNKNOWN;

    final Map<Integer, Integer> seenThrough;

    Group(int flow, boolean isOfRetry, boolean isGraph, @Nullable Group below) {
      this.flow = flow;
      this.isOfRetry = isOfRetry;
      this.below = below;
      this.ranks = isGraph ? new IntList() : NONE;
      this.seenThrough = isGraph ? new HashMap<>() : Map.of();
    }

    boolean isGraph() {
      return ranks != NONE;
    }

    Rope all() {
      Rope all = null;
      for (Rope part : parts) {
        all = Rope.join(all, part);
      }
      return Objects.requireNonNull(all);
    }
  }

  private static final IntList NONE = new IntList();

  private final Outline outline;
  private final Chains chains;
  private final boolean inChains;
  private final Work work;
  private final Map<String, Group> groups = new LinkedHashMap<>();

  /** For a flow that the walk is in, itself; for one that it has left, one around it. */
  private final int[] around;

  /**
   * Nothing is provided yet.
   *
   * @param chains where chains go if what is nearer may be ignored; else null
   */
  Scope(Outline outline, @Nullable Chains chains, Work work) {
    this.outline = outline;
    this.inChains = chains != null;
    this.chains = chains == null ? new Chains() : chains;
    this.work = work;
    this.around = new int[outline.size()];
  }

  void enter(int flow) {
    around[flow] = flow;
  }

  void leave(int flow) {
    around[flow] = outline.parent(flow);
  }

  /** An atom provides a symbol. */
  void provide(String symbol, int slot, int atom) {
    put(symbol, slot, outline.parent(atom), atom, false);
  }

  /** The controller of a flow provides a symbol. */
  void provideByRetry(String symbol, int slot, int flow) {
    put(symbol, slot, flow, flow, true);
  }

  private void put(String symbol, int slot, int flow, int element, boolean isOfRetry) {
    work.step();
    Group group = onTop(settled(symbol), flow, isOfRetry);
    add(group, element, Rope.of(slot), UNKNOWN);
    groups.put(symbol, group);
  }

  /**
   * What an element sees of a symbol.
   *
   * @return a slot, or a chain of slots, or {@link CompiledFlow#ABSENT}
   */
  int lookUp(String symbol, int element) {
    work.step();
    Group top = settled(symbol);
    if (top == null) {
      return CompiledFlow.ABSENT;
    }
    groups.put(symbol, top);
    Deque<Group> unknown = new ArrayDeque<>();
    Group at = top;
    while (at != null && !isKnown(at, element)) {
      unknown.push(at);
      at = at.below;
    }
    int seen = at == null ? CompiledFlow.ABSENT : at.seen;
    while (!unknown.isEmpty()) {
      work.step();
      Group next = unknown.pop();
      next.seenBelow = seen;
      seen = next.isGraph() ? seenInGraph(next, symbol, element) : seenIn(next);
      next.seen = seen;
    }
    return seen;
  }

  private boolean isKnown(Group group, int element) {
    return group.seen != UNKNOWN
        && (!group.isGraph() || group.seenBy == outline.childAround(group.flow, element));
  }

  private int seenIn(Group group) {
    return isHidden(group) ? group.seenBelow : extended(group.seenBelow, group.parts.get(0));
  }

  private int seenInGraph(Group group, String symbol, int element) {
    GraphOrder order = Objects.requireNonNull(outline.order(group.flow));
    group.seenBy = outline.childAround(group.flow, element);
    if (!inChains) {
      int nearest = order.nearestProvider(group.seenBy, symbol);
      return nearest < 0 ? group.seenBelow : extended(group.seenBelow, group, order.rank(nearest));
    }
    // Back to where what is seen is known, one by one as long as one provider makes up for all.
    Deque<Integer> through = new ArrayDeque<>();
    int at = group.seenBy;
    int seen = UNKNOWN;
    while (seen == UNKNOWN) {
      IntList nearest = order.nearestProviders(at, symbol);
      if (nearest.size() == 1) {
        at = nearest.get(0);
        seen = group.seenThrough.getOrDefault(at, UNKNOWN);
        if (seen == UNKNOWN) {
          through.push(at);
        }
      } else {
        IntList all = nearest.size() == 0 ? nearest : order.providersBefore(at, symbol);
        seen = group.seenBelow;
        for (int i = 0; i < all.size(); i++) {
          seen = extended(seen, group, order.rank(all.get(i)));
        }
      }
    }
    for (int provider : through) {
      seen = extended(seen, group, order.rank(provider));
      group.seenThrough.put(provider, seen);
    }
    return seen;
  }

  private int extended(int below, Group group, int rank) {
    int part = group.ranks.indexOfSorted(rank);
    return part < 0 ? below : extended(below, group.parts.get(part));
  }

  private boolean isHidden(Group group) {
    return group.flow >= 0
        && !group.isOfRetry
        && outline.element(group.flow) instanceof UnorderedFlow;
  }

  private int extended(int below, Rope rope) {
    if (!inChains) {
      return rope.last;
    }
    int[] seen = {below};
    rope.forEach(
        slot -> {
          work.step();
          seen[0] = chains.add(slot, seen[0]);
        });
    return seen[0];
  }

  /** What the whole provides, when the walk has left it. */
  Map<String, Integer> results() {
    Map<String, Integer> results = new LinkedHashMap<>();
    for (String symbol : List.copyOf(groups.keySet())) {
      results.put(symbol, lookUp(symbol, 0));
    }
    return results;
  }

  /** The groups of a symbol, none of which is that of a flow that the walk has left. */
  private @Nullable Group settled(String symbol) {
    Group top = groups.get(symbol);
    if (top == null || innermost(top.flow) == top.flow) {
      return top;
    }
    Deque<Group> left = new ArrayDeque<>();
    while (top != null && innermost(top.flow) != top.flow) {
      left.push(top);
      top = top.below;
    }
    while (!left.isEmpty()) {
      Group group = left.pop();
      work.steps(group.parts.size());
      int flow = innermost(group.flow);
      // Where everything earlier is seen, what was seen is seen still.
      boolean isSeenStill =
          !group.isGraph()
              && !isHidden(group)
              && seesAllEarlier(flow)
              && group.seenBelow == (top == null ? CompiledFlow.ABSENT : top.seen);
      Group next = onTop(top, flow, false);
      add(next, group.flow, group.all(), isSeenStill ? group.seen : UNKNOWN);
      top = next;
    }
    return top;
  }

  private boolean seesAllEarlier(int flow) {
    return flow < 0 || !(outline.element(flow) instanceof UnorderedFlow || isGraph(flow));
  }

  private boolean isGraph(int flow) {
    return flow >= 0 && outline.order(flow) != null;
  }

  private int innermost(int flow) {
    int at = flow;
    while (at >= 0 && around[at] != at) {
      work.step();
      int next = around[at];
      if (next >= 0) {
        around[at] = around[next];
      }
      at = next;
    }
    return at;
  }

  private Group onTop(@Nullable Group top, int flow, boolean isOfRetry) {
    return top != null && top.flow == flow && top.isOfRetry == isOfRetry
        ? top
        : new Group(flow, isOfRetry, isGraph(flow) && !isOfRetry, top);
  }

  /**
   * Adds slots to a group.
   *
   * @param element what provides them, or a flow that it is in
   * @param seen what is seen then, if it is known
   */
  private void add(Group group, int element, Rope slots, int seen) {
    if (group.isGraph()) {
      addPart(group, element, slots);
      return;
    }
    boolean isFirst = group.parts.isEmpty();
    if (isFirst) {
      group.parts.add(slots);
      Group below = group.below;
      group.seenBelow =
          below == null ? CompiledFlow.ABSENT : below.isGraph() ? UNKNOWN : below.seen;
    } else {
      group.parts.set(0, Rope.join(group.parts.get(0), slots));
    }
    int before = isFirst ? group.seenBelow : group.seen;
    if (isHidden(group)) {
      group.seen = group.seenBelow;
    } else if (seen != UNKNOWN) {
      group.seen = seen;
    } else {
      group.seen = inChains && before == UNKNOWN ? UNKNOWN : extended(before, slots);
    }
  }

  private void addPart(Group group, int element, Rope slots) {
    GraphOrder order = Objects.requireNonNull(outline.order(group.flow));
    int rank = order.rank(outline.childAround(group.flow, element));
    int last = group.parts.size() - 1;
    if (last >= 0 && group.ranks.get(last) == rank) {
      group.parts.set(last, Rope.join(group.parts.get(last), slots));
    } else {
      group.parts.add(slots);
      group.ranks.add(rank);
    }
    group.seenBy = UNKNOWN;
  }
}
