package io.backstitch.processor;

/**
 * Something that the author of a flow should know.
 *
 * @param kind its kind
 * @param warning whether the flow works in spite of it
 * @param at where it is wrong
 * @param text what was found, why it can't work, and what to write instead
 */
record Report(Kind kind, boolean warning, At at, String text) {

  static Report error(Kind kind, At at, String text) {
    return new Report(kind, false, at, text);
  }

  static Report warning(Kind kind, At at, String text) {
    return new Report(kind, true, at, text);
  }
}
