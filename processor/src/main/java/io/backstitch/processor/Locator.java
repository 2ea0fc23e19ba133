package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Knows which element, annotation and value each {@link At} of one class stands for. */
final class Locator {

  private record Place(
      Element element, @Nullable AnnotationMirror mirror, @Nullable AnnotationValue value) {}

  private final TypeElement type;
  private final List<Place> places = new ArrayList<>();

  Locator(TypeElement type) {
    this.type = type;
  }

  At at(Element element) {
    return at(element, null, null);
  }

  At at(Element element, @Nullable AnnotationMirror mirror, @Nullable AnnotationValue value) {
    places.add(new Place(element, mirror, value));
    return new At(places.size() - 1);
  }

  /** Prints a report where it belongs, or on the class if that is in another file. */
  void print(Report report, Messager messager) {
    Place place = places.get(report.at().number());
    if (report.warning() && isSuppressed(place.element(), report.kind())) {
      return;
    }
    Diagnostic.Kind severity = report.warning() ? Diagnostic.Kind.WARNING : Diagnostic.Kind.ERROR;
    String head = "[" + report.kind().tag() + "] ";
    if (!Nesting.outermost(place.element()).equals(Nesting.outermost(type))) {
      messager.printMessage(severity, head + describe(place.element()) + report.text(), type);
    } else if (place.mirror() == null) {
      messager.printMessage(severity, head + report.text(), place.element());
    } else if (place.value() == null) {
      messager.printMessage(severity, head + report.text(), place.element(), place.mirror());
    } else {
      messager.printMessage(
          severity, head + report.text(), place.element(), place.mirror(), place.value());
    }
  }

  private static String describe(Element element) {
    Element member = Nesting.member(element);
    return "[" + Nesting.classAround(member).getSimpleName() + "." + member + "] ";
  }

  private static boolean isSuppressed(@Nullable Element element, Kind kind) {
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      SuppressWarnings suppressed = e.getAnnotation(SuppressWarnings.class);
      if (suppressed != null && List.of(suppressed.value()).contains(kind.tag())) {
        return true;
      }
    }
    return false;
  }
}
