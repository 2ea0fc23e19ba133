package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Requirement;
import io.backstitch.internal.Near;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a flow as a list: every element has a number, parents before children, in order of
 * definition. Walking it needs no recursion, so flows may nest as deep as memory allows.
 */
final class Outline {

  private static final IntList NO_CHILDREN = new IntList();

  private final String root;
  private final Work work;
  private final List<FlowElement> elements = new ArrayList<>();
  private final IntList parents = new IntList();
  private final List<IntList> children = new ArrayList<>();

  /** The elements that provide each symbol, atoms and flows with a controller, sorted. */
  private final Map<String, IntList> providers = new HashMap<>();

  /** The number after the last element in each. */
  private final int[] ends;

  /** Elements that take no part, as a graph flow around them is there for something else. */
  private final BitSet left = new BitSet();

  private final List<Set<String>> required = new ArrayList<>();
  private final List<@Nullable GraphOrder> orders = new ArrayList<>();

  /**
   * Outlines a flow, and orders the graph flows in it.
   *
   * @param root the name of the whole, for messages
   * @param flow the flow
   * @param describeAll whether to tell of every element what it requires and provides; otherwise
   *     only of those below a graph flow, since the cost is depth times symbols
   * @param work counts what is looked at
   */
  Outline(String root, FlowPattern flow, boolean describeAll, Work work) {
    this.root = root;
    this.work = work;
    flatten(flow);
    this.ends = new int[elements.size()];
    findProviders();
    describe(describeAll);
  }

  private void flatten(FlowPattern flow) {
    record Pending(FlowElement element, int parent) {}
    Deque<Pending> stack = new ArrayDeque<>();
    stack.push(new Pending(flow, -1));
    while (!stack.isEmpty()) {
      Pending next = stack.pop();
      work.step();
      int number = elements.size();
      elements.add(next.element());
      parents.add(next.parent());
      children.add(next.element() instanceof Atom ? NO_CHILDREN : new IntList());
      if (next.parent() >= 0) {
        children.get(next.parent()).add(number);
      }
      if (next.element() instanceof FlowPattern nested) {
        List<FlowElement> inside = nested.elements();
        for (int i = inside.size() - 1; i >= 0; i--) {
          stack.push(new Pending(inside.get(i), number));
        }
      }
    }
  }

  private void findProviders() {
    for (int e = size() - 1; e >= 0; e--) {
      ends[e] = Math.max(ends[e], e + 1);
      if (e > 0) {
        ends[parent(e)] = Math.max(ends[parent(e)], ends[e]);
      }
    }
    for (int e = 0; e < size(); e++) {
      Atom atom = elements.get(e) instanceof Atom task ? task : retry(e);
      if (atom != null) {
        for (Provision provision : atom.provisions()) {
          work.step();
          providers.computeIfAbsent(provision.symbol().name(), s -> new IntList()).add(e);
        }
      }
    }
  }

  private void describe(boolean all) {
    boolean[] asked = new boolean[elements.size()];
    asked[0] = all;
    for (int e = 1; e < elements.size(); e++) {
      asked[e] = asked[parent(e)] || elements.get(parent(e)) instanceof GraphFlow;
    }
    for (int e = 0; e < elements.size(); e++) {
      required.add(Set.of());
      orders.add(null);
    }
    for (int e = elements.size() - 1; e >= 0; e--) {
      if (elements.get(e) instanceof GraphFlow graph) {
        GraphOrder order = new GraphOrder(root, graph, this, e, work);
        orders.set(e, order);
        order.forEachLeftOut(member -> left.set(member, ends[member]));
      }
      if (asked[e]) {
        required.set(e, elements.get(e) instanceof Atom atom ? required(atom) : requiredInside(e));
      }
    }
  }

  private Set<String> required(Atom atom) {
    Set<String> names = new LinkedHashSet<>();
    addRequired(atom, atom.requirements(), names);
    addRequired(atom, atom.revertRequirements(), names);
    // Most atoms require nothing or one symbol, and sets for that are small.
    return switch (names.size()) {
      case 0 -> Set.of();
      case 1 -> Set.of(names.iterator().next());
      default -> names;
    };
  }

  private void addRequired(Atom atom, List<Requirement> requirements, Set<String> names) {
    for (Requirement requirement : requirements) {
      work.step();
      if (!requirement.optional() && atom.injectionOf(requirement.source()) < 0) {
        names.add(requirement.source());
      }
    }
  }

  private Set<String> requiredInside(int e) {
    Atom retry = retry(e);
    Set<String> names = new LinkedHashSet<>(retry == null ? Set.of() : required(retry));
    Set<String> ofRetry = providedByRetry(e);
    GraphOrder order = orders.get(e);
    boolean isLinear = elements.get(e) instanceof LinearFlow;
    for (int child : children(e)) {
      for (String name : required.get(child)) {
        work.step();
        if (!ofRetry.contains(name)
            && !(isLinear && isProvided(name, e, child))
            && (order == null || order.nearestProvider(child, name) < 0)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Whether one of some elements that take part provides a symbol. */
  private boolean isProvided(String symbol, int from, int to) {
    IntList all = providers.get(symbol);
    return all != null && nextProvider(all, from) < to;
  }

  /** The first number in a list, from a certain one on, of an element that takes part. */
  private int nextProvider(IntList all, int from) {
    int index = all.indexOfSorted(from);
    int at = index >= 0 ? index : -index - 1;
    while (at < all.size() && left.get(all.get(at))) {
      work.step();
      at++;
    }
    return at < all.size() ? all.get(at) : Integer.MAX_VALUE;
  }

  /** Whether an element provides a symbol to what comes after it. */
  boolean provides(int e, String symbol) {
    return isProvided(symbol, e, ends[e]);
  }

  /**
   * What provides a symbol in a flow.
   *
   * @return the positions of those elements of the flow that provide it, or in which it is provided
   */
  IntList providersIn(int flow, String symbol) {
    IntList positions = new IntList();
    IntList all = providers.get(symbol);
    if (all == null) {
      return positions;
    }
    IntList inside = children.get(flow);
    int at = nextProvider(all, flow + 1);
    while (at < ends[flow]) {
      work.step();
      int index = inside.indexOfSorted(at);
      int position = index >= 0 ? index : -index - 2;
      positions.add(position);
      at = nextProvider(all, ends[inside.get(position)]);
    }
    return positions;
  }

  /**
   * The symbols that a whole flow requires.
   *
   * @param flow a flow
   * @return their names, in the order in which they are first required
   */
  static Set<String> required(FlowPattern flow) {
    return new Outline(flow.name(), flow, true, new Work()).required(0);
  }

  /**
   * The symbols that a whole flow provides.
   *
   * @param flow a flow
   * @return their names, in the order in which they are first provided
   */
  static Set<String> provided(FlowPattern flow) {
    Outline outline = new Outline(flow.name(), flow, false, new Work());
    Set<String> names = new LinkedHashSet<>();
    FlowWalk.visit(outline, e -> outline.addProvided(e, names), e -> {});
    return names;
  }

  int size() {
    return elements.size();
  }

  /**
   * What provides a symbol and takes part, another than a certain element if there is any.
   *
   * @param element who is told last: the atom, or the flow whose controller it is
   * @return an atom, or a flow whose controller provides it; -1 if nothing does
   */
  int providerBut(int element, String symbol) {
    IntList all = providers.get(symbol);
    if (all == null) {
      return -1;
    }
    int found = nextProvider(all, 0);
    if (found == element) {
      int another = nextProvider(all, element + 1);
      found = another < size() ? another : found;
    }
    return found < size() ? found : -1;
  }

  /** Whether an element is in a flow, at any depth. */
  boolean isIn(int element, int flow) {
    return element > flow && element < ends[flow];
  }

  /** The first name that two atoms have, controllers included, or null. */
  @Nullable String duplicateName() {
    Set<String> names = new HashSet<>();
    for (int e = 0; e < size(); e++) {
      Atom atom = elements.get(e) instanceof Atom task ? task : retry(e);
      if (atom != null && !names.add(atom.name())) {
        return atom.name();
      }
    }
    return null;
  }

  /** For the message that a symbol is missing: what provides it elsewhere, or nearly so. */
  String whereIs(String symbol) {
    IntList all = providers.get(symbol);
    if (all == null) {
      return Near.question(symbol, providers.keySet(), " (%s)");
    }
    int e = all.get(0);
    Atom retry = retry(e);
    return " (which '%s' provides, but not before it)"
        .formatted((retry == null ? elements.get(e) : retry).name());
  }

  InvalidFlowException duplicate(String atom) {
    return new InvalidFlowException(
        Kind.DUPLICATE_NAME,
        "Flow '%s' has two atoms named '%s'; a name tells which stored result belongs to which atom, so give one of them another, as with renamed(...)"
            .formatted(root, atom));
  }

  FlowElement element(int e) {
    return elements.get(e);
  }

  /** The retry controller that guards a flow, or null. */
  @Nullable Atom retry(int e) {
    return elements.get(e) instanceof FlowPattern flow ? flow.retry() : null;
  }

  int parent(int e) {
    return parents.get(e);
  }

  /** What is inside a flow and takes part, the elements of a graph flow in an order that works. */
  int[] children(int e) {
    GraphOrder order = orders.get(e);
    return order == null ? children.get(e).toArray() : order.sortedMembers();
  }

  /** The element of a flow that another, deeper inside, is or belongs to. */
  int childAround(int flow, int element) {
    IntList inside = children.get(flow);
    int index = inside.indexOfSorted(element);
    // Numbers grow in order of definition, with what is inside of each right after it.
    return inside.get(index >= 0 ? index : -index - 2);
  }

  /** What is inside a flow, in order of definition. */
  int[] members(int e) {
    return children.get(e).toArray();
  }

  /** The order among the elements of a graph flow; null for other elements. */
  @Nullable GraphOrder order(int e) {
    return orders.get(e);
  }

  /** The symbols that an element provides, in order of definition. */
  Set<String> provided(int e) {
    Set<String> names = new LinkedHashSet<>();
    for (int inside = e; inside < ends[e]; inside++) {
      work.step();
      if (!left.get(inside)) {
        addProvided(inside, names);
      }
    }
    return names;
  }

  private void addProvided(int e, Set<String> names) {
    Atom atom = elements.get(e) instanceof Atom task ? task : retry(e);
    if (atom != null) {
      atom.provisions().forEach(provision -> names.add(provision.symbol().name()));
    }
  }

  /** The symbols that an element below a graph flow must get from outside itself. */
  Set<String> required(int e) {
    return required.get(e);
  }

  /** The symbols that the retry controller of a flow provides. */
  Set<String> providedByRetry(int e) {
    Set<String> names = new HashSet<>();
    Atom retry = retry(e);
    if (retry != null) {
      retry.provisions().forEach(provision -> names.add(provision.symbol().name()));
    }
    return names;
  }
}
