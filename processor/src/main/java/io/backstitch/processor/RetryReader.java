package io.backstitch.processor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads {@code @Retry}. */
final class RetryReader {

  private static final List<String> MEMBERS =
      List.of(
          "attempts",
          "delay",
          "maxDelay",
          "backoff",
          "jitter",
          "on",
          "notOn",
          "scope",
          "forEach",
          "as");

  private final Locator locator;
  private final TypeReader types;
  private final TypeElement flow;
  private final ControllerReader controllers;

  RetryReader(Locator locator, TypeReader types, ControllerReader controllers, TypeElement flow) {
    this.locator = locator;
    this.types = types;
    this.flow = flow;
    this.controllers = controllers;
  }

  /** What guards the whole flow. */
  Optional<RetryModel> ofFlow() {
    AnnotationMirror retry = Mirrors.find(flow, "Retry");
    return retry == null ? Optional.empty() : Optional.of(read(flow, retry, null, false));
  }

  /** What guards a task alone. */
  Optional<RetryModel> ofTask(MethodChains.Chain chain) {
    Element marked = chain.withAnnotation("Retry");
    AnnotationMirror retry = chain.annotation("Retry");
    return marked == null || retry == null
        ? Optional.empty()
        : Optional.of(read(marked, retry, chain.taskName(), false));
  }

  /** What guards a sub-flow. */
  Optional<RetryModel> ofSubflow(VariableElement field) {
    AnnotationMirror retry = Mirrors.find(field, "Retry");
    return retry == null || !Mirrors.has(field, "Subflow")
        ? Optional.empty()
        : Optional.of(read(field, retry, SubflowFields.name(field), true));
  }

  private RetryModel read(
      Element marked, AnnotationMirror retry, @Nullable String member, boolean ofSubflow) {
    AnnotationValue attempts = Mirrors.value(retry, "attempts");
    return new RetryModel(
        locator.at(marked, retry, null),
        member,
        ofSubflow,
        new Placed<>(
            locator.at(marked, retry, attempts),
            attempts == null
                ? OptionalInt.empty()
                : OptionalInt.of(Mirrors.number(retry, "attempts", 0))),
        text(marked, retry, "delay"),
        text(marked, retry, "maxDelay"),
        fraction(marked, retry, "backoff", 1),
        fraction(marked, retry, "jitter", 0),
        classes(marked, retry, "on"),
        classes(marked, retry, "notOn"),
        RetryModel.Scope.valueOf(Mirrors.constant(retry, "scope", "SUBFLOW")),
        new RetryModel.ForEach(
            text(marked, retry, "forEach"), text(marked, retry, "as"), null, null),
        controller(marked, retry),
        MEMBERS.stream()
            .flatMap(
                name ->
                    Stream.ofNullable(Mirrors.value(retry, name))
                        .map(value -> new Placed<>(locator.at(marked, retry, value), name)))
            .toList());
  }

  private Placed<String> text(Element marked, AnnotationMirror retry, String member) {
    return new Placed<>(
        locator.at(marked, retry, Mirrors.value(retry, member)), Mirrors.string(retry, member, ""));
  }

  private Placed<Double> fraction(
      Element marked, AnnotationMirror retry, String member, double fallback) {
    AnnotationValue value = Mirrors.value(retry, member);
    return new Placed<>(
        locator.at(marked, retry, value),
        value != null && value.getValue() instanceof Number number
            ? number.doubleValue()
            : fallback);
  }

  private List<Placed<TypeRef>> classes(Element marked, AnnotationMirror retry, String member) {
    return Mirrors.items(retry, member).stream()
        .map(
            item ->
                new Placed<>(
                    locator.at(marked, retry, item), types.read((TypeMirror) item.getValue())))
        .toList();
  }

  private @Nullable ControllerModel controller(Element marked, AnnotationMirror retry) {
    AnnotationValue value = Mirrors.value(retry, "controller");
    return value != null
            && value.getValue() instanceof TypeMirror type
            && type.getKind() != TypeKind.VOID
        ? controllers.read(locator.at(marked, retry, value), type)
        : null;
  }
}
