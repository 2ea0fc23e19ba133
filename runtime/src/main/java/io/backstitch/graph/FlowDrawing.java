package io.backstitch.graph;

import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowElement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws a flow as text for a program that lays out graphs. The begin or end of a nested flow is a
 * point only where that saves lines, as where many atoms come before many others.
 */
final class FlowDrawing {

  /** Deeper flows are not indented further, so that the text does not grow with the depth. */
  private static final int MOST_INDENTED = 12;

  private final CompiledFlow flow;
  private final DrawingLanguage language;

  /** Where the lines to each node come from, and whether each asks a decider. */
  private final List<Map<Integer, Boolean>> sources = new ArrayList<>();

  private final BitSet drawn = new BitSet();
  private final StringBuilder text = new StringBuilder();

  private FlowDrawing(CompiledFlow flow, DrawingLanguage language) {
    this.flow = flow;
    this.language = language;
  }

  /**
   * Draws a flow.
   *
   * @param order all nodes, each after those before it
   */
  static String draw(CompiledFlow flow, int[] order, DrawingLanguage language) {
    FlowDrawing drawing = new FlowDrawing(flow, language);
    drawing.trace(order);
    return drawing.render();
  }

  private void trace(int[] order) {
    for (int node = 0; node < flow.size(); node++) {
      sources.add(Map.of());
    }
    for (int node : order) {
      Map<Integer, Boolean> mine = new TreeMap<>();
      for (int i = 0; i < flow.countBefore(node); i++) {
        int before = flow.before(node, i);
        boolean isDecided = flow.layout().decided().contains(new Layout.Arrow(before, node));
        if (drawn.get(before)) {
          mine.merge(before, isDecided, Boolean::logicalOr);
        } else {
          sources
              .get(before)
              .forEach((from, was) -> mine.merge(from, was || isDecided, Boolean::logicalOr));
        }
      }
      sources.set(node, mine);
      long in = mine.size();
      long out = flow.countAfter(node);
      drawn.set(node, flow.atom(node) != null || in * out > in + out);
    }
  }

  private String render() {
    line(0, language.head(flow.name()));
    int depth = 1;
    for (int node = 0; node < flow.size(); node++) {
      String begins = flow.layout().begins().get(node);
      if (begins != null) {
        line(depth, language.open(node, begins));
        depth++;
      }
      if (drawn.get(node)) {
        line(depth, shape(node));
      }
      if (begins == null && flow.atom(node) == null) {
        depth--;
        line(depth, language.close());
      }
    }
    for (int to = 0; to < flow.size(); to++) {
      if (drawn.get(to)) {
        for (Map.Entry<Integer, Boolean> from : sources.get(to).entrySet()) {
          line(
              1,
              from.getValue()
                  ? language.decidedLine(from.getKey(), to)
                  : language.line(from.getKey(), to));
        }
      }
    }
    line(0, language.foot());
    return text.toString();
  }

  private String shape(int node) {
    Atom atom = flow.atom(node);
    if (atom == null) {
      return language.point(node);
    }
    return atom.controller() == null
        ? language.atom(node, label(atom))
        : language.retry(node, atom.name());
  }

  /** What a flow or an atom is called in a drawing: with a question mark if it may be skipped. */
  static String label(FlowElement element) {
    return element.deciders().isEmpty() ? element.name() : element.name() + " ?";
  }

  private void line(int depth, String line) {
    if (!line.isEmpty()) {
      text.append("  ".repeat(Math.min(depth, MOST_INDENTED))).append(line).append('\n');
    }
  }
}
