package io.backstitch.annotation;

/** When the result of a {@link Task} is stored. */
public enum Durability {

  /** Before anything starts that comes after the task: a crash never makes it run again. */
  EACH_STEP,

  /**
   * With what is stored next in the run, so that it costs no commit of its own. A crash before that
   * makes the task run again. For tasks that have nothing to undo and give the same result each
   * time, such as a computation or a look-up of what does not change.
   */
  LAZY
}
