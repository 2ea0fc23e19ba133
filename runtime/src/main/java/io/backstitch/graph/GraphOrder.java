package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.GraphFlow;
import io.backstitch.internal.Near;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
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
  private final int element;
  private final int[] members;
  private final Map<Integer, Integer> positions = new HashMap<>();
  private final ElementLinks links;
  private final Map<Long, GraphFlow.Link> decided = new HashMap<>();
  private final Map<String, IntList> providers = new HashMap<>();
  private final Map<String, Integer> lastProviders = new HashMap<>();
  private final int[] sorted;
  private final int[] rank;
  private final boolean resolvesAll;
  private final Work work;
  private @Nullable Reach reach;

  /**
   * Orders the elements.
   *
   * @param root the name of the whole flow, for messages
   * @param flow the graph flow
   * @param outline what is known of its elements
   * @param element its number
   * @param work counts what is looked at
   * @throws InvalidFlowException if they can't be ordered
   */
  GraphOrder(String root, GraphFlow flow, Outline outline, int element, Work work) {
    this.root = root;
    this.flow = flow;
    this.resolves = flow.resolves();
    this.outline = outline;
    this.work = work;
    this.resolvesAll =
        resolves.stream().allMatch(each -> each.size() == GraphFlow.Resolve.values().length);
    this.element = element;
    this.members = outline.members(element);
    this.links = new ElementLinks(members.length, work);
    for (int position = 0; position < members.length; position++) {
      positions.put(members[position], position);
    }
    Set<String> ofRetry = outline.providedByRetry(element);
    if (flow.isStrict()) {
      new StrictLinks(this, ofRetry, work).link();
      linkByHand();
    } else {
      linkByHand();
      new DataLinks(this, ofRetry, work).link();
    }
    this.sorted = sort();
    this.rank = new int[members.length];
    Arrays.fill(rank, -1);
    for (int i = 0; i < sorted.length; i++) {
      rank[sorted[i]] = i;
    }
  }

  private void linkByHand() {
    Map<String, Integer> named = named();
    for (GraphFlow.Link link : flow.links()) {
      String what = "links '%s' to '%s'".formatted(link.from(), link.to());
      int from = position(named, link.from(), what);
      int to = position(named, link.to(), what);
      connect(from, to);
      if (link.decider() != null) {
        decided.put(ElementLinks.key(from, to), link);
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
          "%s %s, but has no element '%s'; it has %s%s"
              .formatted(
                  where("Flow '" + flow.name() + "'"),
                  what,
                  name,
                  named.keySet().stream().sorted().toList(),
                  Near.question(name, named.keySet(), "; %s")),
          List.of(name));
    }
    return position;
  }

  private String where(String what) {
    return element == 0 ? what : what + " in '" + root + "'";
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
    links.connect(from, to);
  }

  boolean isLinked(int from, int to) {
    return links.contain(from, to);
  }

  /** The link by hand between two positions that has a decider, or null. */
  GraphFlow.@Nullable Link decided(int from, int to) {
    return decided.get(ElementLinks.key(from, to));
  }

  /** The elements that take part, in an order in which each comes after what it is linked to. */
  private int[] sort() {
    BitSet included = included();
    int[] order = links.sort(included);
    if (order.length < included.cardinality()) {
      throw new InvalidFlowException(
          Kind.CYCLE,
          "%s wait for each other: %s; remove one of these links, or the data that makes one"
              .formatted(where("The elements of flow '" + flow.name() + "'"), cycle()));
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
    int position = position(named, target, "has the target '" + target + "'");
    included.or(links.reachableBefore(position));
    included.set(position);
    return included;
  }

  private String cycle() {
    Map<String, List<String>> named = new LinkedHashMap<>();
    for (int position = 0; position < members.length; position++) {
      // Two elements may have one name, which is refused only later.
      List<String> next = named.computeIfAbsent(name(position), n -> new ArrayList<>());
      Arrays.stream(links.after(position).toArray()).mapToObj(this::name).forEach(next::add);
    }
    return String.join(" -> ", CyclePath.find(named));
  }

  /** How far each position is in an order that works; positions in loops or after them are last. */
  int[] ranks() {
    return links.ranks();
  }

  /** The positions from which links lead to a position, directly or not. */
  BitSet reachableBefore(int position) {
    return links.reachableBefore(position);
  }

  /**
   * What provides a symbol before an element.
   *
   * @param element the number of an element of this flow
   * @return the number of the last one in the order of this flow, or -1
   */
  int nearestProvider(int element, String symbol) {
    int consumer = positionOf(element);
    IntList all = providers(symbol);
    if (all.size() == 0) {
      return -1;
    }
    int last = all.get(0);
    if (all.size() > 1) {
      last = lastProviders.computeIfAbsent(symbol, s -> lastInOrder(all));
    }
    if (isLinked(last, consumer)) {
      return members[last];
    }
    int nearest = reach().nearest(consumer, symbol, all);
    return nearest < 0 ? -1 : members[nearest];
  }

  private int lastInOrder(IntList positions) {
    int last = positions.get(0);
    for (int i = 1; i < positions.size(); i++) {
      work.step();
      last = rank[positions.get(i)] > rank[last] ? positions.get(i) : last;
    }
    return last;
  }

  /**
   * All that provide a symbol before an element.
   *
   * @param element the number of an element of this flow
   * @return their numbers, in the order of this flow
   */
  IntList providersBefore(int element, String symbol) {
    return numbers(reach().all(positionOf(element), symbol));
  }

  /**
   * What provides a symbol before an element, unless it is before another of them anyway.
   *
   * @param element the number of an element of this flow
   * @return their numbers, in the order of this flow
   */
  IntList nearestProviders(int element, String symbol) {
    IntList all = providers(symbol);
    if (all.size() == 0) {
      return all;
    }
    if (all.size() == 1) {
      int only = nearestProvider(element, symbol);
      return only < 0 ? new IntList() : IntList.of(only);
    }
    return numbers(reach().frontier(positionOf(element), symbol));
  }

  private IntList numbers(IntList positions) {
    IntList numbers = new IntList();
    for (int i = 0; i < positions.size(); i++) {
      numbers.add(members[positions.get(i)]);
    }
    return numbers;
  }

  private Reach reach() {
    if (reach == null) {
      reach = new Reach(this, links, sorted, rank, work);
    }
    return reach;
  }

  /** The place of an element in the order of this flow. */
  int rank(int element) {
    return rank[positionOf(element)];
  }

  /** Whether data links every element as far as it can. */
  boolean resolvesAll() {
    return resolvesAll;
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

  /** Whether the element at a position provides a symbol. */
  boolean provides(int position, String symbol) {
    return outline.provides(members[position], symbol);
  }

  /** Tells the numbers of the elements that take no part. */
  void forEachLeftOut(IntConsumer visitor) {
    for (int position = 0;
        sorted.length < members.length && position < members.length;
        position++) {
      if (rank[position] < 0) {
        visitor.accept(members[position]);
      }
    }
  }

  /** The symbols that the element at a position provides. */
  Set<String> provided(int position) {
    return outline.provided(members[position]);
  }

  /** The positions of the elements that provide a symbol, in order of definition. */
  IntList providers(String symbol) {
    return providers.computeIfAbsent(symbol, s -> outline.providersIn(element, s));
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
    return links.before(position);
  }

  IntList after(int position) {
    return links.after(position);
  }
}
