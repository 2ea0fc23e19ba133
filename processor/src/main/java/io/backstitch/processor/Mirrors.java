package io.backstitch.processor;

import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Reads annotations. */
final class Mirrors {

  static final String PACKAGE = "io.backstitch.annotation";

  private Mirrors() {}

  /** An annotation of ours on an element, by its simple name. */
  static @Nullable AnnotationMirror find(Element element, String name) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
      if (type.getQualifiedName().contentEquals(PACKAGE + "." + name)) {
        return mirror;
      }
    }
    return null;
  }

  static boolean isOurs(AnnotationMirror mirror) {
    TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
    return type.getQualifiedName().toString().startsWith(PACKAGE + ".");
  }

  static boolean has(Element element, String name) {
    return find(element, name) != null;
  }

  /** A member as it was written, or null if it was left to its default. */
  static @Nullable AnnotationValue value(@Nullable AnnotationMirror mirror, String member) {
    if (mirror == null) {
      return null;
    }
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        mirror.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(member)) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** A text; the fallback stands for one that is empty or not written. */
  static String string(@Nullable AnnotationMirror mirror, String member, String fallback) {
    AnnotationValue value = value(mirror, member);
    return value != null && value.getValue() instanceof String text && !text.isEmpty()
        ? text
        : fallback;
  }

  static boolean flag(@Nullable AnnotationMirror mirror, String member) {
    AnnotationValue value = value(mirror, member);
    return value != null && value.getValue() instanceof Boolean flag && flag;
  }

  static int number(@Nullable AnnotationMirror mirror, String member, int fallback) {
    AnnotationValue value = value(mirror, member);
    return value != null && value.getValue() instanceof Integer number ? number : fallback;
  }

  /** The items of an array member. */
  static List<AnnotationValue> items(@Nullable AnnotationMirror mirror, String member) {
    AnnotationValue value = value(mirror, member);
    if (value == null || !(value.getValue() instanceof List<?> list)) {
      return List.of();
    }
    return list.stream().map(AnnotationValue.class::cast).toList();
  }

  /** The constants of an enum are read by their names. */
  static String constant(@Nullable AnnotationMirror mirror, String member, String fallback) {
    AnnotationValue value = value(mirror, member);
    return value != null && value.getValue() instanceof Element constant
        ? constant.getSimpleName().toString()
        : fallback;
  }
}
