package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes constants that list what a flow takes or provides. */
final class ProvisionsWriter {

  private ProvisionsWriter() {}

  /** One that may stand in the list. */
  static CodeBlock provision(CodeBlock symbol, boolean optional) {
    return CodeBlock.of("\n    new $T($L, $L)", Api.PROVISION, symbol, optional);
  }

  /** The constant. */
  static FieldSpec constant(String name, Stream<CodeBlock> provisions) {
    return FieldSpec.builder(
            ParameterizedTypeName.get(ClassName.get(List.class), Api.PROVISION),
            name,
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer("$T.of($L)", List.class, provisions.collect(CodeBlock.joining(",")))
        .build();
  }
}
