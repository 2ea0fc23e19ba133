package io.backstitch.flow;

import io.backstitch.TaskContext;
import java.sql.Connection;
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

  /**
   * The connection of the transaction in which the method runs. What the method does over it is
   * committed together with the record that it has succeeded, so exactly once; and rolled back if
   * it fails. The engine commits, rolls back and closes it.
   *
   * @return the connection, each time the same; good for nothing when the method has returned
   * @throws IllegalStateException if the method does not run in a transaction: see {@link
   *     AtomBuilder#transactional()} and {@link AtomBuilder#transactionalRevert()}
   */
  default Connection connection() {
    throw new IllegalStateException(
        "This method does not run in a transaction, so there is no connection for it; only tasks"
            + " and reverts that are said to be transactional do");
  }
}
