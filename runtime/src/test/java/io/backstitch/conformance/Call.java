package io.backstitch.conformance;

import io.backstitch.Failure;
import io.backstitch.FlowFailures;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Requirement;
import io.backstitch.flow.RetryHistory;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one call of a method got, and its entry in the log of calls. */
final class Call {

  final SortedMap<String, JsonNode> args = new TreeMap<>();
  final ObjectNode entry = Json.object();

  Call(String method, List<Requirement> requirements, Arguments in) {
    entry.put("do", method);
    for (int i = 0; i < requirements.size(); i++) {
      Requirement requirement = requirements.get(i);
      JsonNode value =
          requirement.optional()
              ? in.getOrNull(i, Json.symbol(requirement.symbol().name()))
              : in.get(i, Json.symbol(requirement.symbol().name()));
      if (value != null) {
        args.put(requirement.symbol().name(), value);
      }
    }
    if (!args.isEmpty()) {
      ObjectNode logged = entry.putObject("args");
      args.forEach(logged::set);
    }
  }

  Call history(RetryHistory history) {
    entry.set("history", names(history));
    return this;
  }

  Call failures(FlowFailures failures, Collection<String> stale) {
    Set<String> names = new TreeSet<>(stale);
    failures.all().stream().map(Failure::atom).forEach(names::add);
    entry.set("flow_failures", Json.sorted(names));
    return this;
  }

  private static ArrayNode names(RetryHistory history) {
    ArrayNode all = Json.array();
    for (RetryHistory.RetryAttempt attempt : history.attempts()) {
      all.addArray().add(Json.of(attempt.provided())).add(Json.sorted(attempt.failures().keySet()));
    }
    return all;
  }
}
