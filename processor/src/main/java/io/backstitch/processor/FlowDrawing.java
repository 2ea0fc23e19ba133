package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws a flow as text for a program that lays out graphs, as the runtime draws it. Of a sub-flow
 * only the class is shown: it may come from a class file, which does not tell what is in it.
 */
final class FlowDrawing {

  private final FlowModel flow;
  private final String name;
  private final DrawingLanguage language;
  private final StringBuilder text = new StringBuilder();

  /** Where each member begins and ends, as numbers of nodes. */
  private final List<Span> spans = new ArrayList<>();

  /** What each link is labelled with, by its end and its start. */
  private final Map<Integer, Map<Integer, String>> lines = new TreeMap<>();

  private int nodes;

  private record Span(int first, int last) {}

  private FlowDrawing(FlowModel flow, String name, DrawingLanguage language) {
    this.flow = flow;
    this.name = name;
    this.language = language;
  }

  /** Draws a flow without mistakes, which is called by this name. */
  static String draw(
      FlowModel flow, String name, List<MemberLink> links, DrawingLanguage language) {
    FlowDrawing drawing = new FlowDrawing(flow, name, language);
    drawing.draw(links);
    return drawing.text.toString();
  }

  private void draw(List<MemberLink> links) {
    line(0, language.head(name));
    flow.members().forEach(member -> spans.add(draw(member)));
    RetryModel retry = flow.retry();
    if (retry != null) {
      drawAround(retry, links);
    }
    for (MemberLink link : links) {
      link(
          spans.get(link.from()).last(),
          spans.get(link.to()).first(),
          String.join(", ", link.symbols()));
    }
    lines.forEach(
        (to, all) -> all.forEach((from, label) -> line(1, language.line(from, to, label))));
    line(0, language.foot());
  }

  private Span draw(Member member) {
    String label = flow.decidersOf(member).isEmpty() ? member.name() : member.name() + " ?";
    RetryModel retry = flow.retryOf(member);
    if (member instanceof TaskModel && retry == null) {
      int box = nodes++;
      line(1, language.box(box, label));
      return new Span(box, box);
    }
    line(1, language.open(nodes++, label));
    int box = nodes++;
    String inside = member instanceof SubflowModel subflow ? subflow.type() : member.name();
    line(2, language.box(box, inside));
    Span span = new Span(box, box);
    if (retry != null) {
      int diamond = nodes++;
      line(2, language.diamond(diamond, RetryModel.controller(member.name())));
      link(diamond, box, tried(retry, member));
      span = new Span(diamond, box);
    }
    line(1, language.close());
    return span;
  }

  /** The retry of the whole flow comes before what comes first otherwise. */
  private void drawAround(RetryModel retry, List<MemberLink> links) {
    int diamond = nodes++;
    line(1, language.diamond(diamond, RetryModel.controller(name)));
    for (int i = 0; i < spans.size(); i++) {
      int member = i;
      if (links.stream().noneMatch(link -> link.to() == member)) {
        link(diamond, spans.get(i).first(), tried(retry, flow.members().get(i)));
      }
    }
  }

  /** The symbol of the value that is tried, if this takes it. */
  private String tried(RetryModel retry, Member member) {
    String symbol = retry.forEach().as().value();
    return flow.requirements(member).stream().anyMatch(p -> takes(p, symbol)) ? symbol : "";
  }

  private static boolean takes(ParameterModel parameter, String symbol) {
    return parameter.role() == Role.ATTEMPT && parameter.symbol().equals(symbol);
  }

  private void link(int from, int to, String label) {
    lines.computeIfAbsent(to, node -> new TreeMap<>()).put(from, label);
  }

  private void line(int depth, String line) {
    if (!line.isEmpty()) {
      text.append("  ".repeat(depth)).append(line).append('\n');
    }
  }
}
