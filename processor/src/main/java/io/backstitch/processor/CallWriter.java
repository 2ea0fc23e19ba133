package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the methods that call the author's: arguments pass through locals of the exact types. */
final class CallWriter {

  private final AtomPlan atom;
  private final MethodModel called;
  private final String in;
  private final String holder;

  private CallWriter(AtomPlan atom, MethodModel called) {
    this.atom = atom;
    this.called = called;
    // The author's parameters keep their names; ours give way.
    Set<String> taken =
        called.parameters().stream().map(ParameterModel::name).collect(Collectors.toSet());
    String free = "in";
    while (taken.contains(free)) {
      free += "_";
    }
    this.in = free;
    this.holder = taken.contains("holder") ? "this.holder" : "holder";
  }

  static MethodSpec execute(AtomPlan atom) {
    CallWriter writer = new CallWriter(atom, atom.task().method());
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("execute")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .returns(Api.nullable(ClassName.OBJECT))
            .addParameter(Api.ARGUMENTS, writer.in)
            .addException(Throwable.class);
    writer.locals(method);
    ResultModel result = atom.task().result();
    boolean wanted = !atom.provided().isEmpty() || atom.hasResultConstant();
    if (result == null || !wanted) {
      method.addStatement(writer.call());
      method.addStatement("return null");
    } else {
      method.addStatement("return $L$L", writer.call(), result.wrapped() ? ".orElse(null)" : "");
    }
    return method.build();
  }

  static MethodSpec revert(AtomPlan atom, RevertModel revert) {
    CallWriter writer = new CallWriter(atom, revert.method());
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("revert")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .addParameter(Api.REVERT_ARGUMENTS, writer.in)
            .addException(Throwable.class);
    writer.locals(method);
    return method.addStatement(writer.call()).build();
  }

  private void locals(MethodSpec.Builder method) {
    List<ParameterModel> requirements = called.requirements();
    for (ParameterModel parameter : called.parameters()) {
      boolean mayBeNull = parameter.optional() && !parameter.wrapped();
      method.addStatement(
          "$T $L = $L",
          Api.nullableIf(mayBeNull, parameter.declared().name()),
          parameter.name(),
          value(parameter, requirements.indexOf(parameter)));
    }
  }

  private CodeBlock value(ParameterModel parameter, int index) {
    return switch (parameter.role()) {
      case CONTEXT -> CodeBlock.of("$L.context()", in);
      case FAILURES -> CodeBlock.of("$L.failures()", in);
      case RESULT -> {
        CodeBlock type =
            atom.hasResultConstant()
                ? CodeBlock.of("$L", atom.resultConstant())
                : CodeBlock.of(
                    "$L.type()", atom.constant(AtomPlan.Constant.of(atom.provided().get(0))));
        yield parameter.wrapped()
            ? CodeBlock.of("$T.ofNullable($L.result($L))", Optional.class, in, type)
            : CodeBlock.of("$L.result($L)", in, type);
      }
      case SYMBOL, INPUT ->
          CodeBlock.of(
              "$L.$L($L, $L)",
              in,
              parameter.wrapped() ? "find" : parameter.optional() ? "getOrNull" : "get",
              index,
              atom.constant(AtomPlan.Constant.of(parameter)));
    };
  }

  private CodeBlock call() {
    CodeBlock arguments =
        called.parameters().stream()
            .map(p -> CodeBlock.of("$L", p.name()))
            .collect(CodeBlock.joining(", "));
    return called.isStatic()
        ? CodeBlock.of("$T.$L($L)", called.owner(), called.name(), arguments)
        : CodeBlock.of("$L.$L($L)", holder, called.name(), arguments);
  }
}
