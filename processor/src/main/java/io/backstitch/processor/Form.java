package io.backstitch.processor;

/** How a value comes to what takes it. */
enum Form {
  /** It is passed as it is. */
  VALUE,
  /** It becomes an element of a list. */
  ELEMENT,
  /** It is a collection, whose values are tried one after the other. */
  FOR_EACH,
  /** It is passed on to a sub-flow. */
  SUBFLOW
}
