package io.backstitch.persistence;

import io.backstitch.InvalidFlowException;
import io.backstitch.flow.ValueType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON and reads them back by their declared types. Nothing in the JSON can name a
 * class to load.
 *
 * <p>The same value always gives the same text. Implementations are safe for use by several
 * threads.
 */
public interface Codec {

  /**
   * Writes a value.
   *
   * @param value the value, or null
   * @param type its declared type
   * @return JSON; {@code null} for null
   * @throws PersistenceException if the value can't be written
   */
  String encode(@Nullable Object value, ValueType<?> type);

  /**
   * Reads a value.
   *
   * @param json what {@link #encode} wrote
   * @param type the declared type
   * @return the value, null if the JSON is {@code null} (an {@link java.util.Optional} is then
   *     empty)
   * @param <T> the type
   * @throws PersistenceException if the JSON is not a value of that type, has properties that the
   *     type lacks, or lacks the value of a primitive
   */
  <T> @Nullable T decode(String json, ValueType<T> type);

  /**
   * What is stored of a value, for people: JSON that says what the value is.
   *
   * @param json what {@link #encode} wrote
   * @return JSON; the same, if that is what is stored
   * @throws PersistenceException if it can't be read
   */
  default String plain(String json) {
    return json;
  }

  /**
   * Checks that values of a type can be written and read back.
   *
   * @param type the declared type
   * @throws InvalidFlowException of kind {@link InvalidFlowException.Kind#NOT_PERSISTABLE} if they
   *     can't
   */
  void check(ValueType<?> type);

  /**
   * Puts values that are JSON already together.
   *
   * @param jsonByName JSON by name
   * @return one JSON object, its keys sorted
   * @throws PersistenceException if one of them is not JSON
   */
  String join(Map<String, String> jsonByName);

  /**
   * Takes apart what {@link #join} put together.
   *
   * @param object a JSON object
   * @return JSON by name, sorted by name
   * @throws PersistenceException if it is not a JSON object
   */
  Map<String, String> split(String object);

  /**
   * Whether two objects that {@link #join} put together hold the same values, perhaps written in
   * different ways.
   *
   * @param object a JSON object
   * @param other another one
   * @return whether they are the same
   * @throws PersistenceException if one of them can't be read
   */
  default boolean isSame(String object, String other) {
    return object.equals(other);
  }

  /**
   * The default: Jackson, without any polymorphic typing.
   *
   * @return the codec
   */
  static Codec jackson() {
    return new JacksonCodec();
  }
}
