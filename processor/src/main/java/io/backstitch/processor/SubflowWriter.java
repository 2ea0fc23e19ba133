package io.backstitch.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes what makes the sub-flows of a flow, and what must still be true of them then. */
final class SubflowWriter {

  /** As many pairs as {@code Map.of} takes. */
  private static final int MOST_PAIRS = 10;

  private final FlowPlan plan;

  SubflowWriter(FlowPlan plan) {
    this.plan = plan;
  }

  /** What the flows took and provided when this one was compiled. */
  List<FieldSpec> constants() {
    Set<String> written = new HashSet<>();
    List<FieldSpec> fields = new ArrayList<>();
    for (SubflowPlan subflow : plan.subflows()) {
      if (written.add(subflow.inputs())) {
        fields.add(provisions(subflow.inputs(), subflow.subflow().inputs()));
        fields.add(provisions(subflow.outputs(), subflow.subflow().outputs()));
      }
    }
    return fields;
  }

  private static FieldSpec provisions(String name, List<SubflowModel.Slot> slots) {
    return ProvisionsWriter.constant(
        name,
        slots.stream()
            .map(
                slot ->
                    ProvisionsWriter.provision(
                        TypeCode.symbol(slot.name(), slot.type().boxed()), slot.optional())));
  }

  /** The methods, each of which makes one sub-flow. */
  List<MethodSpec> methods() {
    return plan.subflows().stream().map(this::method).toList();
  }

  /** Calls such a method. */
  static CodeBlock call(SubflowPlan plan) {
    return CodeBlock.of("$L($L)", plan.method(), plan.subflow().field().isStatic() ? "" : "holder");
  }

  private MethodSpec method(SubflowPlan subflow) {
    SubflowModel model = subflow.subflow();
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(subflow.method())
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(Api.FLOW_PATTERN);
    if (!model.field().isStatic()) {
      method.addParameter(plan.holder(), "holder");
    }
    return method
        .addStatement(
            "return $T.of(\n    $T.requireNonNull(\n        $L, $S))\n"
                + ".nested(\n    $S,\n    $L,\n    $L,\n    $L)",
            model.generated(),
            Objects.class,
            read(model.field()),
            missing(model),
            model.name(),
            rename(model.rename()),
            subflow.inputs(),
            subflow.outputs())
        .build();
  }

  private CodeBlock read(SubflowModel.Field field) {
    return field.isStatic()
        ? CodeBlock.of("$T.$L", plan.holder(), field.name())
        : CodeBlock.of("holder.$L$L", field.name(), field.isComponent() ? "()" : "");
  }

  private String missing(SubflowModel model) {
    return (model.field().isComponent() ? "Component " : "Field ")
        + model.field().name()
        + " of "
        + plan.flow().simpleName()
        + ", a sub-flow, is null";
  }

  private static CodeBlock rename(Map<String, String> names) {
    boolean few = names.size() <= MOST_PAIRS;
    CodeBlock pairs =
        names.entrySet().stream()
            .map(
                each ->
                    few
                        ? CodeBlock.of("$S, $S", each.getKey(), each.getValue())
                        : CodeBlock.of(
                            "\n    $T.entry($S, $S)", Map.class, each.getKey(), each.getValue()))
            .collect(CodeBlock.joining(few ? ",$W" : ","));
    return CodeBlock.of("$T.$L($L)", Map.class, few ? "of" : "ofEntries", pairs);
  }
}
