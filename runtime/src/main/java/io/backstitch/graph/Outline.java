package io.backstitch.graph;

import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Requirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tree of a flow as a list: every element has a number, parents before children, in order of
 * definition. Walking it needs no recursion, so flows may nest as deep as memory allows.
 */
final class Outline {

  private final List<FlowElement> elements = new ArrayList<>();
  private final IntList parents = new IntList();
  private final List<IntList> children = new ArrayList<>();
  private final List<Set<String>> provided = new ArrayList<>();
  private final List<Set<String>> required = new ArrayList<>();

  Outline(FlowPattern root) {
    flatten(root);
    describe();
  }

  private void flatten(FlowPattern root) {
    record Pending(FlowElement element, int parent) {}
    Deque<Pending> stack = new ArrayDeque<>();
    stack.push(new Pending(root, -1));
    while (!stack.isEmpty()) {
      Pending next = stack.pop();
      int number = elements.size();
      elements.add(next.element());
      parents.add(next.parent());
      children.add(new IntList());
      if (next.parent() >= 0) {
        children.get(next.parent()).add(number);
      }
      if (next.element() instanceof FlowPattern flow) {
        List<FlowElement> inside = flow.elements();
        for (int i = inside.size() - 1; i >= 0; i--) {
          stack.push(new Pending(inside.get(i), number));
        }
      }
    }
  }

  /**
   * Only a graph flow asks what its elements provide and require, so only what lies below one is
   * described; doing it for all would cost depth times symbols.
   */
  private void describe() {
    boolean[] asked = new boolean[elements.size()];
    for (int e = 1; e < elements.size(); e++) {
      asked[e] = asked[parent(e)] || elements.get(parent(e)) instanceof GraphFlow;
    }
    for (int e = 0; e < elements.size(); e++) {
      provided.add(asked[e] ? new LinkedHashSet<>() : Collections.emptySet());
      required.add(asked[e] ? new LinkedHashSet<>() : Collections.emptySet());
    }
    for (int e = elements.size() - 1; e >= 0; e--) {
      if (asked[e]) {
        if (elements.get(e) instanceof Atom atom) {
          describe(atom, provided.get(e), required.get(e));
        } else {
          describeFlow(e);
        }
      }
    }
  }

  private static void describe(Atom atom, Set<String> provides, Set<String> requires) {
    for (Provision provision : atom.provisions()) {
      provides.add(provision.symbol().name());
    }
    for (Requirement requirement : atom.requirements()) {
      addRequired(requirement, requires);
    }
    for (Requirement requirement : atom.revertRequirements()) {
      addRequired(requirement, requires);
    }
  }

  private static void addRequired(Requirement requirement, Set<String> requires) {
    if (!requirement.optional()) {
      requires.add(requirement.source());
    }
  }

  private void describeFlow(int e) {
    boolean inOrder = elements.get(e) instanceof io.backstitch.flow.LinearFlow;
    boolean byData = elements.get(e) instanceof GraphFlow;
    Set<String> provides = provided.get(e);
    Set<String> requires = required.get(e);
    IntList inside = children.get(e);
    for (int i = 0; i < inside.size(); i++) {
      for (String name : required.get(inside.get(i))) {
        if (!inOrder || !provides.contains(name)) {
          requires.add(name);
        }
      }
      provides.addAll(provided.get(inside.get(i)));
    }
    if (byData) {
      requires.removeAll(provides);
    }
  }

  int size() {
    return elements.size();
  }

  FlowElement element(int e) {
    return elements.get(e);
  }

  int parent(int e) {
    return parents.get(e);
  }

  IntList children(int e) {
    return children.get(e);
  }

  /** The symbols that an element of a graph flow provides, to its last atom. */
  Set<String> provided(int e) {
    return provided.get(e);
  }

  /** The symbols that an element of a graph flow must get from outside itself. */
  Set<String> required(int e) {
    return required.get(e);
  }
}
