package io.backstitch.flow;

/** What a flow is made of: an atom, or another flow. Immutable. */
public sealed interface FlowElement permits Atom, FlowPattern {

  /**
   * The name: of an atom, unique in the whole flow; of a flow, for people.
   *
   * @return the name, not blank
   */
  String name();
}
