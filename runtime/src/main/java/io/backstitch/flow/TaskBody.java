package io.backstitch.flow;

import org.jspecify.annotations.Nullable;

/**
 * The call of a task's method. Generated code implements it with a direct call; a flow built by
 * hand may use a lambda.
 */
@FunctionalInterface
public interface TaskBody {

  /**
   * Runs the task.
   *
   * @param in the arguments, in the order of the atom's requirements
   * @return what the task provides, or null if it provides nothing
   * @throws Throwable whatever the method throws; it makes the atom fail
   */
  @Nullable Object execute(Arguments in) throws Throwable;
}
