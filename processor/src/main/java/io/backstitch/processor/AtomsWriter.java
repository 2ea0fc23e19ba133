package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/**
 * Writes {@code GameUpgradeAtoms}: a factory method and a nested class for each task, decider and
 * retry.
 */
final class AtomsWriter {

  private static final String OF_METHOD =
      """
      @param holder the object whose method is called
      @return a new $L
      """;

  private AtomsWriter() {}

  static TypeSpec write(FlowPlan plan) {
    TypeSpec.Builder type = FileWriter.start(TypeSpec.classBuilder(plan.atomsName()), plan);
    type.addJavadoc("The atoms of {@link $T}, to be put into flows.\n", plan.flow().source());
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    for (AtomPlan atom : plan.atoms()) {
      type.addMethod(
          factory(plan, atom.factory(), Api.ATOM, atom.type(), atom.needsHolder())
              .addJavadoc("The atom of $L.\n\n", link(plan, atom.task().method()))
              .addJavadoc(OF_METHOD, "atom")
              .build());
    }
    for (DeciderPlan decider : plan.deciders()) {
      MethodModel method = decider.decider().method();
      type.addMethod(
          factory(
                  plan,
                  decider.factory(),
                  Api.ELEMENT_DECIDER,
                  decider.constants().type(),
                  !method.isStatic())
              .addJavadoc(
                  "The decider $L, which guards {@code $L}.\n\n",
                  link(plan, method),
                  decider.decider().task())
              .addJavadoc(OF_METHOD, "decider")
              .build());
    }
    for (RetryPlan retry : plan.retries()) {
      type.addMethod(
          factory(
                  plan,
                  retry.factory(),
                  Api.RETRY_ATOM,
                  retry.constants().type(),
                  RetryWriter.needsHolder(retry.retry()))
              .addJavadoc(
                  """
                  What guards $L.

                  @param holder the object whose methods are called
                  @return a new retry controller
                  """,
                  guarded(retry.retry()))
              .build());
    }
    if (!plan.skeleton()) {
      plan.atoms().forEach(atom -> type.addType(new AtomWriter(plan, atom).write()));
      plan.deciders().forEach(decider -> type.addType(DeciderWriter.write(plan, decider)));
      plan.retries().forEach(retry -> type.addType(RetryWriter.write(plan, retry)));
    }
    return type.build();
  }

  private static MethodSpec.Builder factory(
      FlowPlan plan, String name, ClassName returned, ClassName type, boolean needsHolder) {
    MethodSpec.Builder method = MethodSpec.methodBuilder(name);
    if (plan.flow().isPublic()) {
      method.addModifiers(Modifier.PUBLIC);
    }
    method.addModifiers(Modifier.STATIC).returns(returned).addParameter(plan.holder(), "holder");
    return plan.skeleton()
        ? method.addStatement("throw new $T($S)", IllegalStateException.class, broken(plan))
        : method.addStatement("return $T.of($L)", type, needsHolder ? "holder" : "");
  }

  private static CodeBlock guarded(RetryModel retry) {
    return retry.ofFlow()
        ? CodeBlock.of("the whole flow")
        : CodeBlock.of(
            "the $L {@code $L}", retry.ofSubflow() ? "sub-flow" : "task", retry.member());
  }

  private static CodeBlock link(FlowPlan plan, MethodModel method) {
    return CodeBlock.of(
        "{@link $T#$L($L)}",
        plan.flow().source(),
        method.name(),
        method.erasures().stream()
            .map(t -> CodeBlock.of("$T", t))
            .collect(CodeBlock.joining(", ")));
  }

  static String broken(FlowPlan plan) {
    return plan.flow().simpleName() + " has errors, see the messages of the compiler";
  }
}
