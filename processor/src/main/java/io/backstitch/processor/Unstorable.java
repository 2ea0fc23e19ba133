package io.backstitch.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Finds values that are no data, whatever writes the JSON. That of others cannot be judged here, as
 * it depends on what a codec is told.
 */
final class Unstorable {

  private static final String CLOSED = "has to be closed, so it is bound to this process";
  private static final String RUNNING = "is part of the running program";
  private static final String CODE = "is code, not data";

  /** Of all that is of these types, why it is no data. */
  private static final Map<String, String> REASONS =
      Map.of(
          "java.lang.Class", RUNNING,
          "java.lang.ClassLoader", RUNNING,
          "java.lang.Process", RUNNING,
          "java.lang.Thread", RUNNING,
          "java.lang.ThreadGroup", RUNNING,
          "java.util.Iterator", RUNNING,
          "java.util.concurrent.Executor", RUNNING,
          "java.util.concurrent.Future", RUNNING,
          "java.util.concurrent.locks.Lock", RUNNING);

  private final Types types;
  private final Elements elements;
  private final Set<TypeElement> within = new HashSet<>();

  Unstorable(Types types, Elements elements) {
    this.types = types;
    this.elements = elements;
  }

  /** What in a type is no data, and why, or null if nothing is known against it. */
  @Nullable String in(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return in(array.getComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return wildcard.getExtendsBound() == null ? null : in(wildcard.getExtendsBound());
    }
    if (type.getKind() != TypeKind.DECLARED) {
      return null;
    }
    DeclaredType declared = (DeclaredType) type;
    TypeElement element = (TypeElement) declared.asElement();
    String reason = reason(element);
    return reason != null ? element.getSimpleName() + " " + reason : inParts(declared, element);
  }

  private @Nullable String reason(TypeElement element) {
    TypeMirror erased = types.erasure(element.asType());
    for (Map.Entry<String, String> entry : REASONS.entrySet()) {
      if (isA(erased, entry.getKey())) {
        return entry.getValue();
      }
    }
    if (isA(erased, "java.lang.AutoCloseable")) {
      // A record says what it is made of, even if it can be closed.
      return element.getKind() == ElementKind.RECORD ? null : CLOSED;
    }
    return element.getAnnotation(FunctionalInterface.class) == null ? null : CODE;
  }

  private boolean isA(TypeMirror erased, String qualifiedName) {
    TypeElement other = elements.getTypeElement(qualifiedName);
    return other != null && types.isSubtype(erased, types.erasure(other.asType()));
  }

  private @Nullable String inParts(DeclaredType type, TypeElement element) {
    if (element.getKind() == ElementKind.RECORD) {
      return inComponents(type, element);
    }
    // What a class of somebody else's does with its arguments is not known.
    boolean container = element.getQualifiedName().toString().startsWith("java.util.");
    return container ? firstOf(type.getTypeArguments()) : null;
  }

  private @Nullable String firstOf(List<? extends TypeMirror> all) {
    for (TypeMirror one : all) {
      String found = in(one);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String inComponents(DeclaredType type, TypeElement element) {
    if (!within.add(element)) {
      return null;
    }
    String found = null;
    for (RecordComponentElement component : element.getRecordComponents()) {
      if (found == null && !isForACodec(component)) {
        found =
            in(((ExecutableType) types.asMemberOf(type, component.getAccessor())).getReturnType());
      }
    }
    within.remove(element);
    return found;
  }

  /** Whether annotations tell a codec what to do with it, such as to leave it out. */
  private static boolean isForACodec(RecordComponentElement component) {
    return component.getAnnotationMirrors().stream()
            .map(mirror -> mirror.getAnnotationType().asElement())
            .anyMatch(Unstorable::isOfJackson)
        || component.getAccessor().getAnnotationMirrors().stream()
            .map(mirror -> mirror.getAnnotationType().asElement())
            .anyMatch(Unstorable::isOfJackson);
  }

  private static boolean isOfJackson(Element annotation) {
    return ((TypeElement) annotation).getQualifiedName().toString().contains(".jackson.");
  }
}
