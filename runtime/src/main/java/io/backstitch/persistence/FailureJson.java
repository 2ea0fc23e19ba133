package io.backstitch.persistence;

import io.backstitch.Failure;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A failure as JSON text: atom, type, message, trace and cause, by hand, so that it never changes.
 */
final class FailureJson {

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

  private ObjectNode tree(Failure failure) {
    ObjectNode node = mapper.createObjectNode();
    node.put("atom", failure.atom());
    node.put("type", failure.type());
    failure.message().ifPresent(message -> node.put("message", message));
    node.put("trace", failure.trace());
    failure.cause().ifPresent(cause -> node.set("cause", tree(cause)));
    return node;
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

  private static Failure failure(JsonNode node) {
    JsonNode message = node.get("message");
    JsonNode cause = node.get("cause");
    return Failure.recorded(
        node.required("atom").asString(),
        node.required("type").asString(),
        message == null ? null : message.asString(),
        node.required("trace").asString(),
        cause == null ? null : failure(cause));
  }
}
