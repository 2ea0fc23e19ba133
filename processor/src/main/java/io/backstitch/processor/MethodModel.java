package io.backstitch.processor;

import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.stream.Stream;

/**
 * A method that generated code calls.
 *
 * @param at the method
 * @param name its name
 * @param isStatic whether it needs no object
 * @param access what keeps generated code from calling it, if anything
 * @param generic whether it has type parameters of its own
 * @param deprecated how it is deprecated, if it is
 * @param parameters its parameters
 * @param erasures the erased types of its parameters, for a link to it
 */
record MethodModel(
    At at,
    String name,
    boolean isStatic,
    Access access,
    boolean generic,
    Deprecation deprecated,
    List<ParameterModel> parameters,
    List<TypeName> erasures) {

  /** Whether generated code may call a method, and if not, why. */
  enum Access {
    OPEN,
    PRIVATE,
    ABSTRACT,
    ELSEWHERE
  }

  /** Whether it runs in a transaction, as it takes the connection of one. */
  boolean isTransactional() {
    return parameters.stream().anyMatch(p -> p.role() == Role.CONNECTION);
  }

  /** The parameters that are requirements of the atom, in order. */
  List<ParameterModel> requirements() {
    return parameters.stream()
        .flatMap(p -> p.elements().isEmpty() ? Stream.of(p) : p.elements().stream())
        .filter(p -> p.role().isRequirement())
        .toList();
  }
}
