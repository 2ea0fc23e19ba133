package io.backstitch.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the class of one decider. */
final class DeciderWriter {

  private DeciderWriter() {}

  static TypeSpec write(FlowPlan plan, DeciderPlan decider) {
    MethodModel method = decider.decider().method();
    Constants constants = decider.constants();
    TypeSpec.Builder type =
        TypeSpec.classBuilder(constants.type())
            .addModifiers(Modifier.STATIC, Modifier.FINAL)
            .addSuperinterface(Api.DECIDER_BODY);
    constants.write(type);
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
    MethodSpec.Builder of =
        MethodSpec.methodBuilder("of").addModifiers(Modifier.STATIC).returns(Api.ELEMENT_DECIDER);
    if (!method.isStatic()) {
      type.addField(plan.holder(), "holder", Modifier.PRIVATE, Modifier.FINAL);
      constructor.addParameter(plan.holder(), "holder").addStatement("this.holder = holder");
      of.addParameter(plan.holder(), "holder");
    }
    type.addMethod(constructor.build());
    List<CodeBlock> calls = new ArrayList<>();
    DeciderModel.Depth depth = decider.decider().depth();
    if (depth != DeciderModel.Depth.ATOM) {
      calls.add(CodeBlock.of(".depth($T.$L)", Api.DEPTH, depth));
    }
    for (ParameterModel parameter : method.requirements()) {
      calls.add(
          CodeBlock.of(
              ".requires$L($L)",
              parameter.optional() ? "Optional" : "",
              constants.name(Constants.Key.of(parameter))));
    }
    CodeBlock start =
        CodeBlock.of(
            "$T.of(new $T($L))",
            Api.ELEMENT_DECIDER,
            constants.type(),
            method.isStatic() ? "" : "holder");
    return type.addMethod(
            of.addCode(Chain.returning(Api.ELEMENT_DECIDER, "decider", start, calls)).build())
        .addMethod(CallWriter.decide(decider))
        .build();
  }
}
