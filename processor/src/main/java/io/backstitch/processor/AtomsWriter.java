package io.backstitch.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** Writes {@code GameUpgradeAtoms}: a factory method and a nested class for each task. */
final class AtomsWriter {

  private AtomsWriter() {}

  static TypeSpec write(FlowPlan plan) {
    TypeSpec.Builder type = FileWriter.start(TypeSpec.classBuilder(plan.atomsName()), plan);
    type.addJavadoc("The atoms of {@link $T}, to be put into flows.\n", plan.flow().source());
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    for (AtomPlan atom : plan.atoms()) {
      type.addMethod(factory(plan, atom));
    }
    if (!plan.skeleton()) {
      for (AtomPlan atom : plan.atoms()) {
        type.addType(new AtomWriter(plan, atom).write());
      }
    }
    return type.build();
  }

  private static MethodSpec factory(FlowPlan plan, AtomPlan atom) {
    MethodSpec.Builder method = MethodSpec.methodBuilder(atom.factory());
    if (plan.flow().isPublic()) {
      method.addModifiers(Modifier.PUBLIC);
    }
    method.addModifiers(Modifier.STATIC).returns(Api.ATOM).addParameter(plan.holder(), "holder");
    if (plan.skeleton()) {
      return method
          .addStatement("throw new $T($S)", IllegalStateException.class, broken(plan))
          .build();
    }
    return method
        .addJavadoc(
            """
            The atom of {@link $T#$L($L)}.

            @param holder the object whose method is called
            @return a new atom
            """,
            plan.flow().source(),
            atom.task().method().name(),
            atom.task().method().erasures().stream()
                .map(t -> CodeBlock.of("$T", t))
                .collect(CodeBlock.joining(", ")))
        .addStatement("return $T.of($L)", atom.type(), atom.needsHolder() ? "holder" : "")
        .build();
  }

  static String broken(FlowPlan plan) {
    return plan.flow().simpleName() + " has errors, see the messages of the compiler";
  }
}
