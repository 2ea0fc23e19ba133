package io.backstitch.processor;

import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads classes that decide what happens after a failure. */
final class ControllerReader {

  private final Types types;
  private final Elements elements;
  private final TypeReader reader;
  private final TypeElement flow;

  ControllerReader(Types types, Elements elements, TypeReader reader, TypeElement flow) {
    this.types = types;
    this.elements = elements;
    this.reader = reader;
    this.flow = flow;
  }

  ControllerModel read(At at, TypeMirror type) {
    TypeRef read = reader.read(type);
    if (reader.as(type, "io.backstitch.flow.RetryController") == null) {
      return new ControllerModel(at, read, ControllerModel.Fault.NO_CONTROLLER, false);
    }
    TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
    ControllerModel.Fault fault = fault(element, read);
    if (fault != ControllerModel.Fault.NONE) {
      return new ControllerModel(at, read, fault, false);
    }
    List<ExecutableElement> usable =
        ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
            .filter(this::isVisible)
            .filter(constructor -> constructor.getParameters().isEmpty() || takesFlow(constructor))
            .toList();
    // Who takes the object has a use for it.
    ExecutableElement chosen =
        usable.stream()
            .filter(this::takesFlow)
            .findFirst()
            .orElse(usable.isEmpty() ? null : usable.get(0));
    if (chosen == null) {
      return new ControllerModel(at, read, ControllerModel.Fault.NO_CONSTRUCTOR, false);
    }
    return new ControllerModel(
        at,
        read,
        chosen.getThrownTypes().stream().allMatch(this::isUnchecked)
            ? ControllerModel.Fault.NONE
            : ControllerModel.Fault.THROWS,
        !chosen.getParameters().isEmpty());
  }

  private static ControllerModel.Fault fault(TypeElement element, TypeRef type) {
    if (type.hidden()) {
      return ControllerModel.Fault.HIDDEN;
    }
    boolean canBeMade =
        element.getKind() == ElementKind.CLASS || element.getKind() == ElementKind.RECORD;
    if (!canBeMade || element.getModifiers().contains(Modifier.ABSTRACT)) {
      return ControllerModel.Fault.ABSTRACT;
    }
    for (Element e = element; e instanceof TypeElement nested; e = e.getEnclosingElement()) {
      if (nested.getNestingKind().isNested() && !nested.getModifiers().contains(Modifier.STATIC)) {
        return ControllerModel.Fault.INNER;
      }
    }
    return ControllerModel.Fault.NONE;
  }

  private boolean isVisible(ExecutableElement constructor) {
    boolean here = elements.getPackageOf(constructor).equals(elements.getPackageOf(flow));
    return constructor.getModifiers().contains(Modifier.PUBLIC)
        || (here && !constructor.getModifiers().contains(Modifier.PRIVATE));
  }

  private boolean takesFlow(ExecutableElement constructor) {
    return constructor.getParameters().size() == 1
        && types.isAssignable(
            types.erasure(flow.asType()),
            types.erasure(constructor.getParameters().get(0).asType()));
  }

  private boolean isUnchecked(TypeMirror thrown) {
    return reader.as(thrown, "java.lang.RuntimeException") != null
        || reader.as(thrown, "java.lang.Error") != null;
  }
}
