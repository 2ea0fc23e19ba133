package io.backstitch.conformance;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import tools.jackson.databind.JsonNode;

/**
 * A retry controller that decides what the scenario lists for each attempt.
 *
 * @param decisions the words, or errors; the last one counts from there on
 */
record Scripted(JsonNode decisions) implements RetryController {

  @Override
  public Object execute(RetryHistory history, Arguments in) {
    return history.size() + 1;
  }

  @Override
  public RetryDecision onFailure(RetryHistory history, Arguments in) throws ScenarioException {
    JsonNode decision = word(history);
    if (decision.isObject()) {
      throw new ScenarioException(
          decision.get("raise").stringValue(), decision.path("message").asString(""));
    }
    // "BOGUS" is no decision, which is what a null is here.
    return decision.stringValue().equals("BOGUS")
        ? null
        : RetryDecision.valueOf(decision.stringValue());
  }

  JsonNode word(RetryHistory history) {
    return decisions.get(Math.min(history.size(), decisions.size()) - 1);
  }
}
