package io.backstitch.processor;

/** A language for drawings. Nodes are numbers; each name is escaped as the language wants it. */
interface DrawingLanguage {

  /** The first line. */
  String head(String flow);

  /** Begins a frame. */
  String open(int node, String label);

  /** Ends a frame. */
  String close();

  /** A task, or the inside of a sub-flow. */
  String box(int node, String label);

  /** A retry controller. */
  String diamond(int node, String label);

  /** A link, with what causes it; that may be empty. */
  String line(int from, int to, String label);

  /** The last line; empty if there is none. */
  String foot();
}
