package io.backstitch.annotation;

/** How the tasks and sub-flows of a {@link Flow} are ordered. */
public enum Pattern {

  /**
   * By their data: a task runs after those that provide what it requires, and after those that
   * {@link Task#after} names. What nothing orders runs in parallel.
   */
  GRAPH,

  /** One after the other, as they stand in the source, {@link Subflow} fields included. */
  LINEAR,

  /** Not at all: everything may run in parallel, and so no task sees the symbols of another. */
  UNORDERED
}
