package io.backstitch.processor;

/** Whether the use of something draws a warning, and which. */
enum Deprecation {
  NONE,
  DEPRECATED,
  FOR_REMOVAL;

  Deprecation and(Deprecation other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
