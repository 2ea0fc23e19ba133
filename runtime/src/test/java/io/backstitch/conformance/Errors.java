package io.backstitch.conformance;

import io.backstitch.Failure;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Failures in the form that expectations have them. */
final class Errors {

  private Errors() {}

  static ObjectNode describe(Failure failure) {
    return describe(failure.exception());
  }

  static ObjectNode describe(Throwable error) {
    ObjectNode described = Json.object();
    if (error instanceof ScenarioException scenario) {
      return described.put("type", scenario.type()).put("message", scenario.getMessage());
    }
    // A for-each retry that has nothing left, or an argument that nothing is there for.
    return described.put(
        "type", error instanceof NoSuchElementException ? "NotFound" : error.toString());
  }

  static JsonNode asValue(Failure failure) {
    return Json.object().set("$failure", describe(failure));
  }

  static Failure fromValue(String atom, JsonNode value) {
    return Failure.of(atom, exception(value));
  }

  private static ScenarioException exception(JsonNode value) {
    JsonNode failure = value.get("$failure");
    return new ScenarioException(
        failure.get("type").stringValue(), failure.path("message").asString(""));
  }

  /** In TaskFlow a method that returns a failure fails with it. */
  static JsonNode unlessFailure(JsonNode returned) throws ScenarioException {
    if (returned.has("$failure")) {
      throw exception(returned);
    }
    return returned;
  }

  /** What comes out of a run with these failures. */
  static JsonNode raised(Collection<Failure> failures) {
    List<ObjectNode> described = failures.stream().map(Errors::describe).toList();
    if (described.size() <= 1) {
      return described.isEmpty() ? Json.NULL : described.get(0);
    }
    ObjectNode wrapped = Json.object().put("type", "WrappedFailure");
    wrapped
        .putArray("failures")
        .addAll(
            described.stream()
                .sorted(
                    Comparator.comparing((ObjectNode each) -> each.get("type").stringValue())
                        .thenComparing(each -> each.path("message").asString("")))
                .toList());
    return wrapped;
  }
}
