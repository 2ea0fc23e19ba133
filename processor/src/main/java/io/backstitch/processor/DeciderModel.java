package io.backstitch.processor;

/**
 * A method that decides whether a task runs.
 *
 * @param at the method
 * @param taskAt where the task is named
 * @param task the name of the task
 * @param depth how much it skips
 * @param returned what the method returns
 * @param method the method to call
 */
record DeciderModel(
    At at, At taskAt, String task, Depth depth, TypeRef returned, MethodModel method) {

  /** The names of the constants that the annotation has for its depth. */
  enum Depth {
    ATOM,
    NEIGHBORS,
    FLOW,
    ALL
  }
}
