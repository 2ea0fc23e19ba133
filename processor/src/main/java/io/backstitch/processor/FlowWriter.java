package io.backstitch.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Writes {@code GameUpgradeFlow}. */
final class FlowWriter {

  static final int CONTRACT_FORMAT = 1;

  private final FlowPlan plan;
  private final FlowModel.Declaration declaration;
  private final ClassName inputs;
  private final ClassName outcome;
  private final Modifier[] visible;

  FlowWriter(FlowPlan plan) {
    this.plan = plan;
    this.declaration = Objects.requireNonNull(plan.flow().flow());
    this.inputs = plan.flowName().nestedClass("Inputs");
    this.outcome = plan.flowName().nestedClass("Outcome");
    this.visible = plan.flow().isPublic() ? new Modifier[] {Modifier.PUBLIC} : new Modifier[0];
  }

  TypeSpec write() {
    TypeSpec.Builder type = FileWriter.start(TypeSpec.classBuilder(plan.flowName()), plan);
    type.addAnnotation(contract());
    type.addJavadoc("The flow of {@link $T}.\n", plan.flow().source());
    type.superclass(ParameterizedTypeName.get(Api.FLOW_DEFINITION, outcome));
    type.addField(constant("NAME", "The name under which runs are stored.", declaration.name()));
    type.addField(constant("VERSION", "The version of the flow.", declaration.version()));
    if (!plan.skeleton()) {
      plan.symbols().forEach((key, name) -> type.addField(symbol(key, name)));
    }
    type.addField(provisions("INPUTS", plan.inputs()));
    type.addField(provisions("OUTPUTS", plan.outputs()));
    SubflowWriter subflows = new SubflowWriter(plan);
    if (!plan.skeleton()) {
      subflows.constants().forEach(type::addField);
    }
    type.addMethod(constructor());
    type.addMethod(of());
    if (!plan.skeleton()) {
      PatternWriter.write(plan, declaration.order()).forEach(type::addMethod);
      subflows.methods().forEach(type::addMethod);
    }
    type.addMethod(withValues());
    type.addMethod(withInputs());
    type.addMethod(runValues());
    type.addMethod(runInputs());
    type.addMethod(outcomeOf());
    type.addType(RecordWriter.inputs(plan, inputs, visible));
    type.addType(RecordWriter.outcome(plan, outcome, visible));
    return type.build();
  }

  private AnnotationSpec contract() {
    AnnotationSpec.Builder contract =
        AnnotationSpec.builder(Api.FLOW_CONTRACT)
            .addMember("format", "$L", CONTRACT_FORMAT)
            .addMember("flow", "$S", declaration.name())
            .addMember("version", "$S", declaration.version());
    optional(contract, "optionalInputs", plan.inputs());
    optional(contract, "optionalOutputs", plan.outputs());
    return contract.build();
  }

  private static void optional(
      AnnotationSpec.Builder contract, String member, List<FlowPlan.Value> values) {
    values.stream()
        .filter(FlowPlan.Value::optional)
        .forEach(value -> contract.addMember(member, "$S", value.name()));
  }

  private static FieldSpec constant(String name, String javadoc, String value) {
    return FieldSpec.builder(String.class, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc(javadoc + "\n")
        .initializer("$S", value)
        .build();
  }

  private static FieldSpec symbol(Constants.Key key, String name) {
    return FieldSpec.builder(
            ParameterizedTypeName.get(Api.SYMBOL, key.type()),
            name,
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer(TypeCode.symbol(key.symbol(), key.type()))
        .build();
  }

  private FieldSpec provisions(String name, List<FlowPlan.Value> values) {
    // A skeleton has no atoms, whose constants these are.
    return ProvisionsWriter.constant(
        name,
        values.stream()
            .filter(value -> !plan.skeleton())
            .map(value -> ProvisionsWriter.provision(value.symbol(), value.optional())));
  }

  private MethodSpec constructor() {
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PRIVATE)
            .addParameter(plan.holder(), "holder");
    return plan.skeleton()
        ? constructor
            .addStatement(
                "super(NAME, VERSION, $T.named(NAME), INPUTS, OUTPUTS)", Api.flow("GraphFlow"))
            .build()
        : constructor
            .addStatement("super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS)")
            .build();
  }

  private MethodSpec of() {
    MethodSpec.Builder of =
        MethodSpec.methodBuilder("of")
            .addModifiers(visible)
            .addModifiers(Modifier.STATIC)
            .returns(plan.flowName())
            .addParameter(plan.holder(), "holder")
            .addJavadoc(
                """
                Makes the flow of an object.

                @param holder the object whose methods are called, for all runs
                @return the flow
                """);
    return plan.skeleton()
        ? of.addStatement("throw new $T($S)", IllegalStateException.class, AtomsWriter.broken(plan))
            .build()
        : of.addStatement(
                "return new $T(\n    $T.requireNonNull(\n        holder, $S))",
                plan.flowName(),
                Objects.class,
                plan.flowName().simpleName()
                    + ".of was given null in place of an object of "
                    + plan.flow().simpleName())
            .build();
  }

  private MethodSpec withValues() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("with")
            .addModifiers(visible)
            .returns(ParameterizedTypeName.get(Api.BOUND_FLOW, outcome))
            .addJavadoc("Binds inputs to the flow.\n\n");
    parameters(method);
    method.addJavadoc("@return the flow with its inputs, ready to start\n");
    // A single array would be taken for the whole argument list.
    boolean array =
        plan.inputs().size() == 1
            && plan.inputs().get(0).type() instanceof ArrayTypeName only
            && !only.componentType().isPrimitive();
    return method.addStatement("return bind($L$L)", array ? "(Object) " : "", names()).build();
  }

  private MethodSpec withInputs() {
    return MethodSpec.methodBuilder("with")
        .addModifiers(visible)
        .returns(ParameterizedTypeName.get(Api.BOUND_FLOW, outcome))
        .addParameter(inputs, "inputs")
        .addJavadoc(
            """
            Binds inputs to the flow.

            @param inputs the inputs
            @return the flow with its inputs, ready to start
            """)
        .addStatement("return with($L)", components())
        .build();
  }

  private MethodSpec runValues() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("run")
            .addModifiers(visible)
            .returns(outcome)
            .addJavadoc("Runs the flow now, in memory and in parallel.\n\n");
    parameters(method);
    return method
        .addJavadoc("@return what the tasks have provided\n")
        .addStatement("return with($L).run()", names())
        .build();
  }

  private MethodSpec runInputs() {
    return MethodSpec.methodBuilder("run")
        .addModifiers(visible)
        .returns(outcome)
        .addParameter(inputs, "inputs")
        .addJavadoc(
            """
            Runs the flow now, in memory and in parallel.

            @param inputs the inputs
            @return what the tasks have provided
            """)
        .addStatement("return with(inputs).run()")
        .build();
  }

  private MethodSpec outcomeOf() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("outcome")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PROTECTED)
            .returns(outcome)
            .addParameter(Api.RESULTS, "results");
    if (plan.skeleton()) {
      return method
          .addStatement("throw new $T($S)", IllegalStateException.class, AtomsWriter.broken(plan))
          .build();
    }
    CodeBlock values =
        plan.outputs().stream()
            .map(
                o ->
                    CodeBlock.of(
                        "\nresults.$L($L)", o.optional() ? "getOrNull" : "get", o.symbol()))
            .collect(CodeBlock.joining(","));
    return method.addStatement("return new $T($L)", outcome, values).build();
  }

  private void parameters(MethodSpec.Builder method) {
    for (FlowPlan.Value input : plan.inputs()) {
      TypeName type = Api.nullableIf(input.optional(), input.type());
      method.addParameter(ParameterSpec.builder(type, input.name()).build());
      method.addJavadoc(
          "@param $L the input of that name$L\n",
          input.name(),
          input.optional() ? ", or null" : "");
    }
  }

  private CodeBlock names() {
    return plan.inputs().stream()
        .map(i -> CodeBlock.of("$L", i.name()))
        .collect(CodeBlock.joining(", "));
  }

  private CodeBlock components() {
    return plan.inputs().stream()
        .map(i -> CodeBlock.of("inputs.$L()", i.name()))
        .collect(CodeBlock.joining(", "));
  }
}
