package io.backstitch.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.List;
import java.util.stream.Stream;

/** Finds the names of classes with which types are written. */
final class ClassNames {

  private ClassNames() {}

  /**
   * The top-level classes in a type: a nested class is written with the class around it, so that is
   * the name which another class of the same name can hide.
   */
  static Stream<ClassName> in(TypeName type) {
    if (type instanceof ClassName name) {
      return Stream.of(name.topLevelClassName());
    }
    if (type instanceof ArrayTypeName array) {
      return in(array.componentType());
    }
    if (type instanceof WildcardTypeName wildcard) {
      return Stream.of(wildcard.upperBounds(), wildcard.lowerBounds())
          .flatMap(List::stream)
          .flatMap(ClassNames::in);
    }
    return type instanceof ParameterizedTypeName generic
        ? Stream.concat(
            in(generic.rawType()), generic.typeArguments().stream().flatMap(ClassNames::in))
        : Stream.empty();
  }
}
