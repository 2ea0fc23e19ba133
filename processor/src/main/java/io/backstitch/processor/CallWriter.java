package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes the methods that call the author's: arguments pass through locals of the exact types. */
final class CallWriter {

  private final Constants constants;
  private final CodeBlock resultType;
  private final MethodModel called;
  private final List<String> locals;
  private final String in;
  private final String holder;

  private CallWriter(Constants constants, MethodModel called, CodeBlock resultType) {
    this.constants = constants;
    this.resultType = resultType;
    this.called = called;
    // The author's parameters keep their names, and ours give way; but a variable must not hide a
    // class whose method is called.
    NameAllocator names = new NameAllocator();
    classes().forEach(names::newName);
    for (int i = 0; i < called.parameters().size(); i++) {
      names.newName(called.parameters().get(i).name(), i);
    }
    this.locals = IntStream.range(0, called.parameters().size()).mapToObj(names::get).toList();
    this.in = names.newName("in");
    this.holder = locals.contains("holder") ? "this.holder" : "holder";
  }

  private Set<String> classes() {
    Set<String> classes = new LinkedHashSet<>();
    if (called.isStatic()) {
      classes.addAll(constants.hiddenByVariables());
    }
    if (called.parameters().stream().anyMatch(p -> p.role() == Role.RESULT && p.wrapped())) {
      classes.add("Optional");
    }
    if (called.parameters().stream().anyMatch(p -> !p.elements().isEmpty())) {
      classes.addAll(List.of("List", "Optional", "Stream"));
    }
    return classes;
  }

  static MethodSpec execute(AtomPlan atom) {
    CallWriter writer = new CallWriter(atom.constants(), atom.task().method(), atom.resultType());
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
    CallWriter writer = new CallWriter(atom.constants(), revert.method(), atom.resultType());
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("revert")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .addParameter(Api.REVERT_ARGUMENTS, writer.in)
            .addException(Throwable.class);
    writer.locals(method);
    return method.addStatement(writer.call()).build();
  }

  static MethodSpec decide(DeciderPlan decider) {
    CallWriter writer =
        new CallWriter(decider.constants(), decider.decider().method(), CodeBlock.of(""));
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("decide")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .returns(boolean.class)
            .addParameter(Api.ARGUMENTS, writer.in)
            .addException(Throwable.class);
    writer.locals(method);
    return method.addStatement("return $L", writer.call()).build();
  }

  private void locals(MethodSpec.Builder method) {
    int requirement = 0;
    for (int i = 0; i < locals.size(); i++) {
      ParameterModel parameter = called.parameters().get(i);
      boolean mayBeNull =
          parameter.optional() && !parameter.wrapped() && parameter.elements().isEmpty();
      method.addStatement(
          "$T $L = $L",
          Api.nullableIf(mayBeNull, parameter.declared().name()),
          locals.get(i),
          parameter.elements().isEmpty()
              ? value(parameter, requirement)
              : list(parameter.elements(), requirement));
      requirement +=
          !parameter.elements().isEmpty()
              ? parameter.elements().size()
              : parameter.role().isRequirement() ? 1 : 0;
    }
  }

  private CodeBlock value(ParameterModel parameter, int index) {
    return switch (parameter.role()) {
      case CONTEXT -> CodeBlock.of("$L.context()", in);
      case FAILURES -> CodeBlock.of("$L.failures()", in);
      case CONNECTION -> CodeBlock.of("$L.connection()", in);
      case RESULT ->
          parameter.wrapped()
              ? CodeBlock.of("$T.ofNullable($L.result($L))", Optional.class, in, resultType)
              : CodeBlock.of("$L.result($L)", in, resultType);
      case SYMBOL, INPUT, ATTEMPT ->
          CodeBlock.of(
              "$L.$L($L, $L)",
              in,
              parameter.wrapped() ? "find" : parameter.optional() ? "getOrNull" : "get",
              index,
              constants.name(Constants.Key.of(parameter)));
    };
  }

  /** What may be absent is left out, unless the elements themselves say that it may. */
  private CodeBlock list(List<ParameterModel> elements, int first) {
    boolean leftOut = elements.get(0).optional() && !elements.get(0).wrapped();
    CodeBlock values =
        IntStream.range(0, elements.size())
            .mapToObj(
                i ->
                    CodeBlock.of(
                        "$L.$L($L, $L)",
                        in,
                        elements.get(i).optional() ? "find" : "get",
                        first + i,
                        constants.name(Constants.Key.of(elements.get(i)))))
            .collect(CodeBlock.joining(",$W"));
    return leftOut
        ? CodeBlock.of(
            "$T.of($L)\n.flatMap($T::stream)\n.toList()", Stream.class, values, Optional.class)
        : CodeBlock.of("$T.of($L)", List.class, values);
  }

  private CodeBlock call() {
    String arguments = String.join(", ", locals);
    return called.isStatic()
        ? CodeBlock.of("$T.$L($L)", constants.holder(), called.name(), arguments)
        : CodeBlock.of("$L.$L($L)", holder, called.name(), arguments);
  }
}
