package io.backstitch.flow;

import io.backstitch.TaskContext;
import java.util.Objects;
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
   */
  <T> @Nullable T getOrNull(int index, Symbol<T> symbol);

  /**
   * A value that is there.
   *
   * @param index the position among the atom's requirements, from 0
   * @param symbol the symbol required there
   * @return the value
   * @param <T> the type of the value
   * @throws NullPointerException if it is absent, which the checks of a flow rule out for a
   *     requirement that is not optional
   */
  default <T> T get(int index, Symbol<T> symbol) {
    return Objects.requireNonNull(getOrNull(index, symbol), symbol.name());
  }

  /**
   * A value that may be absent, as an {@link Optional}.
   *
   * @param index the position among the atom's requirements, from 0
   * @param symbol the symbol required there
   * @return the value, empty if it is absent
   * @param <T> the type of the value
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
