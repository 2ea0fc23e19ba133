package io.backstitch.flow;

import java.util.List;

/**
 * A flow whose elements run one after the other, in the order in which they were added, and revert
 * in the opposite order.
 */
public final class LinearFlow implements FlowPattern {

  private final String name;
  private final Appended<FlowElement> elements;

  private LinearFlow(String name, Appended<FlowElement> elements) {
    this.name = Names.check("flow", name);
    this.elements = elements;
  }

  /**
   * An empty flow.
   *
   * @param name its name
   * @return the flow
   */
  public static LinearFlow named(String name) {
    return new LinearFlow(name, Appended.empty());
  }

  /**
   * This flow with one more element at its end.
   *
   * @param element an atom or a flow
   * @return a new flow
   */
  public LinearFlow add(FlowElement element) {
    return new LinearFlow(name, elements.with(element));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<FlowElement> elements() {
    return elements.toList();
  }
}
