package io.backstitch.flow;

import java.util.List;

/**
 * A flow whose elements have no order among themselves: they may run at the same time, and none
 * sees what another provides.
 */
public final class UnorderedFlow implements FlowPattern {

  private final String name;
  private final Appended<FlowElement> elements;

  private UnorderedFlow(String name, Appended<FlowElement> elements) {
    this.name = Names.check("flow", name);
    this.elements = elements;
  }

  /**
   * An empty flow.
   *
   * @param name its name
   * @return the flow
   */
  public static UnorderedFlow named(String name) {
    return new UnorderedFlow(name, Appended.empty());
  }

  /**
   * This flow with one more element.
   *
   * @param element an atom or a flow
   * @return a new flow
   */
  public UnorderedFlow add(FlowElement element) {
    return new UnorderedFlow(name, elements.with(element));
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
