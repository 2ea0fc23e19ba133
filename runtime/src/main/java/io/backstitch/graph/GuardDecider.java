package io.backstitch.graph;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.ElementDecider;
import java.util.Arrays;

/**
 * The decider of an element, asked before its atom is executed, or before the first ones in it if
 * it is a flow. Immutable after the flow is compiled.
 */
public final class GuardDecider implements BoundDecider {

  private final String element;
  private final ElementDecider decider;
  private final int first;
  private final int last;
  private final int flowFirst;
  private final int flowLast;

  /** Filled while arguments are bound. */
  final int[] slots;

  /**
   * A decider whose arguments are not bound yet.
   *
   * @param element the name of what it guards
   * @param first the first node of that
   * @param last the last one, the same for an atom
   * @param flowFirst the first node of the flow that the element is in
   * @param flowLast the last one
   */
  GuardDecider(
      String element, ElementDecider decider, int first, int last, int flowFirst, int flowLast) {
    this.element = element;
    this.decider = decider;
    this.first = first;
    this.last = last;
    this.flowFirst = flowFirst;
    this.flowLast = flowLast;
    this.slots = new int[decider.requirements().size()];
  }

  /**
   * What it guards.
   *
   * @return the name of an atom or a flow
   */
  public String element() {
    return element;
  }

  /**
   * What is asked.
   *
   * @return the decider
   */
  public ElementDecider decider() {
    return decider;
  }

  @Override
  public Depth depth() {
    return decider.depth();
  }

  /**
   * Where an argument is.
   *
   * @param index the position of the requirement
   * @return its slot, or {@link CompiledFlow#ABSENT}, or less if it is to be looked for in a chain
   * @throws IndexOutOfBoundsException if it requires no such argument
   */
  public int argument(int index) {
    if (index < 0 || index >= slots.length) {
      throw new IndexOutOfBoundsException(
          "The decider of '%s' asked for argument %d, but it requires %s; arguments are counted from 0, in the order in which they are required"
              .formatted(element, index, slots.length == 0 ? "nothing" : decider.requirements()));
    }
    return slots[index];
  }

  boolean takes(int slot) {
    return Arrays.stream(slots).anyMatch(taken -> taken == slot);
  }

  /**
   * The first node of what it guards.
   *
   * @return the node of the atom, or where the flow begins
   */
  public int first() {
    return first;
  }

  /**
   * The last node of what it guards; those between the first and the last are all in it.
   *
   * @return the node of the atom, or where the flow ends
   */
  public int last() {
    return last;
  }

  /**
   * Whether a node is in the same flow as the element, at any depth.
   *
   * @param node a node
   * @return false if it is beyond that flow
   */
  public boolean isInSameFlow(int node) {
    return flowFirst <= node && node <= flowLast;
  }
}
