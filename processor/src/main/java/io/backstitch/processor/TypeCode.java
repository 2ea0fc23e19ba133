package io.backstitch.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.stream.Collectors;

/** Writes types as the runtime wants to see them. */
final class TypeCode {

  private TypeCode() {}

  /** {@code Symbol.of("backup", Path.class)}. */
  static CodeBlock symbol(String name, TypeName type) {
    return isClass(type)
        ? CodeBlock.of("$T.of($S,$W$T.class)", Api.SYMBOL, name, type)
        : CodeBlock.of("$T.of($S,$W$L)", Api.SYMBOL, name, valueType(type));
  }

  /** {@code ValueType.of(List.class, ValueType.of(Player.class))}. */
  static CodeBlock valueType(TypeName type) {
    if (isClass(type)) {
      return CodeBlock.of("$T.of($T.class)", Api.VALUE_TYPE, type);
    }
    if (type instanceof ArrayTypeName array) {
      return CodeBlock.of("$T.arrayOf($L)", Api.VALUE_TYPE, valueType(array.componentType()));
    }
    if (type instanceof WildcardTypeName wildcard) {
      return wildcard.lowerBounds().isEmpty()
          ? CodeBlock.of(
              "$T.extending($L)", Api.VALUE_TYPE, valueType(wildcard.upperBounds().get(0)))
          : CodeBlock.of(
              "$T.superOf($L)", Api.VALUE_TYPE, valueType(wildcard.lowerBounds().get(0)));
    }
    ParameterizedTypeName generic = (ParameterizedTypeName) type;
    if (generic.typeArguments().isEmpty()) {
      // An inner class without parameters of a class that has some: without the array, this would
      // be the method for classes, whose T is the raw class.
      return CodeBlock.of(
          "$T.of($T.class,$Wnew $T[0])",
          Api.VALUE_TYPE,
          generic.rawType(),
          ParameterizedTypeName.get(Api.VALUE_TYPE, WildcardTypeName.subtypeOf(Object.class)));
    }
    return generic.typeArguments().stream()
        .map(TypeCode::valueType)
        .collect(
            Collectors.collectingAndThen(
                CodeBlock.joining(",$W"),
                arguments ->
                    CodeBlock.of(
                        "$T.of($T.class,$W$L)", Api.VALUE_TYPE, generic.rawType(), arguments)));
  }

  private static boolean isClass(TypeName type) {
    if (type instanceof ArrayTypeName array) {
      return isClass(array.componentType());
    }
    return !(type instanceof ParameterizedTypeName) && !(type instanceof WildcardTypeName);
  }
}
