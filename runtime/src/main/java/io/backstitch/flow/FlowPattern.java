package io.backstitch.flow;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flow: atoms and other flows under one rule of order.
 *
 * <p>Immutable: what looks like a change returns a new flow, at a constant cost.
 */
public sealed interface FlowPattern extends FlowElement
    permits LinearFlow, UnorderedFlow, GraphFlow {

  /**
   * What the flow is made of, in order of definition.
   *
   * @return an unmodifiable list
   */
  List<FlowElement> elements();

  /**
   * What guards the flow.
   *
   * @return the atom of its retry controller, or null
   */
  @Nullable Atom retry();

  /**
   * Symbols that what is in the flow takes from inside it only, even where the provider is skipped:
   * a flow that was made part of another sees nothing of it but its own inputs.
   *
   * @return an unmodifiable set, empty unless the flow was nested by {@link NestedCopy}
   */
  Set<String> enclosed();

  /**
   * This flow, executed only if one more decider says so.
   *
   * @param decider asked when something in the flow could start
   * @return a new flow
   */
  FlowPattern decider(ElementDecider decider);
}
