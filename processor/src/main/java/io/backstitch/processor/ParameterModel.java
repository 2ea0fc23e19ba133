package io.backstitch.processor;

import java.util.List;

/**
 * A parameter of a method that generated code calls, or one of the values that it collects.
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
 * @param form how the value is taken
 * @param elements what a list collects, if it collects several symbols
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
    boolean unclear,
    Form form,
    List<ParameterModel> elements) {

  /** The same, made of several values. */
  ParameterModel collecting(List<ParameterModel> newElements, boolean isUnclear) {
    return new ParameterModel(
        at,
        nameAt,
        name,
        role,
        symbol,
        declared,
        type,
        optional,
        wrapped,
        varargs,
        isUnclear,
        form,
        newElements);
  }

  /** Whether an error of the parameter itself is reported, so that no other need be. */
  boolean isReported() {
    return varargs || unclear || declared.open() || declared.hidden();
  }
}
