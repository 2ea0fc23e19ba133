package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method the one that decides whether a task or a sub-flow runs at all.
 *
 * <pre>{@code
 * @Task
 * @Provides("usage")
 * Usage measure(@Input Volume volume) { ... }
 *
 * @Decider("grow")
 * boolean isNearlyFull(Usage usage) {
 *   return usage.percent() > 80;
 * }
 *
 * @Task
 * void grow(Usage usage, @Input Volume volume) { ... }
 * }</pre>
 *
 * <p>The method returns {@code boolean} and is asked when everything before the guarded task has
 * ended. If several methods guard one task, a single {@code false} skips it. A skipped task
 * provides nothing, so whoever takes its symbols must be able to do without.
 *
 * <p>A decider may take {@link Input}s, the symbols of what runs before the guarded task, and a
 * {@code TaskContext}. It adds no order of its own: it cannot make the task wait for anything else.
 * Where the task has a {@link Retry}, the decider is asked once, before the first attempt.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Decider {

  /**
   * What is run or skipped.
   *
   * @return the name of a task or a sub-flow of this flow
   */
  String value();

  /**
   * How much is skipped together with it.
   *
   * @return the depth, {@link Depth#ATOM} unless told otherwise: nothing else
   */
  Depth depth() default Depth.ATOM;
}
