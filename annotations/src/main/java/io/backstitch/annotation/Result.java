package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a {@link Revert} method that takes what the task returned.
 *
 * <pre>{@code
 * @Revert("allocate")
 * void release(@Result Optional<Volume> allocated) {
 *   allocated.ifPresent(storage::delete);
 * }
 * }</pre>
 *
 * <p>The task that failed is reverted, too, and has returned nothing. So the parameter is an {@code
 * Optional}, or carries a {@code @Nullable} of any package.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Result {}
