package io.backstitch.persistence;

import io.backstitch.Failure;
import io.backstitch.Intention;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Failures, and what retry controllers tried, as JSON text: written by hand, so that it never
 * changes.
 */
final class RecordJson {

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .build();

  @Nullable String write(@Nullable Failure failure) {
    return failure == null ? null : mapper.writeValueAsString(tree(failure));
  }

  ObjectNode tree(Failure failure) {
    ObjectNode node = mapper.createObjectNode();
    node.put("atom", failure.atom());
    node.put("type", failure.type());
    ArrayNode supertypes = node.putArray("supertypes");
    failure.supertypes().forEach(supertypes::add);
    failure.message().ifPresent(message -> node.put("message", message));
    node.put("trace", failure.trace());
    if (!failure.wasCalled()) {
      node.put("called", false);
    }
    failure.cause().ifPresent(cause -> node.set("cause", tree(cause)));
    return node;
  }

  @Nullable String write(@Nullable RetryRecord retry) {
    return retry == null ? null : mapper.writeValueAsString(tree(retry));
  }

  ObjectNode tree(RetryRecord retry) {
    ObjectNode node = mapper.createObjectNode();
    node.put("intention", retry.intention().name());
    node.put("firstTried", retry.firstTried());
    node.put("tried", retry.tried());
    ObjectNode failures = node.putObject("failures");
    retry.failures().forEach((atom, failure) -> failures.set(atom, tree(failure)));
    node.put("resetAt", retry.resetAt());
    return node;
  }

  @Nullable RetryRecord readRetry(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try {
      return retry(mapper.readTree(json));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new PersistenceException(
          "What a retry controller tried can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #tree(RetryRecord)} made.
   *
   * @throws JacksonException if something is missing, or of another kind
   * @throws IllegalArgumentException if the intention is none
   */
  static RetryRecord retry(JsonNode node) {
    Map<String, Failure> failures = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> failure : node.required("failures").properties()) {
      failures.put(failure.getKey(), failure(failure.getValue()));
    }
    return new RetryRecord(
        Intention.valueOf(node.required("intention").asString()),
        node.required("firstTried").asInt(),
        node.required("tried").asInt(),
        failures,
        node.required("resetAt").asLong());
  }

  @Nullable Failure read(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try {
      return failure(mapper.readTree(json));
    } catch (JacksonException e) {
      throw new PersistenceException("A stored failure can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #tree(Failure)} made.
   *
   * @throws JacksonException if something is missing, or of another kind
   */
  static Failure failure(JsonNode node) {
    JsonNode message = node.get("message");
    JsonNode cause = node.get("cause");
    List<String> supertypes = new ArrayList<>();
    node.path("supertypes").forEach(each -> supertypes.add(each.asString()));
    Failure failure =
        Failure.recorded(
            node.required("atom").asString(),
            node.required("type").asString(),
            supertypes,
            message == null ? null : message.asString(),
            node.required("trace").asString(),
            cause == null ? null : failure(cause));
    return node.path("called").asBoolean(true) ? failure : failure.beforeCall();
  }
}
