package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Writes the records of a flow: what it takes, with a builder, and what it gives. */
final class RecordWriter {

  private RecordWriter() {}

  static TypeSpec inputs(FlowPlan plan, ClassName name, Modifier[] visible) {
    List<FlowPlan.Value> values = plan.inputs();
    ClassName builder = name.nestedClass(builderName(values));
    TypeSpec.Builder type = record(name, values, visible);
    type.addJavadoc("What the flow takes from its caller.\n");
    type.addJavadoc(values.isEmpty() ? "" : "\n");
    values.forEach(
        v ->
            type.addJavadoc(
                "@param $L the input of that name$L\n", v.name(), v.optional() ? ", or null" : ""));
    List<FlowPlan.Value> checked =
        values.stream().filter(v -> !v.optional() && !v.type().isPrimitive()).toList();
    if (!checked.isEmpty()) {
      MethodSpec.Builder constructor = MethodSpec.compactConstructorBuilder().addModifiers(visible);
      checked.forEach(v -> constructor.addStatement(required(plan, v)));
      type.addMethod(constructor.build());
    }
    // A component may have taken the name of the factory.
    boolean taken = values.stream().anyMatch(v -> v.name().equals("builder"));
    type.addMethod(
        MethodSpec.methodBuilder(taken ? "newBuilder" : "builder")
            .addModifiers(visible)
            .addModifiers(Modifier.STATIC)
            .returns(builder)
            .addJavadoc("Starts a set of inputs.\n\n@return a builder, for use by one thread\n")
            .addStatement("return new $T()", builder)
            .build());
    return type.addType(builder(plan, name, builder, visible)).build();
  }

  /** The head of a record sees what is nested in it, so a type of that name would be hidden. */
  private static String builderName(List<FlowPlan.Value> values) {
    String name = "Builder";
    while (mentions(values, name)) {
      name += "_";
    }
    return name;
  }

  private static boolean mentions(List<FlowPlan.Value> values, String name) {
    return values.stream()
        .flatMap(value -> ClassNames.in(value.type()))
        .anyMatch(each -> each.simpleName().equals(name));
  }

  static TypeSpec outcome(FlowPlan plan, ClassName name, Modifier[] visible) {
    TypeSpec.Builder type = record(name, plan.outputs(), visible);
    type.addJavadoc("What the tasks of the flow have provided.\n");
    type.addJavadoc(plan.outputs().isEmpty() ? "" : "\n");
    plan.outputs()
        .forEach(
            v ->
                type.addJavadoc(
                    "@param $L the symbol of that name$L\n",
                    v.name(),
                    v.optional() ? ", or null if it is absent" : ""));
    return type.build();
  }

  private static TypeSpec.Builder record(
      ClassName name, List<FlowPlan.Value> values, Modifier[] visible) {
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    values.forEach(
        v ->
            components.addParameter(
                ParameterSpec.builder(Api.nullableIf(v.optional(), v.type()), v.name()).build()));
    return TypeSpec.recordBuilder(name).addModifiers(visible).recordConstructor(components.build());
  }

  private static CodeBlock required(FlowPlan plan, FlowPlan.Value value) {
    String message =
        "input '"
            + value.name()
            + "' of flow '"
            + Objects.requireNonNull(plan.flow().flow()).name()
            + "'";
    // A component of that name would hide the class.
    CodeBlock objects =
        plan.inputs().stream().anyMatch(v -> v.name().equals("Objects"))
            ? CodeBlock.of("$L", Objects.class.getName())
            : CodeBlock.of("$T", Objects.class);
    return CodeBlock.of("$L.requireNonNull($L, $S)", objects, value.name(), message);
  }

  private static TypeSpec builder(
      FlowPlan plan, ClassName inputs, ClassName name, Modifier[] visible) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(visible)
            .addModifiers(Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("Collects inputs by name. For use by one thread.\n");
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    for (FlowPlan.Value value : plan.inputs()) {
      TypeName field = Api.nullable(value.type().box());
      type.addField(FieldSpec.builder(field, value.name(), Modifier.PRIVATE).build());
      type.addMethod(
          MethodSpec.methodBuilder(value.name())
              .addModifiers(visible)
              .returns(name)
              .addParameter(Api.nullableIf(value.optional(), value.type()), value.name())
              .addJavadoc(
                  "Sets the input {@code $L}.\n\n@param $L the value\n@return this builder\n",
                  value.name(),
                  value.name())
              .addStatement("this.$L = $L", value.name(), value.name())
              .addStatement("return this")
              .build());
    }
    CodeBlock values =
        plan.inputs().stream()
            .map(
                v ->
                    v.optional()
                        ? CodeBlock.of("\n$L", v.name())
                        : CodeBlock.of("\n$L", required(plan, v)))
            .collect(CodeBlock.joining(","));
    return type.addMethod(
            MethodSpec.methodBuilder("build")
                .addModifiers(visible)
                .returns(inputs)
                .addJavadoc(
                    """
                    Makes the inputs.

                    @return the inputs
                    @throws NullPointerException if one that is required was not set
                    """)
                .addStatement("return new $T($L)", inputs, values)
                .build())
        .build();
  }
}
