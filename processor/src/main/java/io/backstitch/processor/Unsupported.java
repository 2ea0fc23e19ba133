package io.backstitch.processor;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/** Refuses what the annotations offer but this version of the processor does not do yet. */
final class Unsupported {

  private Unsupported() {}

  static Report error(At at, String what) {
    return Report.error(
        Kind.BAD_ANNOTATION,
        at,
        what + ": this version does not support that yet. Take it out, or wait for one that does");
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
