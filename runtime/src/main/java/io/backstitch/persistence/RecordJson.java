package io.backstitch.persistence;

import io.backstitch.AtomTimes;
import io.backstitch.Failure;
import io.backstitch.Intention;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** Names and values as one object; null if there are none. */
  @Nullable String write(Map<String, String> metadata) {
    return metadata.isEmpty() ? null : mapper.writeValueAsString(tree(metadata));
  }

  ObjectNode tree(Map<String, String> metadata) {
    ObjectNode node = mapper.createObjectNode();
    metadata.forEach(node::put);
    return node;
  }

  Map<String, String> readMetadata(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    try {
      return metadata(mapper.readTree(json));
    } catch (JacksonException e) {
      throw new PersistenceException("Stored metadata can't be read: " + e.getMessage(), e);
    }
  }

  /** Reads what {@link #tree(Map)} made. */
  static Map<String, String> metadata(JsonNode node) {
    Map<String, String> metadata = new TreeMap<>();
    node.properties().forEach(each -> metadata.put(each.getKey(), each.getValue().asString()));
    return metadata;
  }

  /** When an attempt was under way; null if nobody knows. */
  @Nullable String write(AtomTimes times) {
    return times.equals(AtomTimes.NONE) ? null : mapper.writeValueAsString(tree(times));
  }

  ObjectNode tree(AtomTimes times) {
    ObjectNode node = mapper.createObjectNode();
    put(node, "started", times.started());
    put(node, "ended", times.ended());
    put(node, "revertStarted", times.revertStarted());
    put(node, "revertEnded", times.revertEnded());
    return node;
  }

  private static void put(ObjectNode node, String name, long millis) {
    AtomTimes.instant(millis).ifPresent(time -> node.put(name, time.toString()));
  }

  AtomTimes readTimes(@Nullable String json) {
    if (json == null) {
      return AtomTimes.NONE;
    }
    try {
      return times(mapper.readTree(json));
    } catch (JacksonException | DateTimeException e) {
      throw new PersistenceException(
          "When an atom was under way can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #tree(AtomTimes)} made.
   *
   * @throws DateTimeException if something is no time
   */
  static AtomTimes times(JsonNode node) {
    return new AtomTimes(
        millis(node, "started"),
        millis(node, "ended"),
        millis(node, "revertStarted"),
        millis(node, "revertEnded"));
  }

  private static long millis(JsonNode node, String name) {
    JsonNode time = node.get(name);
    return time == null ? 0 : Instant.parse(time.asString()).toEpochMilli();
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
