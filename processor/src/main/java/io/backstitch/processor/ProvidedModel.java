package io.backstitch.processor;

/**
 * A symbol that a task provides.
 *
 * @param at what names it
 * @param symbol its name
 * @param type the type of its values
 * @param optional whether it may be absent
 * @param wrapped whether a part of a result is an {@code Optional}
 */
record ProvidedModel(At at, String symbol, TypeRef type, boolean optional, boolean wrapped) {}
