package io.backstitch.processor;

/** Where the value of a parameter comes from. */
enum Role {
  /** A symbol of the flow. */
  SYMBOL,
  /** The caller. */
  INPUT,
  /** The retry that guards it: the value that is tried. */
  ATTEMPT,
  /** What the task to be undone returned. */
  RESULT,
  /** The engine: a {@code TaskContext}. */
  CONTEXT,
  /** The engine: {@code FlowFailures}. */
  FAILURES,
  /** The engine: the {@code Connection} of the transaction in which the method runs. */
  CONNECTION;

  /** Whether a value of this role is one of an atom's requirements. */
  boolean isRequirement() {
    return this == SYMBOL || this == INPUT || this == ATTEMPT;
  }
}
