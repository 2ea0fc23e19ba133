package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which symbol a parameter takes, where its own name and type do not say enough.
 *
 * <p>A parameter without this annotation requires the symbol of its own name. It is needed when the
 * names differ, or when the task can do without the value:
 *
 * <pre>{@code
 * @Task
 * void attach(
 *     @Requires("volume") Volume disk,
 *     @Requires(optional = true) Snapshot snapshot) { ... }
 * }</pre>
 *
 * <p>It is also needed when the class is compiled without the names of its parameters, and a flow
 * in another project inherits the task: see {@code javac -parameters}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Requires {

  /**
   * The symbol to take.
   *
   * <p>On a parameter of type {@code List}, several names collect those symbols in the order given.
   * Each must fit the type of the elements. Where some may be absent, {@link #optional} leaves
   * those out, and elements of type {@code Optional} keep the place of each:
   *
   * <pre>{@code
   * @Task
   * void report(
   *     @Requires({"primary", "mirror"}) List<Volume> both,
   *     @Requires(value = {"before", "after"}, optional = true) List<Snapshot> thoseThere,
   *     @Requires({"before", "after"}) List<Optional<Snapshot>> two) { ... }
   * }</pre>
   *
   * @return the name, or several; when empty, the name of the parameter
   */
  String[] value() default {};

  /**
   * Whether the task can do without the value, and then gets {@code null}; of several symbols in
   * one list, those that are absent are left out of it. A parameter of type {@code Optional}, or
   * with a {@code @Nullable} of any package, is optional without saying so here. The task still
   * runs after the one that provides the value, if there is one.
   *
   * @return true if the value may be absent
   */
  boolean optional() default false;
}
