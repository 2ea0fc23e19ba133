package io.backstitch.graph;

/** The DOT language of Graphviz. */
final class DotLanguage implements DrawingLanguage {

  @Override
  public String head(String flow) {
    return "digraph " + quoted(flow) + " { rankdir=LR; node [shape=box, style=rounded];";
  }

  @Override
  public String open(int node, String flow) {
    return "subgraph cluster_" + node + " { label=" + quoted(flow) + ";";
  }

  @Override
  public String close() {
    return "}";
  }

  @Override
  public String atom(int node, String name) {
    return "n" + node + " [label=" + quoted(name) + "];";
  }

  @Override
  public String retry(int node, String name) {
    return "n" + node + " [label=" + quoted(name) + ", shape=diamond];";
  }

  @Override
  public String point(int node) {
    return "n" + node + " [shape=point];";
  }

  @Override
  public String line(int from, int to) {
    return "n" + from + " -> n" + to + ";";
  }

  @Override
  public String decidedLine(int from, int to) {
    return "n" + from + " -> n" + to + " [style=dashed];";
  }

  @Override
  public String foot() {
    return "}";
  }

  /** A backslash begins an escape in a label, too. */
  private static String quoted(String name) {
    String escaped =
        name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r", "\\r").replace("\n", "\\n");
    return '"' + escaped + '"';
  }
}
