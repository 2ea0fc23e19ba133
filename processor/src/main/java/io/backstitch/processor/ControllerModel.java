package io.backstitch.processor;

/**
 * A class that decides what happens after a failure.
 *
 * @param at where it is named
 * @param type the class
 * @param fault what keeps generated code from making one, if anything
 * @param takesHolder whether its constructor takes the object of the flow
 */
record ControllerModel(At at, TypeRef type, Fault fault, boolean takesHolder) {

  /** What is wrong with a class. */
  enum Fault {
    NONE,
    NO_CONTROLLER,
    HIDDEN,
    INNER,
    ABSTRACT,
    NO_CONSTRUCTOR,
    THROWS
  }
}
