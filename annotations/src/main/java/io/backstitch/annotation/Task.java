package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method a task: one step of a {@link Flow}, which is done, recorded, and undone as a
 * whole.
 *
 * <pre>{@code
 * @Task
 * @Provides("backup")
 * Path backUpDatabase(StoppedServer stopped, @Input Database database) throws IOException { ... }
 * }</pre>
 *
 * <p>Parameters say what the task needs. A parameter without an annotation requires the symbol of
 * its own name, here {@code stopped}, which another task {@link Provides}; {@link Input} takes a
 * value from the caller. A parameter of the runtime's type {@code TaskContext} gets what the engine
 * knows of this run: an attempt number, a key that makes repeated calls recognisable, a way to
 * report progress. A parameter of type {@code java.sql.Connection} gets the connection of a
 * transaction in which the method runs together with the record of its success.
 *
 * <p>The method may be static or not, must not be private or abstract, and may throw anything: a
 * thrown exception means that the task failed. A {@link Revert} method undoes it.
 *
 * <p>In a class without {@link Flow}, tasks become atoms only, one static method for each in the
 * generated class {@code ...Atoms}; the runtime puts them into flows by hand.
 *
 * <p>After a crash a task that was caught in the middle runs again. What it does outside should
 * therefore be harmless to repeat, unless it is done over such a connection.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Task {

  /**
   * The name of the task, unique in its flow. Runs are stored with it, and {@link #after}, {@link
   * Revert} and {@link Decider} refer to it.
   *
   * @return the name; when empty, that of the method
   */
  String value() default "";

  /**
   * Tasks and sub-flows that must have ended before this one starts, although no data passes
   * between them. Only in a flow whose pattern is {@link Pattern#GRAPH}.
   *
   * @return their names, none unless told otherwise
   */
  String[] after() default {};

  /**
   * Which of several tasks that could start now does so first.
   *
   * @return the priority; the higher one starts first
   */
  int priority() default 0;

  /**
   * The version of what this task does. A finished task is not asked again when a run resumes,
   * unless its major number is another one: then the run is refused.
   *
   * @return the version, {@code major.minor}; runs compare the major number
   */
  String version() default "1.0";

  /**
   * When the result is stored. Not {@link Durability#LAZY} together with a {@link Revert}, nor with
   * a parameter of type {@code java.sql.Connection}.
   *
   * @return before anything starts that comes after the task, unless told otherwise
   */
  Durability durability() default Durability.EACH_STEP;

  /**
   * How long one execution may take. After that the method is interrupted, and once it has returned
   * the task has failed, whatever it returned.
   *
   * <p><strong>Not supported yet:</strong> writing it is a compile error.
   *
   * @return a duration such as {@code "30s"} or {@code "PT30S"}; when empty, as long as it likes
   */
  String timeout() default "";
}
