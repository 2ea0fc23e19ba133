package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.GraphFlow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The order among the elements of one graph flow: links made by hand, links that data makes, and
 * from which element each one takes each symbol. Elements have positions, from 0 in order of
 * definition.
 */
final class GraphOrder {

  private final String root;
  private final GraphFlow flow;
  private final Outline outline;
  private final int[] members;
  private final List<IntList> before = new ArrayList<>();
  private final List<IntList> after = new ArrayList<>();
  private final Set<Long> linked = new HashSet<>();
  private final Map<String, IntList> providers = new HashMap<>();
  private final List<Map<String, Integer>> sources = new ArrayList<>();

  GraphOrder(String root, GraphFlow flow, Outline outline, int element) {
    this.root = root;
    this.flow = flow;
    this.outline = outline;
    this.members = outline.children(element).toArray();
    for (int position = 0; position < members.length; position++) {
      before.add(new IntList());
      after.add(new IntList());
      sources.add(new HashMap<>());
      for (String name : outline.provided(members[position])) {
        providers.computeIfAbsent(name, n -> new IntList()).add(position);
      }
    }
    linkByHand();
    linkByData();
  }

  private void linkByHand() {
    Map<String, Integer> positions = new HashMap<>();
    for (int position = 0; position < members.length; position++) {
      positions.put(name(position), position);
    }
    for (GraphFlow.Link link : flow.links()) {
      connect(position(positions, link.from(), link), position(positions, link.to(), link));
    }
  }

  private int position(Map<String, Integer> positions, String name, GraphFlow.Link link) {
    Integer position = positions.get(name);
    if (position == null) {
      throw new InvalidFlowException(
          Kind.UNKNOWN_NAME,
          "Flow '%s' in '%s' links '%s' to '%s', but has no element '%s'; it has %s"
              .formatted(
                  flow.name(),
                  root,
                  link.from(),
                  link.to(),
                  name,
                  positions.keySet().stream().sorted().toList()));
    }
    return position;
  }

  private void linkByData() {
    record Open(int consumer, String symbol, IntList candidates) {}
    List<Open> open = new ArrayList<>();
    for (int consumer = 0; consumer < members.length; consumer++) {
      for (String symbol : outline.required(members[consumer])) {
        IntList candidates = othersThatProvide(symbol, consumer);
        if (candidates.size() == 1) {
          take(consumer, symbol, candidates.get(0));
        } else if (candidates.size() > 1) {
          open.add(new Open(consumer, symbol, candidates));
        }
      }
    }
    // Which of several providers is the nearest can be told once everything else is ordered.
    for (Open each : open) {
      take(
          each.consumer(),
          each.symbol(),
          nearest(each.consumer(), each.symbol(), each.candidates()));
    }
  }

  private IntList othersThatProvide(String symbol, int consumer) {
    IntList others = new IntList();
    IntList all = providers.get(symbol);
    for (int i = 0; all != null && i < all.size(); i++) {
      if (all.get(i) != consumer) {
        others.add(all.get(i));
      }
    }
    return others;
  }

  private int nearest(int consumer, String symbol, IntList candidates) {
    BitSet earlier = reachable(consumer, before);
    BitSet later = reachable(consumer, after);
    boolean someAreEarlier = false;
    for (int i = 0; i < candidates.size(); i++) {
      someAreEarlier |= earlier.get(candidates.get(i));
    }
    IntPredicate fits = someAreEarlier ? earlier::get : candidate -> !later.get(candidate);
    int last = last(consumer, symbol, candidates, fits);
    if (last < 0) {
      throw ambiguous(consumer, symbol, candidates.get(0), candidates.get(1));
    }
    return last;
  }

  /** The last of the candidates that fit, or -1 if none does. */
  private int last(int consumer, String symbol, IntList candidates, IntPredicate fits) {
    int last = -1;
    for (int i = 0; i < candidates.size(); i++) {
      int candidate = candidates.get(i);
      if (fits.test(candidate)) {
        last = last < 0 ? candidate : later(last, candidate, consumer, symbol);
      }
    }
    return last;
  }

  private int later(int one, int other, int consumer, String symbol) {
    if (reachable(one, after).get(other)) {
      return other;
    }
    if (reachable(other, after).get(one)) {
      return one;
    }
    throw ambiguous(consumer, symbol, one, other);
  }

  private InvalidFlowException ambiguous(int consumer, String symbol, int one, int other) {
    return new InvalidFlowException(
        Kind.AMBIGUOUS_PROVIDER,
        "In flow '%s', '%s' requires '%s', which both '%s' and '%s' provide, and nothing orders the two; link them, or rename one of the symbols"
            .formatted(root, name(consumer), symbol, name(one), name(other)));
  }

  private void take(int consumer, String symbol, int provider) {
    sources.get(consumer).put(symbol, provider);
    connect(provider, consumer);
  }

  private void connect(int from, int to) {
    if (linked.add(((long) from << 32) | to)) {
      before.get(to).add(from);
      after.get(from).add(to);
    }
  }

  /**
   * The provider of a symbol that an element can do without: the nearest among what is before it
   * anyway, since an optional requirement makes no link.
   *
   * @return its position, or -1
   */
  int optionalSource(int consumer, String symbol) {
    Integer known = sources.get(consumer).get(symbol);
    if (known != null) {
      return known;
    }
    IntList candidates = othersThatProvide(symbol, consumer);
    if (candidates.size() == 0) {
      return -1;
    }
    return last(consumer, symbol, candidates, reachable(consumer, before)::get);
  }

  private static BitSet reachable(int from, List<IntList> links) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    open.add(from);
    while (!open.isEmpty()) {
      IntList next = links.get(open.remove());
      for (int i = 0; i < next.size(); i++) {
        if (!seen.get(next.get(i))) {
          seen.set(next.get(i));
          open.add(next.get(i));
        }
      }
    }
    return seen;
  }

  /** The elements in an order in which each comes after what it is linked to. */
  int[] sorted() {
    int[] waitingFor = new int[members.length];
    int[] order = new int[members.length];
    int found = 0;
    for (int position = 0; position < members.length; position++) {
      waitingFor[position] = before.get(position).size();
      if (waitingFor[position] == 0) {
        order[found++] = position;
      }
    }
    for (int done = 0; done < found; done++) {
      IntList next = after.get(order[done]);
      for (int i = 0; i < next.size(); i++) {
        if (--waitingFor[next.get(i)] == 0) {
          order[found++] = next.get(i);
        }
      }
    }
    if (found < members.length) {
      throw new InvalidFlowException(
          Kind.CYCLE,
          "The elements of flow '%s'%s wait for each other: %s; remove one of these links"
              .formatted(
                  flow.name(), flow.name().equals(root) ? "" : " in '" + root + "'", cycle()));
    }
    return order;
  }

  private String cycle() {
    Map<String, List<String>> links = new LinkedHashMap<>();
    for (int position = 0; position < members.length; position++) {
      links.put(
          name(position),
          Arrays.stream(after.get(position).toArray()).mapToObj(this::name).toList());
    }
    return String.join(" -> ", CyclePath.find(links));
  }

  private String name(int position) {
    return outline.element(members[position]).name();
  }

  int member(int position) {
    return members[position];
  }

  IntList before(int position) {
    return before.get(position);
  }

  IntList after(int position) {
    return after.get(position);
  }

  Map<String, Integer> sources(int position) {
    return sources.get(position);
  }
}
