package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names what a {@link Task} returns, so that other tasks can require it.
 *
 * <pre>{@code
 * @Task
 * @Provides("snapshot")
 * Snapshot takeSnapshot(@Input Volume volume) { ... }
 *
 * @Task
 * void upload(Snapshot snapshot) { ... } // gets what takeSnapshot returned, and so runs after it
 * }</pre>
 *
 * <p>A task that returns {@code Optional<T>}, or something annotated as nullable, provides a {@code
 * T} that may be absent; whoever takes it must be able to do without. A task that returns {@code
 * null} without saying so has failed.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Provides {

  /**
   * The symbol of the result, or the symbols of its parts: with several names the method returns a
   * {@code List} or an array, whose elements are taken by position, or a {@code Map} with {@code
   * String} keys, whose values are taken by name.
   *
   * <pre>{@code
   * @Task
   * @Provides({"primary", "mirror"})
   * List<Volume> allocatePair(@Input long size) { ... }
   * }</pre>
   *
   * @return one name or several; none with {@link #unpack}
   */
  String[] value() default {};

  /**
   * Whether the result is a record each of whose components becomes a symbol of its own name.
   *
   * <pre>{@code
   * record Endpoint(String host, int port) {}
   *
   * @Task
   * @Provides(unpack = true)
   * Endpoint boot(@Input Server server) { ... } // provides "host" and "port"
   * }</pre>
   *
   * @return true to take the record apart; {@link #value} is then empty
   */
  boolean unpack() default false;
}
