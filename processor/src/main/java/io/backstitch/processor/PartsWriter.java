package io.backstitch.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/** Writes the method that takes a result apart. */
final class PartsWriter {

  private static final WildcardTypeName ANY = WildcardTypeName.subtypeOf(Object.class);

  private PartsWriter() {}

  static MethodSpec write(TaskModel task) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("part")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(Api.nullable(ClassName.OBJECT))
            .addParameter(Object.class, "result")
            .addParameter(int.class, "index");
    TypeName type = Objects.requireNonNull(task.result()).type().name();
    boolean wrapped = task.provided().stream().anyMatch(ProvidedModel::wrapped);
    switch (task.parts()) {
      case LIST ->
          method.addStatement(
              "return $L",
              part(
                  CodeBlock.of(
                      "(($T) result).get(index)",
                      ParameterizedTypeName.get(ClassName.get(List.class), ANY)),
                  wrapped));
      case ARRAY -> {
        boolean primitive = ((ArrayTypeName) type).componentType().isPrimitive();
        method.addStatement(
            "return $L",
            part(
                CodeBlock.of(
                    "(($T) result)[index]", primitive ? type : ArrayTypeName.of(Object.class)),
                wrapped));
      }
      case MAP -> {
        TypeName map = ParameterizedTypeName.get(ClassName.get(Map.class), ANY, ANY);
        method.addStatement("$T whole = ($T) result", map, map);
        choose(
            method,
            task,
            provided -> part(CodeBlock.of("whole.get($S)", provided.symbol()), wrapped));
      }
      default -> {
        TypeName whole = withoutArguments(type);
        method.addStatement("$T whole = ($T) result", whole, whole);
        choose(
            method,
            task,
            provided ->
                CodeBlock.of(
                    "whole.$L()$L", provided.symbol(), provided.wrapped() ? ".orElse(null)" : ""));
      }
    }
    return method.build();
  }

  /** The type of an element is lost with the arguments of the whole. */
  private static CodeBlock part(CodeBlock element, boolean wrapped) {
    return wrapped
        ? CodeBlock.of(
            "(($T) $L).orElse(null)",
            ParameterizedTypeName.get(ClassName.get(Optional.class), ANY),
            element)
        : element;
  }

  private static void choose(
      MethodSpec.Builder method, TaskModel task, Function<ProvidedModel, CodeBlock> part) {
    method.addCode("return switch (index) {\n$>");
    List<ProvidedModel> provided = task.provided();
    for (int i = 0; i < provided.size(); i++) {
      method.addStatement("case $L -> $L", i, part.apply(provided.get(i)));
    }
    method.addStatement("default -> throw new $T(index)", IndexOutOfBoundsException.class);
    method.addCode("$<};\n");
  }

  /** A cast to type arguments would be unchecked, one to wildcards is not. */
  private static TypeName withoutArguments(TypeName type) {
    if (!(type instanceof ParameterizedTypeName generic)) {
      return type;
    }
    TypeName[] any = new TypeName[generic.typeArguments().size()];
    Arrays.fill(any, ANY);
    return ParameterizedTypeName.get(generic.rawType(), any);
  }
}
