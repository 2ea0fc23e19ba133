package io.backstitch.graph;

/** How the parts of a drawing are written, each as one line without its end. */
interface DrawingLanguage {

  String head(String flow);

  /** Begins the frame around a nested flow. */
  String open(int node, String flow);

  String close();

  String atom(int node, String name);

  String retry(int node, String name);

  /** Where many lines meet. */
  String point(int node);

  String line(int from, int to);

  /** A line that asks a decider. */
  String decidedLine(int from, int to);

  String foot();
}
