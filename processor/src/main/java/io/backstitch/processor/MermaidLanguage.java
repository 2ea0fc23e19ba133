package io.backstitch.processor;

/** A flowchart of Mermaid, which code forges and wikis draw by themselves. */
final class MermaidLanguage implements DrawingLanguage {

  private static final String PLAIN = " _-/.:,";

  @Override
  public String head(String flow) {
    return "flowchart LR";
  }

  @Override
  public String open(int node, String label) {
    return "subgraph f" + node + "[" + quoted(label) + "]";
  }

  @Override
  public String close() {
    return "end";
  }

  @Override
  public String box(int node, String label) {
    return "n" + node + "[" + quoted(label) + "]";
  }

  @Override
  public String diamond(int node, String label) {
    return "n" + node + "{" + quoted(label) + "}";
  }

  @Override
  public String line(int from, int to, String label) {
    return "n" + from + " -->" + (label.isEmpty() ? "" : "|" + quoted(label) + "|") + " n" + to;
  }

  @Override
  public String foot() {
    return "";
  }

  /** All but letters, digits and a few signs is written as a number, as it could mean something. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              if (Character.isLetterOrDigit(point) || PLAIN.indexOf(point) >= 0) {
                quoted.appendCodePoint(point);
              } else {
                quoted.append('#').append(point).append(';');
              }
            });
    return quoted.append('"').toString();
  }
}
