package io.backstitch.processor;

/**
 * A place in the source, as the model knows it: a token that a {@link Locator} turns into the
 * element, annotation and value on which a message sits.
 *
 * @param number distinguishes the places of one class
 */
record At(int number) {}
