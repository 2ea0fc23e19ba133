package io.backstitch.processor;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** Refuses what the annotations offer but this version of the processor does not do yet. */
final class Unsupported {

  private Unsupported() {}

  static Report error(At at, String what) {
    return Report.error(
        Kind.BAD_ANNOTATION,
        at,
        what + ": this version does not support that yet. Take it out, or wait for one that does");
  }

  static void report(TypeElement type, Types types, Locator locator, List<Report> reports) {
    subflows(type, types, locator, reports);
  }

  private static void subflows(
      TypeElement type, Types types, Locator locator, List<Report> reports) {
    // A component of a record has no place in the source, but its field does.
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      annotation(field, Mirrors.has(field, "Subflow") ? "Subflow" : "Retry", locator, reports);
    }
    if (types.asElement(type.getSuperclass()) instanceof TypeElement parent) {
      subflows(parent, types, locator, reports);
    }
  }

  private static void annotation(
      Element element, String name, Locator locator, List<Report> reports) {
    AnnotationMirror mirror = Mirrors.find(element, name);
    if (mirror != null) {
      reports.add(error(locator.at(element, mirror, null), "@" + name));
    }
  }

  static void member(
      Element element, String annotation, String member, Locator locator, List<Report> reports) {
    AnnotationMirror mirror = Mirrors.find(element, annotation);
    AnnotationValue value = Mirrors.value(mirror, member);
    if (value != null) {
      reports.add(error(locator.at(element, mirror, value), "@" + annotation + "(" + member + ")"));
    }
  }
}
