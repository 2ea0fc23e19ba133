package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter whose value comes from whoever starts the flow.
 *
 * <pre>{@code
 * @Task
 * @Provides("stopped")
 * StoppedServer stopServer(@Input GameServer server) { ... }
 *
 * @Task
 * void announce(@Input GameServer server, @Input @Nullable String greeting) { ... }
 * }</pre>
 *
 * <p>Both tasks get the same server: an input is one value of one type in the whole flow, where
 * {@code int} and {@code Integer} count as one. The generated class asks for the inputs in the
 * order in which they first appear: {@code run(server, greeting)}.
 *
 * <p>An input is optional if every parameter that takes it is, by {@code Optional} or a
 * {@code @Nullable} of any package: the caller may then pass {@code null}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Input {

  /**
   * The name of the input, where it differs from that of the parameter.
   *
   * @return the name; when empty, that of the parameter
   */
  String value() default "";
}
