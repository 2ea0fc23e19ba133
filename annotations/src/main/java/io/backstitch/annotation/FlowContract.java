package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on the classes that the processor generates for a {@link Flow}; nobody writes it by hand.
 *
 * <p>A flow can be nested by a class that is compiled later, perhaps in another project. What that
 * compilation must know of the flow, it reads from the generated class: names and types of the
 * symbols from its {@code Inputs} and {@code Outcome} records, and from here what records do not
 * tell.
 *
 * <pre>{@code
 * @FlowContract(format = 1, flow = "volume-create", version = "1.0", optionalInputs = "snapshot")
 * final class VolumeCreateFlow { ... }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface FlowContract {

  /**
   * How this contract is to be read. A processor refuses a number that it does not know.
   *
   * @return the number of the format, from 1
   */
  int format();

  /**
   * The name of the flow, see {@link Flow#value}.
   *
   * @return the name, never empty
   */
  String flow();

  /**
   * The version of the flow, see {@link Flow#version}.
   *
   * @return the version, {@code major.minor}
   */
  String version();

  /**
   * The components of {@code Inputs} that may be {@code null}.
   *
   * @return their names, in the order of the record
   */
  String[] optionalInputs() default {};

  /**
   * The components of {@code Outcome} that may be {@code null}.
   *
   * @return their names, in the order of the record
   */
  String[] optionalOutputs() default {};
}
