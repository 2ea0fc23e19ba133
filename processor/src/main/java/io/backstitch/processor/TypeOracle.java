package io.backstitch.processor;

/** What checks ask of the compiler's knowledge of types. */
interface TypeOracle {

  /**
   * Whether a value of one type can be passed where the other is expected; wrappers count as
   * primitives.
   */
  boolean assignable(TypeRef from, TypeRef to);
}
