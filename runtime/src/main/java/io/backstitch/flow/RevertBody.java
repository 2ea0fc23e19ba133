package io.backstitch.flow;

/** The call of a task's revert method. */
@FunctionalInterface
public interface RevertBody {

  /**
   * Undoes the task.
   *
   * @param in the arguments, in the order of the atom's revert requirements
   * @throws Throwable whatever the method throws; the run is then half-way and needs a person
   */
  void revert(RevertArguments in) throws Throwable;
}
