package io.backstitch.processor;

import java.util.List;

/** Writes a report of a flow for other programs, as JSON. */
final class FlowReport {

  /** Another number tells readers that what they know has another meaning, or is gone. */
  private static final int FORMAT = 1;

  private final FlowPlan plan;
  private final FlowModel flow;
  private final RequirementReport requirements;

  private FlowReport(FlowPlan plan, String name, Wiring wiring) {
    this.plan = plan;
    this.flow = plan.flow();
    this.requirements = new RequirementReport(flow, name, wiring);
  }

  /** The report of a flow without mistakes. */
  static String write(
      FlowPlan plan, FlowModel.Declaration declared, Wiring wiring, List<MemberLink> links) {
    return new FlowReport(plan, declared.name(), wiring).write(declared, links);
  }

  private String write(FlowModel.Declaration declared, List<MemberLink> links) {
    JsonObject report =
        new JsonObject()
            .number("format", FORMAT)
            .text("name", declared.name())
            .text("version", declared.version())
            .text("class", flow.source().canonicalName())
            .text("generated", plan.flowName().canonicalName())
            .text("pattern", declared.order().name())
            .objects("inputs", plan.inputs().stream().map(FlowReport::value).toList())
            .objects("outputs", plan.outputs().stream().map(FlowReport::value).toList());
    RetryModel retry = flow.retry();
    if (retry != null) {
      report.object("retry", RetryReport.of(retry, declared.name()));
    }
    return report
            .objects("atoms", flow.tasks().stream().map(this::task).toList())
            .objects("subflows", flow.subflows().stream().map(this::subflow).toList())
            .objects("links", links.stream().map(this::link).toList())
        + "\n";
  }

  private static JsonObject value(FlowPlan.Value value) {
    return symbol(value.name(), value.type().toString(), value.optional());
  }

  private static JsonObject symbol(String name, String type, boolean optional) {
    return new JsonObject().text("symbol", name).text("type", type).flag("optional", optional);
  }

  private JsonObject task(TaskModel task) {
    JsonObject report =
        new JsonObject()
            .text("name", task.name())
            .text("method", task.method().name())
            .text("version", task.version())
            .number("priority", task.priority());
    if (task.lazy()) {
      report.flag("lazy", true);
    }
    common(report, task);
    RevertModel revert = flow.revertOf(task);
    if (revert != null) {
      report.object("revert", method(task, revert.method()));
    }
    return report;
  }

  private JsonObject subflow(SubflowModel subflow) {
    JsonObject rename = new JsonObject();
    subflow.rename().forEach(rename::text);
    JsonObject report =
        new JsonObject()
            .text("name", subflow.name())
            .text("field", subflow.field().name())
            .text("generated", subflow.generated().canonicalName())
            .object("rename", rename);
    common(report, subflow);
    return report;
  }

  /** What is told of tasks and of sub-flows. */
  private void common(JsonObject report, Member member) {
    report
        .texts("after", member.after().stream().map(TaskModel.Name::name).toList())
        .objects("requires", requirements.of(member))
        .objects(
            "provides",
            member.provided().stream()
                .map(each -> symbol(each.symbol(), each.type().name().toString(), each.optional()))
                .toList())
        .objects(
            "deciders",
            flow.decidersOf(member).stream()
                .map(each -> method(member, each.method()).text("depth", each.depth().name()))
                .toList());
    RetryModel retry = flow.retryOf(member);
    if (retry != null) {
      report.object("retry", RetryReport.of(retry, member.name()));
    }
  }

  private JsonObject method(Member member, MethodModel method) {
    return new JsonObject()
        .text("method", method.name())
        .objects("requires", requirements.of(member, method));
  }

  private JsonObject link(MemberLink link) {
    return new JsonObject()
        .text("from", flow.members().get(link.from()).name())
        .text("to", flow.members().get(link.to()).name())
        .texts("symbols", link.symbols())
        .flag("after", link.after())
        .flag("sequence", link.sequence());
  }
}
