package io.backstitch.conformance;

import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON is all that scenarios are made of: flows, behaviours, expectations, and the values that pass
 * between atoms. A JSON null is an object like any other, so it can be a value here.
 */
final class Json {

  static final JsonNodeFactory NEW = JsonNodeFactory.instance;
  static final JsonNode NULL = NullNode.getInstance();
  static final ValueType<JsonNode> TYPE = ValueType.of(JsonNode.class);

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static JsonNode parse(String line) {
    return MAPPER.readTree(line);
  }

  static ObjectNode object() {
    return NEW.objectNode();
  }

  static ArrayNode array() {
    return NEW.arrayNode();
  }

  static Symbol<JsonNode> symbol(String name) {
    return Symbol.of(name, TYPE);
  }

  /** What a method got or gave, as JSON. */
  static JsonNode of(Object value) {
    if (value == null) {
      return NULL;
    }
    return value instanceof Integer number ? NEW.numberNode(number.intValue()) : (JsonNode) value;
  }

  static JsonNode of(String text) {
    return text == null ? NULL : NEW.stringNode(text);
  }

  static JsonNode of(boolean flag) {
    return NEW.booleanNode(flag);
  }

  static JsonNode of(long number) {
    return (int) number == number ? NEW.numberNode((int) number) : NEW.numberNode(number);
  }

  static ArrayNode sorted(Collection<String> names) {
    ArrayNode array = array();
    new TreeSet<>(names).forEach(array::add);
    return array;
  }

  /** The strings of an array that may not be there. */
  static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.stringValue()));
    return strings;
  }

  static boolean isInteger(JsonNode value) {
    return value.isInt() || value.isLong();
  }

  /** The one text form that every value has. */
  static String text(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
    }
    if (value.isObject()) {
      if (value.has("$failure")) {
        return "!" + value.get("$failure").get("type").stringValue();
      }
      return new TreeSet<>(value.propertyNames())
          .stream()
              .map(name -> name + "=" + text(value.get(name)))
              .collect(Collectors.joining(",", "{", "}"));
    }
    return value.isNull() ? "null" : value.asString();
  }
}
