package io.backstitch.persistence;

import io.backstitch.flow.ValueType;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The codec over Jackson, set to refuse what it would otherwise guess at or drop. */
final class JacksonCodec implements Codec {

  /** A number of this many digits is read in a few milliseconds; longer ones are refused. */
  private static final int MAX_DIGITS = 100_000;

  /** Deeper values are refused; what holds a value when it is read may add some levels. */
  private static final int MAX_DEPTH = 500;

  private final JsonMapper mapper = mapper();
  private final PersistableTypes types = new PersistableTypes(mapper);

  private JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(MAX_DIGITS)
                    .maxNestingDepth(2 * MAX_DEPTH)
                    .build())
            .streamWriteConstraints(
                StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    return JsonMapper.builder(factory)
        .addModule(new FileNames())
        .addModule(
            new SimpleModule("io.backstitch.stableOrder")
                .setSerializerModifier(new StableOrder(this::textOf)))
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
        .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(SerializationFeature.FAIL_ON_ORDER_MAP_BY_INCOMPARABLE_KEY)
        .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
        // By name: what toString() says is for people, and need not tell constants apart.
        .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .build();
  }

  private String textOf(Object part) {
    return mapper.writeValueAsString(part);
  }

  @Override
  public String encode(@Nullable Object value, ValueType<?> type) {
    if (value == null) {
      return "null";
    }
    try {
      String json = mapper.writerFor(mapper.constructType(type.type())).writeValueAsString(value);
      if (json.length() > MAX_DIGITS) {
        checkOneValue(json);
      }
      return json;
    } catch (RuntimeException e) {
      // Getters and serializers are other people's code: they may throw anything.
      throw new PersistenceException(
          "A value of type " + type + " can't be written as JSON: " + e.getMessage(), e);
    }
  }

  @Override
  public <T> @Nullable T decode(String json, ValueType<T> type) {
    try {
      return mapper.readerFor(mapper.constructType(type.type())).readValue(json);
    } catch (RuntimeException e) {
      throw new PersistenceException(
          "A stored value can't be read as " + type + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void check(ValueType<?> type) {
    types.check(type);
  }

  @Override
  public String join(Map<String, String> jsonByName) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = mapper.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, String> entry : new TreeMap<>(jsonByName).entrySet()) {
        check(entry.getKey(), entry.getValue());
        out.writeName(entry.getKey());
        out.writeRawValue(entry.getValue());
      }
      out.writeEndObject();
    }
    return text.toString();
  }

  private void check(String name, String json) {
    try {
      if (!checkOneValue(json)) {
        throw new PersistenceException("The value of '" + name + "' is not one JSON value.");
      }
    } catch (tools.jackson.core.JacksonException e) {
      throw new PersistenceException(
          "The value of '" + name + "' is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Goes through a text, which throws if it is beyond what can be read. */
  private boolean checkOneValue(String json) {
    try (JsonParser in = mapper.createParser(json)) {
      boolean any = in.nextToken() != null;
      finish(in);
      return any && in.nextToken() == null;
    }
  }

  @Override
  public Map<String, String> split(String object) {
    // By position, not as a tree: a tree would round numbers.
    Map<String, String> parts = new TreeMap<>();
    try (JsonParser in = mapper.createParser(object)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new PersistenceException("A stored text is not a JSON object.");
      }
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        in.nextToken();
        int start = Math.toIntExact(in.currentTokenLocation().getCharOffset());
        finish(in);
        int end = Math.toIntExact(in.currentLocation().getCharOffset());
        if (parts.put(name, object.substring(start, end)) != null) {
          throw new PersistenceException("A stored object has '" + name + "' twice.");
        }
      }
      if (in.nextToken() != null) {
        throw new PersistenceException("A stored text is more than one JSON object.");
      }
    } catch (tools.jackson.core.JacksonException e) {
      throw new PersistenceException(
          "A stored text is not a JSON object: " + e.getOriginalMessage(), e);
    }
    return parts;
  }

  /** Moves to the end of the value that starts here; the parser puts off reading a text. */
  private static void finish(JsonParser in) {
    in.skipChildren();
    in.finishToken();
  }
}
