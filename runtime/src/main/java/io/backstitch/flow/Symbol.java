package io.backstitch.flow;

import java.util.List;
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
    Names.check("a symbol", name);
    Objects.requireNonNull(type, "type");
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

  /**
   * A symbol whose values are lists.
   *
   * @param name the name
   * @param element the class of their elements
   * @return the symbol
   * @param <E> the type of the elements
   */
  public static <E> Symbol<List<E>> listOf(String name, Class<E> element) {
    return new Symbol<>(name, ValueType.listOf(ValueType.of(element)));
  }

  /** The name and the type: {@code backup: java.nio.file.Path}. */
  @Override
  public String toString() {
    return name + ": " + type;
  }
}
