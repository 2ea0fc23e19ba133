package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method the one that decides whether a task or a sub-flow runs at all.
 *
 * <p><strong>Not supported yet:</strong> using it is a compile error. The runtime has deciders for
 * flows that are put together by hand.
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
 * <p>A decider may take {@link Input}s and the symbols of what runs before the guarded task. It
 * adds no order of its own: it cannot make the task wait for anything else.
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
