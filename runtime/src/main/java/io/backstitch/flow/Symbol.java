package io.backstitch.flow;

import java.util.Objects;

/**
 * A named, typed value that passes between atoms: {@code "backup"}, a {@code Path}.
 *
 * <p>Immutable.
 *
 * @param name the name, unique among what a consumer can see
 * @param type the full type of the value
 * @param <T> the type of the value
 */
public record Symbol<T>(String name, ValueType<T> type) {

  /**
   * Creates a symbol.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Symbol {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    if (name.isBlank()) {
      throw new IllegalArgumentException("A symbol needs a name");
    }
  }

  /**
   * A symbol whose values are of a class without type parameters.
   *
   * @param name the name
   * @param type the class; a primitive stands for its wrapper
   * @return the symbol
   * @param <T> the type of the value
   */
  public static <T> Symbol<T> of(String name, Class<T> type) {
    return new Symbol<>(name, ValueType.of(type));
  }

  /**
   * A symbol whose values are of any type.
   *
   * @param name the name
   * @param type the type
   * @return the symbol
   * @param <T> the type of the value
   */
  public static <T> Symbol<T> of(String name, ValueType<T> type) {
    return new Symbol<>(name, type);
  }

  /** The name and the type: {@code backup: java.nio.file.Path}. */
  @Override
  public String toString() {
    return name + ": " + type;
  }
}
