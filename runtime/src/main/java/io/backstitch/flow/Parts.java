package io.backstitch.flow;

import org.jspecify.annotations.Nullable;

/** Takes the result of a task apart when each part is a symbol of its own. */
@FunctionalInterface
public interface Parts {

  /**
   * One part of a result.
   *
   * @param result what the task returned, not null
   * @param index the position among the symbols that the atom provides, from 0
   * @return the part, or null if it is absent
   * @throws RuntimeException if the result has no such part; it makes the atom fail
   */
  @Nullable Object part(Object result, int index);
}
