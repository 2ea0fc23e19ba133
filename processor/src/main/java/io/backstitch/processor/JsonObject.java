package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes an object of JSON, one member a line, in the order in which they are given. */
final class JsonObject {

  private final List<String> members = new ArrayList<>();

  JsonObject text(String name, String value) {
    return member(name, quoted(value));
  }

  JsonObject number(String name, int value) {
    return member(name, Integer.toString(value));
  }

  JsonObject number(String name, double value) {
    return member(name, Double.toString(value));
  }

  JsonObject flag(String name, boolean value) {
    return member(name, Boolean.toString(value));
  }

  JsonObject texts(String name, List<String> values) {
    return member(
        name, "[" + String.join(", ", values.stream().map(JsonObject::quoted).toList()) + "]");
  }

  JsonObject objects(String name, List<JsonObject> values) {
    return member(name, block('[', values.stream().map(JsonObject::toString).toList(), ']'));
  }

  JsonObject object(String name, JsonObject value) {
    return member(name, value.toString());
  }

  private JsonObject member(String name, String value) {
    members.add(quoted(name) + ": " + value);
    return this;
  }

  /** The object, without a line break at its end. */
  @Override
  public String toString() {
    return block('{', members, '}');
  }

  /** Line breaks in what is inside are those between lines: texts have none. */
  private static String block(char open, List<String> inside, char close) {
    return inside.isEmpty()
        ? "" + open + close
        : open + ("\n" + String.join(",\n", inside)).replace("\n", "\n  ") + "\n" + close;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                quoted.append('\\').append((char) point);
              } else if (Character.isISOControl(point) || isHalf(point)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", point));
              } else {
                quoted.appendCodePoint(point);
              }
            });
    return quoted.append('"').toString();
  }

  /** Half of a pair stands for no character, so UTF-8 has no bytes for it. */
  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
