package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Requirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
  private final List<Set<String>> provided = new ArrayList<>();
  private final List<Set<String>> required = new ArrayList<>();
  private final List<Set<String>> wished = new ArrayList<>();
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

  private void describe(boolean all) {
    boolean[] asked = new boolean[elements.size()];
    asked[0] = all;
    for (int e = 1; e < elements.size(); e++) {
      asked[e] = asked[parent(e)] || elements.get(parent(e)) instanceof GraphFlow;
    }
    for (int e = 0; e < elements.size(); e++) {
      // Nothing is most often what an atom wishes, and one symbol what it requires or provides.
      boolean isFlow = asked[e] && elements.get(e) instanceof FlowPattern;
      provided.add(isFlow ? new LinkedHashSet<>() : Set.of());
      required.add(isFlow ? new LinkedHashSet<>() : Set.of());
      wished.add(isFlow ? new LinkedHashSet<>() : Set.of());
      orders.add(null);
    }
    for (int e = elements.size() - 1; e >= 0; e--) {
      if (elements.get(e) instanceof GraphFlow graph) {
        orders.set(e, new GraphOrder(root, graph, this, e, work));
      }
      if (asked[e]) {
        if (elements.get(e) instanceof Atom atom) {
          describe(atom, e);
        } else {
          describeFlow(e);
        }
      }
    }
  }

  private void describe(Atom atom, int e) {
    atom.provisions().forEach(provision -> add(provided, e, provision.symbol().name()));
    sort(atom, atom.requirements(), e);
    sort(atom, atom.revertRequirements(), e);
    if (wished.get(e).stream().anyMatch(required.get(e)::contains)) {
      Set<String> left = new LinkedHashSet<>(wished.get(e));
      left.removeAll(required.get(e));
      wished.set(e, left);
    }
  }

  private void sort(Atom atom, List<Requirement> requirements, int e) {
    for (Requirement requirement : requirements) {
      work.step();
      if (atom.injectionOf(requirement.source()) < 0) {
        add(requirement.optional() ? wished : required, e, requirement.source());
      }
    }
  }

  private static void add(List<Set<String>> sets, int e, String name) {
    Set<String> set = sets.get(e);
    if (set instanceof LinkedHashSet) {
      set.add(name);
    } else if (set.isEmpty()) {
      sets.set(e, Set.of(name));
    } else {
      Set<String> more = new LinkedHashSet<>(set);
      more.add(name);
      sets.set(e, more);
    }
  }

  private void describeFlow(int e) {
    Atom retry = retry(e);
    if (retry != null) {
      describe(retry, e);
    }
    Set<String> provides = provided.get(e);
    Set<String> requires = required.get(e);
    Set<String> ofRetry = Set.copyOf(provides);
    GraphOrder order = orders.get(e);
    Set<String> seen = elements.get(e) instanceof LinearFlow ? provides : ofRetry;
    for (int child : children(e)) {
      work.steps(wished.get(child).size() + provided.get(child).size());
      for (String name : required.get(child)) {
        work.step();
        if (!seen.contains(name) && (order == null || order.nearestProvider(child, name) < 0)) {
          requires.add(name);
        }
      }
      wished.get(e).addAll(wished.get(child));
      provides.addAll(provided.get(child));
    }
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
    return new Outline(flow.name(), flow, true, new Work()).provided(0);
  }

  int size() {
    return elements.size();
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

  InvalidFlowException duplicate(String atom) {
    return new InvalidFlowException(
        Kind.DUPLICATE_NAME,
        "Flow '%s' has two atoms named '%s'; a name tells which stored result belongs to which atom, so give one of them another"
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

  /** The symbols that an element below a graph flow provides, to its last atom. */
  Set<String> provided(int e) {
    return provided.get(e);
  }

  /** The symbols that an element below a graph flow must get from outside itself. */
  Set<String> required(int e) {
    return required.get(e);
  }

  /** The symbols that an element below a graph flow takes if they are there. */
  Set<String> wished(int e) {
    return wished.get(e);
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
