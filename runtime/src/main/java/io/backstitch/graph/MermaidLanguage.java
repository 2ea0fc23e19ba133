package io.backstitch.graph;

/** A flowchart of Mermaid, which code forges and wikis draw by themselves. */
final class MermaidLanguage implements DrawingLanguage {

  private static final String HARMLESS = " _-/.:,";

  @Override
  public String head(String flow) {
    return "flowchart LR";
  }

  @Override
  public String open(int node, String flow) {
    return "subgraph f" + node + "[" + quoted(flow) + "]";
  }

  @Override
  public String close() {
    return "end";
  }

  @Override
  public String atom(int node, String name) {
    return "n" + node + "[" + quoted(name) + "]";
  }

  @Override
  public String retry(int node, String name) {
    return "n" + node + "{" + quoted(name) + "}";
  }

  @Override
  public String point(int node) {
    return "n" + node + "((\" \"))";
  }

  @Override
  public String line(int from, int to) {
    return "n" + from + " --> n" + to;
  }

  @Override
  public String decidedLine(int from, int to) {
    return "n" + from + " -.-> n" + to;
  }

  @Override
  public String foot() {
    return "";
  }

  /** Names are text in which Mermaid looks for HTML, Markdown and escapes of its own. */
  private static String quoted(String name) {
    StringBuilder escaped = new StringBuilder("\"");
    name.codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || HARMLESS.indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append('#').append(c).append(';');
              }
            });
    return escaped.append('"').toString();
  }
}
