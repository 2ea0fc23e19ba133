package io.backstitch.conformance;

/** An error that a scenario raises by name. */
final class ScenarioException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String type;

  ScenarioException(String type, String message) {
    super(message);
    this.type = type;
  }

  String type() {
    return type;
  }
}
