package io.backstitch.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Writes the class of one atom. */
final class AtomWriter {

  private final FlowPlan plan;
  private final AtomPlan atom;
  private final TaskModel task;

  AtomWriter(FlowPlan plan, AtomPlan atom) {
    this.plan = plan;
    this.atom = atom;
    this.task = atom.task();
  }

  TypeSpec write() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(atom.type())
            .addModifiers(Modifier.STATIC, Modifier.FINAL)
            .addSuperinterface(Api.TASK_BODY);
    if (atom.revert() != null) {
      type.addSuperinterface(Api.REVERT_BODY);
    }
    atom.constants().write(type);
    if (atom.hasResultConstant()) {
      type.addField(resultType());
    }
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
    if (atom.needsHolder()) {
      type.addField(plan.holder(), "holder", Modifier.PRIVATE, Modifier.FINAL);
      constructor.addParameter(plan.holder(), "holder").addStatement("this.holder = holder");
    }
    type.addMethod(constructor.build());
    type.addMethod(of());
    type.addMethod(CallWriter.execute(atom));
    if (atom.revert() != null) {
      type.addMethod(CallWriter.revert(atom, atom.revert()));
    }
    if (task.parts() != PartsKind.WHOLE) {
      type.addMethod(PartsWriter.write(task));
    }
    return type.build();
  }

  private FieldSpec resultType() {
    ResultModel result = Objects.requireNonNull(task.result());
    return FieldSpec.builder(
            ParameterizedTypeName.get(Api.VALUE_TYPE, result.type().boxed()),
            atom.resultConstant(),
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer(TypeCode.valueType(result.type().boxed()))
        .build();
  }

  private MethodSpec of() {
    MethodSpec.Builder of =
        MethodSpec.methodBuilder("of").addModifiers(Modifier.STATIC).returns(Api.ATOM);
    if (atom.needsHolder()) {
      of.addParameter(plan.holder(), "holder");
    }
    of.addStatement(
        "$T task = new $T($L)", atom.type(), atom.type(), atom.needsHolder() ? "holder" : "");
    List<CodeBlock> calls = new ArrayList<>();
    calls.add(CodeBlock.of(".version($S)", task.version()));
    if (task.priority() != 0) {
      calls.add(CodeBlock.of(".priority($L)", task.priority()));
    }
    requirements(calls, task.method(), "requires");
    provides(calls);
    calls.add(CodeBlock.of(".executes(task)"));
    if (task.lazy()) {
      calls.add(CodeBlock.of(".lazy()"));
    }
    if (task.method().isTransactional()) {
      calls.add(CodeBlock.of(".transactional()"));
    }
    if (atom.revert() != null) {
      requirements(calls, atom.revert().method(), "revertRequires");
      calls.add(CodeBlock.of(".reverts(task)"));
      if (atom.revert().method().isTransactional()) {
        calls.add(CodeBlock.of(".transactionalRevert()"));
      }
    }
    calls.add(CodeBlock.of(".build()"));
    CodeBlock start = CodeBlock.of("$T.named($S)", Api.ATOM, task.name());
    return of.addCode(Chain.returning(Api.ATOM_BUILDER, "atom", start, calls)).build();
  }

  private void requirements(List<CodeBlock> calls, MethodModel method, String verb) {
    for (ParameterModel parameter : method.requirements()) {
      calls.add(
          CodeBlock.of(
              ".$L$L($L)",
              verb,
              parameter.optional() ? "Optional" : "",
              atom.constants().name(Constants.Key.of(parameter))));
    }
  }

  private void provides(List<CodeBlock> calls) {
    List<ProvidedModel> provided = atom.provided();
    if (task.parts() != PartsKind.WHOLE) {
      calls.add(
          CodeBlock.of(
              ".providesParts(\n    $L,\n    $T::part,\n    $T.of($L))",
              atom.resultConstant(),
              atom.type(),
              List.class,
              provided.stream()
                  .map(
                      p ->
                          CodeBlock.of(
                              "\n        new $T($L, $L)",
                              Api.PROVISION,
                              atom.constants().name(Constants.Key.of(p)),
                              p.optional()))
                  .collect(CodeBlock.joining(","))));
    } else if (!provided.isEmpty()) {
      calls.add(
          CodeBlock.of(
              ".provides$L($L)",
              provided.get(0).optional() ? "Optional" : "",
              atom.constants().name(Constants.Key.of(provided.get(0)))));
    } else if (atom.hasResultConstant()) {
      calls.add(CodeBlock.of(".returns($L)", atom.resultConstant()));
    }
  }
}
