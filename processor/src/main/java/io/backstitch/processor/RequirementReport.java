package io.backstitch.processor;

import java.util.List;
import java.util.function.Function;

/** Tells in a report what is taken, and where it comes from. */
final class RequirementReport {

  private final FlowModel flow;
  private final String flowName;
  private final Wiring wiring;
  private final Skips skips;

  RequirementReport(FlowModel flow, String flowName, Wiring wiring) {
    this.flow = flow;
    this.flowName = flowName;
    this.wiring = wiring;
    this.skips = new Skips(flow, wiring);
  }

  /** What a member takes, and the retry that guards it. */
  List<JsonObject> of(Member member) {
    return of(member, flow.requirements(member), symbol -> wiring.sourcesOf(member, symbol));
  }

  /** What a method takes that undoes a member, or decides whether it runs. */
  List<JsonObject> of(Member member, MethodModel method) {
    return of(member, method.requirements(), symbol -> wiring.sourcesBefore(member, symbol));
  }

  private List<JsonObject> of(
      Member member,
      List<ParameterModel> parameters,
      Function<String, List<Wiring.Source>> sources) {
    return parameters.stream()
        .map(
            parameter ->
                new JsonObject()
                    .text("symbol", parameter.symbol())
                    .text("type", parameter.type().name().toString())
                    .flag("optional", parameter.optional())
                    .flag("input", isInput(parameter))
                    .texts("from", from(member, parameter, sources)))
        .toList();
  }

  private boolean isInput(ParameterModel parameter) {
    return parameter.role() != Role.ATTEMPT && wiring.inputs().containsKey(parameter.symbol());
  }

  /** The atoms and sub-flows from which the value may come, the nearest first. */
  private List<String> from(
      Member member, ParameterModel parameter, Function<String, List<Wiring.Source>> sources) {
    if (parameter.role() == Role.ATTEMPT) {
      RetryModel retry = flow.retryOf(member);
      boolean own =
          parameter.form() != Form.FOR_EACH
              && retry != null
              && retry.forEach().as().value().equals(parameter.symbol());
      return List.of(RetryModel.controller(own ? member.name() : flowName));
    }
    return isInput(parameter)
        ? List.of()
        : skips.taken(member, sources.apply(parameter.symbol())).stream()
            .map(source -> source.member().name())
            .toList();
  }
}
