package io.backstitch.conformance;

import io.backstitch.InvalidFlowException;
import tools.jackson.databind.node.ObjectNode;

/** A step that is refused, with the error that TaskFlow raises for it. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ObjectNode raised;

  Refusal(String type) {
    this(Json.object().put("type", type));
  }

  private Refusal(ObjectNode raised) {
    super(raised.toString());
    this.raised = raised;
  }

  static Refusal of(InvalidFlowException e) {
    ObjectNode raised = Json.object();
    switch (e.kind()) {
      case CYCLE -> raised.put("type", "DependencyFailure");
      case AMBIGUOUS_PROVIDER -> raised.put("type", "AmbiguousDependency");
      case UNKNOWN_NAME -> raised.put("type", "ValueError");
      case DUPLICATE_NAME -> raised.put("type", "Duplicate");
      case MISSING_PROVIDER ->
          raised.put("type", "MissingDependencies").set("missing", Json.sorted(e.names()));
      default -> raised.put("type", e.getMessage());
    }
    return new Refusal(raised);
  }

  ObjectNode raised() {
    return raised;
  }
}
