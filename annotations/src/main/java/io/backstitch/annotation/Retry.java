package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tries again what has failed: one task, a whole flow, or a sub-flow.
 *
 * <p>On a {@link Task} it guards that task alone:
 *
 * <pre>{@code
 * @Task
 * @Retry(attempts = 5, delay = "200ms", backoff = 2, maxDelay = "10s", on = IOException.class)
 * void upload(Snapshot snapshot) { ... }
 * }</pre>
 *
 * <p>On a {@link Flow} class or a {@link Subflow} it guards everything inside: when something in
 * there fails, all of it is reverted, and then run again. The following tries one server after the
 * other until a volume could be created on one of them:
 *
 * <pre>{@code
 * @Flow("place-volume")
 * @Retry(forEach = "servers", as = "server")
 * class PlaceVolume {
 *
 *   @Task
 *   @Provides("volume")
 *   Volume create(Server server, @Input long size) { ... }
 * }
 * }</pre>
 *
 * <p>On a {@link Subflow} the same flow can be tried in one way here and in another there. The
 * value that is tried goes to the input of its name, which {@link Subflow#rename} may give it:
 *
 * <pre>{@code
 * @Flow("install-server")
 * record InstallServer(
 *     @Subflow(rename = "server=mirror") @Retry(forEach = "mirrors", as = "mirror") FetchImage image) {
 *
 *   @Task
 *   void boot(Image image) { ... }
 * }
 * }</pre>
 *
 * <p>A guarded task or sub-flow is stored with one more atom, its retry controller, which is called
 * after it: {@code upload_retry}. That of a whole flow is called after the flow. A sub-flow may be
 * guarded both here and by its own class; then the retry of its class is asked first.
 *
 * <p>When the attempts are used up, {@link #scope} says how much is undone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Retry {

  /**
   * How often to execute in all, the first time included: {@code 1} never tries again.
   *
   * @return the number of executions, at least 1. When it is not written, 3, but with {@link
   *     #forEach} one for each value; when it is written beside {@code forEach}, whichever ends
   *     first
   */
  int attempts() default 3;

  /**
   * How long to wait before the second execution.
   *
   * @return a duration such as {@code "200ms"} or {@code "PT0.2S"}; when empty, no wait
   */
  String delay() default "";

  /**
   * The longest wait to which {@link #backoff} may lead.
   *
   * @return a duration; when empty, there is no limit
   */
  String maxDelay() default "";

  /**
   * The factor by which each wait is longer than the one before.
   *
   * @return the factor; {@code 1} waits equally long each time, {@code 2} twice as long
   */
  double backoff() default 1.0;

  /**
   * The share of each wait that is left to chance, so that many runs do not all try again at the
   * same moment.
   *
   * @return from {@code 0}, the exact wait, to {@code 1}
   */
  double jitter() default 0.0;

  /**
   * The failures after which to try again; others are final at once. A subclass counts as its
   * superclass.
   *
   * @return exception classes; when empty, any failure
   */
  Class<? extends Throwable>[] on() default {};

  /**
   * The failures after which not to try again, although {@link #on} would. A subclass counts as its
   * superclass.
   *
   * @return exception classes, none unless told otherwise
   */
  Class<? extends Throwable>[] notOn() default {};

  /**
   * How much is undone when there is nothing left to try.
   *
   * @return the scope, {@link RetryScope#SUBFLOW} unless told otherwise
   */
  RetryScope scope() default RetryScope.SUBFLOW;

  /**
   * A symbol whose values are tried one after the other: a {@code Collection} or an array. {@link
   * #as} gives a name to the value of the current attempt. If no parameter declares the collection,
   * it becomes an input of the flow, a {@code Collection} of the type of {@code as}. The values are
   * known before the first attempt; a task that provides them runs before what is guarded.
   *
   * @return the name of the symbol; when empty, all attempts are alike
   */
  String forEach() default "";

  /**
   * The symbol under which what is guarded takes the current value of {@link #forEach}; nothing
   * outside can see it, and the outcome does not have it.
   *
   * @return a name, required with {@code forEach} and meaningless without
   */
  String as() default "";

  /**
   * A class of your own that decides what happens after a failure, instead of the other members: it
   * implements the runtime's {@code RetryController}. Either its constructor takes nothing, or it
   * takes the object of the flow, through which it reaches whatever it needs.
   *
   * @return the class, which is not private; {@code void.class} stands for none
   */
  Class<?> controller() default void.class;
}
