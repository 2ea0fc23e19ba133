package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method the one that undoes a {@link Task}.
 *
 * <pre>{@code
 * @Task
 * @Provides("volume")
 * Volume allocate(@Input long size) { ... }
 *
 * @Revert("allocate")
 * void release(@Result @Nullable Volume allocated, FlowFailures failures) { ... }
 * }</pre>
 *
 * <p>When a task fails, the tasks that have run are reverted in reverse order, beginning with the
 * failed one itself, which may have done half of its work. A task without a revert method has
 * nothing to undo.
 *
 * <p>The method may take every symbol that its task could see, every {@link Input}, and what the
 * task returned, as a {@link Result}. A parameter of the runtime's type {@code FlowFailures} tells
 * why the flow is being undone, and one of type {@code java.sql.Connection} is that of a
 * transaction, as for a {@link Task}. It should put things right from whatever state it finds: a
 * crash can make it run twice.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Revert {

  /**
   * The task to undo. There is at most one revert method for a task.
   *
   * @return the name of a task of this class
   */
  String value();
}
