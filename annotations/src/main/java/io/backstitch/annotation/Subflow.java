package io.backstitch.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Nests another flow: on a field, or on the component of a record, whose type is a {@link Flow}
 * class.
 *
 * <pre>{@code
 * @Flow("server-create")
 * record ServerCreate(
 *     @Subflow(rename = {"size=rootSize", "volume=root"}) VolumeCreate rootDisk,
 *     @Subflow(rename = {"size=dataSize", "volume=data"}) VolumeCreate dataDisk) {
 *
 *   @Task
 *   void boot(Volume root, Volume data) { ... }
 * }
 * }</pre>
 *
 * <p>The inputs of the sub-flow are bound by their names to symbols of this flow and of the
 * sub-flows beside it, which also orders them; what is left becomes an input of this flow. What the
 * sub-flow provides can be taken here. Its tasks are called after it: {@code rootDisk/allocate}.
 *
 * <p>{@link Retry} beside it tries the whole sub-flow again when something in it fails; a {@link
 * Decider} may skip it.
 *
 * <p>The field is read once, when the flow is built, and must not be null then. It must not be
 * private, unless it is that of a record's component. It may be static, and it may be inherited, as
 * tasks may.
 *
 * <p>In a flow whose pattern is {@link Pattern#LINEAR}, fields and methods run as they stand in the
 * source, and the components of a record first. Where a class is inherited from a class file, which
 * does not say how fields and methods mix, its sub-flows run before its tasks.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Subflow {

  /**
   * Tasks and sub-flows that must have ended before this one starts, although no data passes
   * between them. Only in a flow whose pattern is {@link Pattern#GRAPH}.
   *
   * @return their names, none unless told otherwise
   */
  String[] after() default {};

  /**
   * The name of the sub-flow, unique in this flow. The names of its tasks begin with it.
   *
   * @return the name; when empty, that of the field
   */
  String name() default "";

  /**
   * Other names for symbols of the sub-flow, inputs and results alike, where names would clash: as
   * when one flow is nested twice.
   *
   * @return entries of the form {@code "theirs=ours"}, none unless told otherwise
   */
  String[] rename() default {};
}
