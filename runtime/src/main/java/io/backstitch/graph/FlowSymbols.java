package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.LinearFlow;
import java.util.Set;

/**
 * What an atom, or a flow as a whole, takes and gives, before it is compiled.
 *
 * <p>A flow requires what something in it requires and does not get inside: from its retry
 * controller; in a linear flow, from what was added earlier; in a graph flow, from what is ordered
 * before. Optional requirements and injected values do not count. A flow provides whatever
 * something in it, or its controller, provides. Of a graph flow with a target only what runs
 * counts.
 */
public final class FlowSymbols {

  private FlowSymbols() {}

  /**
   * The symbols that an atom or a flow must get from outside itself.
   *
   * @param element the atom or the flow
   * @return their names, in the order in which they are first required
   * @throws InvalidFlowException if the elements of a graph flow in it can't be ordered
   */
  public static Set<String> required(FlowElement element) {
    return Outline.required(flow(element));
  }

  /**
   * The symbols that an atom or a flow provides to what comes after it.
   *
   * @param element the atom or the flow
   * @return their names, in the order in which they are first provided
   * @throws InvalidFlowException if the elements of a graph flow in it can't be ordered
   */
  public static Set<String> provided(FlowElement element) {
    return Outline.provided(flow(element));
  }

  private static FlowPattern flow(FlowElement element) {
    return element instanceof Atom atom
        ? LinearFlow.named(atom.name()).add(atom)
        : (FlowPattern) element;
  }
}
