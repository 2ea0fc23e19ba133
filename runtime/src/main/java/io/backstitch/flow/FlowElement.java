package io.backstitch.flow;

import java.util.List;

/** What a flow is made of: an atom, or another flow. Immutable. */
public sealed interface FlowElement permits Atom, FlowPattern {

  /**
   * The name: of an atom, unique in the whole flow; of a flow, for people.
   *
   * @return the name, not blank
   */
  String name();

  /**
   * Who decides whether it is executed. One that says no is enough to skip it.
   *
   * @return an unmodifiable list, empty if it always is
   */
  List<ElementDecider> deciders();
}
