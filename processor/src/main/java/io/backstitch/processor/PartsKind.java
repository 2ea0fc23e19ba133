package io.backstitch.processor;

/** How the symbols of a task come from its result. */
enum PartsKind {
  /** The result is the one symbol, or none. */
  WHOLE,
  LIST,
  ARRAY,
  MAP,
  RECORD,
  /** Several names, but a type that has no parts. */
  NONE,
  /** Nothing is known of the types of the symbols, for a reason that is reported elsewhere. */
  UNKNOWN
}
