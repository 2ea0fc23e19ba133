package io.backstitch.conformance;

import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Requirement;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Makes the retry controllers of scenarios: those of {@link Retries}, with every call logged. */
final class RetryMaker {

  private final Outside outside;

  RetryMaker(Outside outside) {
    this.outside = outside;
  }

  RetryAtom make(JsonNode spec, String flow) {
    String name = spec.path("name").asString(flow + "_retry");
    List<Requirement> takes = new ArrayList<>();
    if (isParameterized(spec)) {
      takes.add(
          new Requirement(
              Json.symbol("values"), spec.path("values_from").asString("values"), false));
    }
    takes.addAll(TaskMaker.requirements(spec.path("requires"), spec.path("rebind"), Json.array()));
    RetryAtom atom =
        RetryAtom.of(new ScenarioRetry(outside, name, spec, takes, controller(spec))).named(name);
    for (Requirement each : takes) {
      atom = atom.requires(each.symbol()).rebind(each.symbol().name(), each.source());
    }
    JsonNode provides = spec.path("provides");
    if (provides.isString()) {
      return atom.provides(Json.symbol(provides.stringValue()));
    }
    return provides.isContainer()
        ? atom.providesParts(Json.TYPE, TaskMaker.parts(provides), TaskMaker.provisions(provides))
        : atom;
  }

  private static boolean isParameterized(JsonNode spec) {
    return spec.get("kind").stringValue().equals("parameterized_for_each");
  }

  private static RetryController controller(JsonNode spec) {
    RetryDecision inTheEnd =
        spec.path("revert_all").asBoolean(false) ? RetryDecision.REVERT_ALL : RetryDecision.REVERT;
    return switch (spec.get("kind").stringValue()) {
      case "always_revert" -> unwrap(Retries.alwaysRevert());
      case "always_revert_all" -> unwrap(Retries.alwaysRevertAll());
      case "times" -> unwrap(Retries.times(Math.max(1, spec.get("attempts").intValue()), inTheEnd));
      case "for_each" -> unwrap(Retries.forEach(spec.get("values").values(), inTheEnd));
      case "parameterized_for_each" ->
          unwrap(Retries.parameterizedForEach(ScenarioRetry.VALUES, inTheEnd));
      case "scripted" -> new Scripted(spec.get("decisions"));
      default -> throw new IllegalArgumentException("Unknown retry: " + spec);
    };
  }

  /** What decides in a ready-made retry. */
  private static RetryController unwrap(RetryAtom ready) {
    return Objects.requireNonNull(
        Objects.requireNonNull(LinearFlow.named("f").retry(ready).retry()).controller());
  }
}
