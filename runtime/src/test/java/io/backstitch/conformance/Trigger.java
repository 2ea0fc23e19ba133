package io.backstitch.conformance;

import tools.jackson.databind.JsonNode;

/** Says when the k-th notification of a step is, or the n-th that an atom has some state. */
final class Trigger {

  private final JsonNode after;
  private final JsonNode on;
  private int seen;
  private int matched;

  /** The trigger of a step for what is to happen: {@code crash} or {@code suspend}. */
  Trigger(JsonNode step, String what) {
    this.after = step.path(what + "_after");
    this.on = step.path(what + "_on");
  }

  boolean exists() {
    return after.isInt() || on.isObject();
  }

  boolean fires(String name, String state) {
    seen++;
    if (after.isInt()) {
      return seen == after.intValue();
    }
    if (name.equals(on.path("atom").asString("")) && state.equals(on.path("state").asString(""))) {
      matched++;
      return matched == on.path("nth").asInt(1);
    }
    return false;
  }
}
