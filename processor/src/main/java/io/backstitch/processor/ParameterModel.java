package io.backstitch.processor;

/**
 * A parameter of a task or a revert method.
 *
 * @param at the parameter
 * @param nameAt what names the symbol: a value of an annotation, or the parameter itself
 * @param name its name in the source
 * @param role where its value comes from
 * @param symbol the name of the symbol it takes
 * @param declared its type as written
 * @param type the type of the value: what an {@code Optional} is of
 * @param optional whether the value may be absent
 * @param wrapped whether it is an {@code Optional}
 * @param varargs whether it is {@code Object... x}
 * @param unclear whether it cannot be told which symbol it takes, which is reported
 */
record ParameterModel(
    At at,
    At nameAt,
    String name,
    Role role,
    String symbol,
    TypeRef declared,
    TypeRef type,
    boolean optional,
    boolean wrapped,
    boolean varargs,
    boolean unclear) {

  /** Whether an error of the parameter itself is reported, so that no other need be. */
  boolean isReported() {
    return varargs || unclear || declared.open() || declared.hidden();
  }
}
