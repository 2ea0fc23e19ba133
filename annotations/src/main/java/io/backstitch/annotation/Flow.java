package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a class a flow: its {@link Task} methods run in the order that their data asks for, and are
 * undone in reverse when one of them fails.
 *
 * <pre>{@code
 * @Flow("nightly-backup")
 * class NightlyBackup {
 *
 *   @Task
 *   @Provides("snapshot")
 *   Snapshot takeSnapshot(@Input Volume volume) { ... }
 *
 *   @Task
 *   void upload(Snapshot snapshot) { ... }
 * }
 * }</pre>
 *
 * <p>For this class the processor writes {@code NightlyBackupFlow}, with which the flow is run. The
 * class itself stays plain Java: it may take part in dependency injection, and a test may hand a
 * subclass or a mock to {@code NightlyBackupFlow.of}.
 *
 * <p>The class must be a top-level or a static nested one, or a record, and not private. Inherited
 * tasks count, before those of the class itself.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Flow {

  /**
   * The name under which runs of this flow are stored. Changing it cuts off the runs that are
   * already there, so it is worth writing down. Two flows of one name cannot be registered
   * together.
   *
   * @return the name; when empty, the simple name of the class in kebab case: {@code
   *     "nightly-backup"} for {@code NightlyBackup}
   */
  String value() default "";

  /**
   * How the tasks and sub-flows are ordered.
   *
   * @return the pattern, {@link Pattern#GRAPH} unless told otherwise: by their data
   */
  Pattern pattern() default Pattern.GRAPH;

  /**
   * The version of this definition. An unfinished run resumes under a new minor number; a new major
   * number keeps older runs from resuming, for changes that they could not survive.
   *
   * @return the version, {@code major.minor}; runs compare the major number
   */
  String version() default "1.0";
}
