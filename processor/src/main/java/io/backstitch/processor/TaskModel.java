package io.backstitch.processor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task.
 *
 * @param at the method
 * @param nameAt what names the task: a value of the annotation, or the method
 * @param name its name in the flow
 * @param versionAt where the version is written
 * @param version its version
 * @param priority its priority
 * @param lazyAt where it says so, if it is lazy
 * @param lazy whether its result is stored later than it is used
 * @param after the members that it must follow
 * @param method the method to call
 * @param result what it returns, or null for {@code void}
 * @param providesAt the annotation that names symbols, or the method
 * @param hasProvides whether it has that annotation
 * @param unpack whether a record is to be taken apart
 * @param parts how its symbols come from its result
 * @param provided the symbols
 */
record TaskModel(
    At at,
    At nameAt,
    String name,
    At versionAt,
    String version,
    int priority,
    At lazyAt,
    boolean lazy,
    List<Name> after,
    MethodModel method,
    @Nullable ResultModel result,
    At providesAt,
    boolean hasProvides,
    boolean unpack,
    PartsKind parts,
    List<ProvidedModel> provided)
    implements Member {

  /**
   * A name somewhere in an annotation.
   *
   * @param at where it is written
   * @param name the name
   */
  record Name(At at, String name) {}

  @Override
  public List<ParameterModel> requirements() {
    return method.requirements();
  }

  @Override
  public boolean hasKnownTypes() {
    return parts != PartsKind.NONE && parts != PartsKind.UNKNOWN;
  }

  @Override
  public String shown() {
    return "task '" + name + "'";
  }
}
