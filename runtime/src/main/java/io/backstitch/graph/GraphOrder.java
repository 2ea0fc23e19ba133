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
import org.jspecify.annotations.Nullable;

/**
 * The order among the elements of one graph flow: links made by hand, and links that data makes.
 * Elements have positions, from 0 in order of definition.
 */
final class GraphOrder {

  private final String root;
  private final GraphFlow flow;
  private final List<Set<GraphFlow.Resolve>> resolves;
  private final Outline outline;
  private final int[] members;
  private final Map<Integer, Integer> positions = new HashMap<>();
  private final List<IntList> before = new ArrayList<>();
  private final List<IntList> after = new ArrayList<>();
  private final Set<Long> linked = new HashSet<>();
  private final Map<Long, GraphFlow.Link> decided = new HashMap<>();
  private final Map<String, IntList> providers = new HashMap<>();
  private final int[] sorted;

  /**
   * Orders the elements.
   *
   * @param root the name of the whole flow, for messages
   * @param flow the graph flow
   * @param outline what is known of its elements
   * @param element its number
   * @throws InvalidFlowException if they can't be ordered
   */
  GraphOrder(String root, GraphFlow flow, Outline outline, int element) {
    this.root = root;
    this.flow = flow;
    this.resolves = flow.resolves();
    this.outline = outline;
    this.members = outline.members(element);
    for (int position = 0; position < members.length; position++) {
      positions.put(members[position], position);
      before.add(new IntList());
      after.add(new IntList());
      for (String name : outline.provided(members[position])) {
        providers.computeIfAbsent(name, n -> new IntList()).add(position);
      }
    }
    Set<String> ofRetry = outline.providedByRetry(element);
    if (flow.isStrict()) {
      new StrictLinks(this, ofRetry).link();
      linkByHand();
    } else {
      linkByHand();
      new DataLinks(this, ofRetry).link();
    }
    this.sorted = sort();
  }

  private void linkByHand() {
    Map<String, Integer> named = named();
    for (GraphFlow.Link link : flow.links()) {
      String what = "links '%s' to '%s'".formatted(link.from(), link.to());
      int from = position(named, link.from(), what);
      int to = position(named, link.to(), what);
      connect(from, to);
      if (link.decider() != null) {
        decided.put(key(from, to), link);
      }
    }
  }

  /** The positions of the elements by name; of two with one name, the first. */
  private Map<String, Integer> named() {
    Map<String, Integer> named = new HashMap<>();
    for (int position = 0; position < members.length; position++) {
      named.putIfAbsent(name(position), position);
    }
    return named;
  }

  private int position(Map<String, Integer> named, String name, String what) {
    Integer position = named.get(name);
    if (position == null) {
      throw new InvalidFlowException(
          Kind.UNKNOWN_NAME,
          "Flow '%s' in '%s' %s, but has no element '%s'; it has %s"
              .formatted(flow.name(), root, what, name, named.keySet().stream().sorted().toList()));
    }
    return position;
  }

  InvalidFlowException ambiguous(int consumer, String symbol, int one, int other) {
    // One atom that was added twice is in no order with itself, but to link it would not help.
    String duplicate = outline.duplicateName();
    if (duplicate != null) {
      return outline.duplicate(duplicate);
    }
    return new InvalidFlowException(
        Kind.AMBIGUOUS_PROVIDER,
        "In flow '%s', '%s' requires '%s', which both '%s' and '%s' provide, and nothing orders the two; link them, or rename one of the symbols"
            .formatted(root, name(consumer), symbol, name(one), name(other)));
  }

  void connect(int from, int to) {
    if (linked.add(key(from, to))) {
      before.get(to).add(from);
      after.get(from).add(to);
    }
  }

  private static long key(int from, int to) {
    return ((long) from << 32) | to;
  }

  boolean isLinked(int from, int to) {
    return linked.contains(key(from, to));
  }

  /** The link by hand between two positions that has a decider, or null. */
  GraphFlow.@Nullable Link decided(int from, int to) {
    return decided.get(key(from, to));
  }

  /** The positions from which links lead to a position, directly or not. */
  BitSet reachableBefore(int position) {
    return reachable(position, before);
  }

  /** The positions to which links lead from a position, directly or not. */
  BitSet reachableAfter(int position) {
    return reachable(position, after);
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

  /** The elements that take part, in an order in which each comes after what it is linked to. */
  private int[] sort() {
    BitSet included = included();
    int[] waitingFor = new int[members.length];
    int[] order = new int[included.cardinality()];
    int found = 0;
    for (int position = included.nextSetBit(0);
        position >= 0;
        position = included.nextSetBit(position + 1)) {
      waitingFor[position] = before.get(position).size();
      if (waitingFor[position] == 0) {
        order[found++] = position;
      }
    }
    for (int done = 0; done < found; done++) {
      IntList next = after.get(order[done]);
      for (int i = 0; i < next.size(); i++) {
        if (--waitingFor[next.get(i)] == 0 && included.get(next.get(i))) {
          order[found++] = next.get(i);
        }
      }
    }
    if (found < order.length) {
      throw new InvalidFlowException(
          Kind.CYCLE,
          "The elements of flow '%s'%s wait for each other: %s; remove one of these links"
              .formatted(
                  flow.name(), flow.name().equals(root) ? "" : " in '" + root + "'", cycle()));
    }
    return order;
  }

  private BitSet included() {
    String target = flow.target();
    BitSet included = new BitSet(members.length);
    if (target == null) {
      included.set(0, members.length);
      return included;
    }
    Map<String, Integer> named = named();
    int position = position(named, target, "is there for '" + target + "'");
    included.or(reachableBefore(position));
    included.set(position);
    return included;
  }

  private String cycle() {
    Map<String, List<String>> links = new LinkedHashMap<>();
    for (int position = 0; position < members.length; position++) {
      // Two elements may have one name, which is refused only later.
      List<String> next = links.computeIfAbsent(name(position), n -> new ArrayList<>());
      Arrays.stream(after.get(position).toArray()).mapToObj(this::name).forEach(next::add);
    }
    return String.join(" -> ", CyclePath.find(links));
  }

  /**
   * Whether something before an element provides a symbol.
   *
   * @param element the number of an element of this flow
   */
  boolean isProvided(int element, String symbol) {
    return providersBefore(element, symbol).size() > 0;
  }

  /**
   * What provides a symbol among the elements before another.
   *
   * @param element the number of an element of this flow
   * @return the numbers of its providers, in the order of this flow, so that the nearest is last
   */
  IntList providersBefore(int element, String symbol) {
    int consumer = positionOf(element);
    IntList all = providers.get(symbol);
    IntList found = new IntList();
    if (all == null) {
      return found;
    }
    if (all.size() == 1) {
      if (isLinked(all.get(0), consumer) || reachableBefore(consumer).get(all.get(0))) {
        found.add(members[all.get(0)]);
      }
      return found;
    }
    BitSet earlier = reachableBefore(consumer);
    BitSet provide = new BitSet();
    for (int i = 0; i < all.size(); i++) {
      provide.set(all.get(i));
    }
    provide.and(earlier);
    for (int i = 0; i < sorted.length && !provide.isEmpty(); i++) {
      if (provide.get(sorted[i])) {
        found.add(members[sorted[i]]);
        provide.clear(sorted[i]);
      }
    }
    return found;
  }

  String name(int position) {
    return outline.element(members[position]).name();
  }

  /** The position of an element of this flow. */
  int positionOf(int element) {
    return positions.getOrDefault(element, -1);
  }

  /** How many elements the flow has. */
  int size() {
    return members.length;
  }

  /** How data links the element at a position. */
  Set<GraphFlow.Resolve> resolve(int position) {
    return resolves.get(position);
  }

  /** The symbols that the element at a position requires. */
  Set<String> required(int position) {
    return outline.required(members[position]);
  }

  /** The symbols that the element at a position provides. */
  Set<String> provided(int position) {
    return outline.provided(members[position]);
  }

  /** The positions of the elements that provide a symbol, in order of definition. */
  IntList providers(String symbol) {
    return providers.getOrDefault(symbol, new IntList());
  }

  /** The positions of the elements that take part, each after what it is linked to. */
  int[] sorted() {
    return sorted;
  }

  /** The numbers of the elements that take part, each after what it is linked to. */
  int[] sortedMembers() {
    int[] numbers = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      numbers[i] = members[sorted[i]];
    }
    return numbers;
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
}
