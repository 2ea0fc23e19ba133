package io.backstitch.processor;

import org.jspecify.annotations.Nullable;

/** What checks ask of the compiler's knowledge of types. */
interface TypeOracle {

  /**
   * Whether a value of one type can be passed where the other is expected; wrappers count as
   * primitives.
   */
  boolean assignable(TypeRef from, TypeRef to);

  /** What in a type is no data that could be stored, and why, or null. */
  @Nullable String unstorable(TypeRef type);
}
