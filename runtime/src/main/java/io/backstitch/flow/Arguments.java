package io.backstitch.flow;

import io.backstitch.TaskContext;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that one call of a task's method takes, by the position of its requirements.
 *
 * <p>Reading one is reading an array: nothing is looked up by name while a flow runs. An object of
 * this type belongs to one call and to the thread that makes it.
 */
public interface Arguments {

  /**
   * A value that may be absent.
   *
   * @param index the position among the atom's requirements, from 0
   * @param symbol the symbol required there
   * @return the value, or null if it is absent
   * @param <T> the type of the value
   * @throws IllegalArgumentException if another symbol is required at that position, or its value
   *     can't be taken as this type
   * @throws IndexOutOfBoundsException if nothing is required at that position
   */
  <T> @Nullable T getOrNull(int index, Symbol<T> symbol);

  /**
   * A value that is there.
   *
   * @param index the position among the atom's requirements, from 0
   * @param symbol the symbol required there
   * @return the value
   * @param <T> the type of the value
   * @throws IllegalArgumentException if another symbol is required at that position, or its value
   *     can't be taken as this type
   * @throws IndexOutOfBoundsException if nothing is required at that position
   * @throws NoSuchElementException if it is absent, which can only be if it is required as optional
   */
  default <T> T get(int index, Symbol<T> symbol) {
    return find(index, symbol)
        .orElseThrow(() -> new NoSuchElementException("There is no value of '" + symbol + "'"));
  }

  /**
   * A value that may be absent, as an {@link Optional}.
   *
   * @param index the position among the atom's requirements, from 0
   * @param symbol the symbol required there
   * @return the value, empty if it is absent
   * @param <T> the type of the value
   * @throws IllegalArgumentException if another symbol is required at that position, or its value
   *     can't be taken as this type
   * @throws IndexOutOfBoundsException if nothing is required at that position
   */
  default <T> Optional<T> find(int index, Symbol<T> symbol) {
    return Optional.ofNullable(getOrNull(index, symbol));
  }

  /**
   * What the engine tells the task.
   *
   * @return the context of this call
   */
  TaskContext context();
}
