package io.backstitch.processor;

/** The DOT language of Graphviz. */
final class DotLanguage implements DrawingLanguage {

  @Override
  public String head(String flow) {
    return "digraph " + quoted(flow) + " { rankdir=LR; node [shape=box, style=rounded];";
  }

  @Override
  public String open(int node, String label) {
    return "subgraph cluster_" + node + " { label=" + quoted(label) + ";";
  }

  @Override
  public String close() {
    return "}";
  }

  @Override
  public String box(int node, String label) {
    return "n" + node + " [label=" + quoted(label) + "];";
  }

  @Override
  public String diamond(int node, String label) {
    return "n" + node + " [label=" + quoted(label) + ", shape=diamond];";
  }

  @Override
  public String line(int from, int to, String label) {
    String style = label.isEmpty() ? "" : " [label=" + quoted(label) + "]";
    return "n" + from + " -> n" + to + style + ";";
  }

  @Override
  public String foot() {
    return "}";
  }

  /** A backslash begins an escape in a label, too. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
