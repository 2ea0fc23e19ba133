package io.backstitch.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;

/** The types that generated code uses. */
final class Api {

  static final ClassName ATOM = flow("Atom");
  static final ClassName ATOM_BUILDER = flow("AtomBuilder");
  static final ClassName ARGUMENTS = flow("Arguments");
  static final ClassName REVERT_ARGUMENTS = flow("RevertArguments");
  static final ClassName TASK_BODY = flow("TaskBody");
  static final ClassName REVERT_BODY = flow("RevertBody");
  static final ClassName SYMBOL = flow("Symbol");
  static final ClassName VALUE_TYPE = flow("ValueType");
  static final ClassName PROVISION = flow("Provision");
  static final ClassName DECIDER_BODY = flow("DeciderBody");
  static final ClassName ELEMENT_DECIDER = flow("ElementDecider");
  static final ClassName RETRY_ATOM = flow("RetryAtom");
  static final ClassName RETRY_DECISION = flow("RetryDecision");
  static final ClassName RETRIES = ClassName.get("io.backstitch.retry", "Retries");
  static final ClassName RETRY_POLICY = ClassName.get("io.backstitch.retry", "RetryPolicy");
  static final ClassName DEPTH = ClassName.get(Mirrors.PACKAGE, "Depth");
  static final ClassName FLOW_PATTERN = flow("FlowPattern");
  static final ClassName RESULTS = flow("Results");
  static final ClassName FLOW_DEFINITION = ClassName.get("io.backstitch", "FlowDefinition");
  static final ClassName BOUND_FLOW = ClassName.get("io.backstitch", "BoundFlow");
  static final ClassName FLOW_CONTRACT = ClassName.get(Mirrors.PACKAGE, "FlowContract");
  static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");
  static final ClassName NULLABLE = ClassName.get("org.jspecify.annotations", "Nullable");
  static final ClassName NULL_MARKED = ClassName.get("org.jspecify.annotations", "NullMarked");

  private Api() {}

  static ClassName flow(String name) {
    return ClassName.get("io.backstitch.flow", name);
  }

  static TypeName nullable(TypeName type) {
    return type.annotated(AnnotationSpec.builder(NULLABLE).build());
  }

  static TypeName nullableIf(boolean optional, TypeName type) {
    return optional ? nullable(type) : type;
  }
}
