package io.backstitch.flow;

import java.util.List;

/**
 * A flow whose order comes from its data: what requires a symbol runs after what provides it. Links
 * can be added by hand where the order matters but no data passes.
 */
public final class GraphFlow implements FlowPattern {

  private final String name;
  private final Appended<FlowElement> elements;
  private final Appended<Link> links;

  private GraphFlow(String name, Appended<FlowElement> elements, Appended<Link> links) {
    this.name = Names.check("flow", name);
    this.elements = elements;
    this.links = links;
  }

  /**
   * An empty flow.
   *
   * @param name its name
   * @return the flow
   */
  public static GraphFlow named(String name) {
    return new GraphFlow(name, Appended.empty(), Appended.empty());
  }

  /**
   * This flow with one more element.
   *
   * @param element an atom or a flow
   * @return a new flow
   */
  public GraphFlow add(FlowElement element) {
    return new GraphFlow(name, elements.with(element), links);
  }

  /**
   * This flow with one more link between two of its elements. The names are checked when the flow
   * is compiled, so links and elements may be added in any order.
   *
   * @param from the name of the element that comes first
   * @param to the name of the element that comes after it
   * @return a new flow
   */
  public GraphFlow link(String from, String to) {
    return new GraphFlow(name, elements, links.with(new Link(from, to)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<FlowElement> elements() {
    return elements.toList();
  }

  /**
   * The links added by hand.
   *
   * @return an unmodifiable list, in the order in which they were added
   */
  public List<Link> links() {
    return links.toList();
  }

  /**
   * An order between two elements of a flow.
   *
   * @param from the name of the element that comes first
   * @param to the name of the element that comes after it
   */
  public record Link(String from, String to) {}
}
