package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
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

  /** Says a report where it belongs, unless it is a warning that is suppressed there. */
  void tell(Report report, Messages messages) {
    Place place = places.get(report.at().number());
    boolean suppressed =
        report.warning()
            && (isSuppressed(place.element(), report.kind()) || isSuppressed(type, report.kind()));
    if (!suppressed) {
      messages.add(
          new Messages.Message(report, type, place.element(), place.mirror(), place.value()));
    }
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
