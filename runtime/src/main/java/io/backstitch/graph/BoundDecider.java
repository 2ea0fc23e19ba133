package io.backstitch.graph;

import io.backstitch.annotation.Depth;

/** What is asked before an atom is executed. */
public sealed interface BoundDecider permits EdgeDecider, GuardDecider {

  /**
   * How much is skipped if it says no.
   *
   * @return the depth
   */
  Depth depth();
}
