package io.backstitch.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import javax.lang.model.element.Modifier;

/** Writes the class of one retry. */
final class RetryWriter {

  static final int DEFAULT_ATTEMPTS = 3;

  private final RetryPlan plan;
  private final RetryModel retry;

  private RetryWriter(RetryPlan plan) {
    this.plan = plan;
    this.retry = plan.retry();
  }

  static TypeSpec write(FlowPlan flow, RetryPlan plan) {
    RetryWriter writer = new RetryWriter(plan);
    TypeSpec.Builder type =
        TypeSpec.classBuilder(plan.constants().type())
            .addModifiers(Modifier.STATIC, Modifier.FINAL);
    plan.constants().write(type);
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    MethodSpec.Builder of =
        MethodSpec.methodBuilder("of").addModifiers(Modifier.STATIC).returns(Api.RETRY_ATOM);
    if (needsHolder(plan.retry())) {
      of.addParameter(flow.holder(), "holder");
    }
    List<CodeBlock> calls =
        plan.priority() == 0 ? List.of() : List.of(CodeBlock.of(".priority($L)", plan.priority()));
    return type.addMethod(
            of.addCode(Chain.returning(Api.RETRY_ATOM, "retry", writer.controller(), calls))
                .build())
        .build();
  }

  static boolean needsHolder(RetryModel retry) {
    return retry.controller() != null && retry.controller().takesHolder();
  }

  private CodeBlock controller() {
    ControllerModel controller = retry.controller();
    if (controller != null) {
      return CodeBlock.of(
          "$T.of(new $T($L))",
          Api.RETRY_ATOM,
          controller.type().name(),
          controller.takesHolder() ? "holder" : "");
    }
    if (!retry.forEach().isWanted()) {
      return CodeBlock.of("$T.by(\n    $L)", Api.RETRIES, policy());
    }
    boolean policy = retry.members().stream().anyMatch(m -> isOfPolicy(m.value()));
    return policy
        ? CodeBlock.of("$T.limited(\n    $L,\n    $L)", Api.RETRIES, forEach(), policy())
        : forEach();
  }

  private static boolean isOfPolicy(String member) {
    return !List.of("forEach", "as", "scope").contains(member);
  }

  private CodeBlock forEach() {
    RetryModel.ForEach each = retry.forEach();
    ParameterModel collection = Objects.requireNonNull(each.collection());
    TypeRef type = Objects.requireNonNull(each.type());
    return CodeBlock.of(
        "$T.parameterizedForEach$L($L$L).provides($L)",
        Api.RETRIES,
        collection.type().isArray() ? "Element" : "",
        plan.constants().name(Constants.Key.of(collection)),
        retry.scope() == RetryModel.Scope.ALL ? CodeBlock.of(", $L", inTheEnd()) : "",
        plan.constants().name(new Constants.Key(each.as().value(), type.boxed())));
  }

  private CodeBlock policy() {
    OptionalInt attempts = retry.attempts().value();
    List<CodeBlock> calls = new ArrayList<>();
    calls.add(
        attempts.isEmpty() && retry.forEach().isWanted()
            ? CodeBlock.of("$T.unlimited()", Api.RETRY_POLICY)
            : CodeBlock.of("$T.attempts($L)", Api.RETRY_POLICY, attempts.orElse(DEFAULT_ATTEMPTS)));
    duration(calls, "delay", retry.delay());
    duration(calls, "maxDelay", retry.maxDelay());
    if (retry.backoff().value() != 1) {
      calls.add(CodeBlock.of(".backoff($L)", retry.backoff().value()));
    }
    if (retry.jitter().value() != 0) {
      calls.add(CodeBlock.of(".jitter($L)", retry.jitter().value()));
    }
    classes(calls, "on", retry.on());
    classes(calls, "notOn", retry.notOn());
    if (retry.scope() == RetryModel.Scope.ALL) {
      calls.add(CodeBlock.of(".inTheEnd($L)", inTheEnd()));
    }
    return CodeBlock.join(calls, "\n        ");
  }

  private static CodeBlock inTheEnd() {
    return CodeBlock.of("$T.REVERT_ALL", Api.RETRY_DECISION);
  }

  private static void duration(List<CodeBlock> calls, String name, Placed<String> text) {
    Duration duration = text.value().isEmpty() ? null : Durations.parse(text.value());
    if (duration != null) {
      calls.add(CodeBlock.of(".$L($L)", name, Durations.code(duration)));
    }
  }

  private static void classes(List<CodeBlock> calls, String name, List<Placed<TypeRef>> classes) {
    if (!classes.isEmpty()) {
      calls.add(
          CodeBlock.of(
              ".$L($L)",
              name,
              classes.stream()
                  .map(each -> CodeBlock.of("$T.class", each.value().name()))
                  .collect(CodeBlock.joining(",$W"))));
    }
  }
}
