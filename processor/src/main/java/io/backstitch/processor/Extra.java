package io.backstitch.processor;

import java.util.List;

/** A file that is written of a flow besides its classes. */
enum Extra {
  MERMAID(Extras.GRAPH, "mermaid", ".mmd"),
  DOT(Extras.GRAPH, "dot", ".dot"),
  REPORT(Extras.REPORT, "json", ".json");

  private final String option;
  private final String value;
  private final String suffix;

  Extra(String option, String value, String suffix) {
    this.option = option;
    this.value = value;
    this.suffix = suffix;
  }

  /** The option of the compiler that asks for it. */
  String option() {
    return option;
  }

  /** The value of that option. */
  String value() {
    return value;
  }

  /** How the name of the file ends. */
  String suffix() {
    return suffix;
  }

  /** What is in the file of a flow without mistakes. */
  String content(
      FlowPlan plan, FlowModel.Declaration declared, Wiring wiring, List<MemberLink> links) {
    return switch (this) {
      case MERMAID -> FlowDrawing.draw(plan.flow(), declared.name(), links, new MermaidLanguage());
      case DOT -> FlowDrawing.draw(plan.flow(), declared.name(), links, new DotLanguage());
      case REPORT -> FlowReport.write(plan, declared, wiring, links);
    };
  }
}
