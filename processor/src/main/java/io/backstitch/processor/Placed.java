package io.backstitch.processor;

/**
 * A member of an annotation.
 *
 * @param at where it is written; the annotation if it is left to its default
 * @param value the value
 */
record Placed<T>(At at, T value) {}
