package io.backstitch.processor;

/**
 * What a task returns.
 *
 * @param declared the type as written
 * @param type the type of the value: what an {@code Optional} is of
 * @param optional whether it may be absent
 * @param wrapped whether it is an {@code Optional}
 */
record ResultModel(TypeRef declared, TypeRef type, boolean optional, boolean wrapped) {}
