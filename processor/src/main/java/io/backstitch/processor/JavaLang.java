package io.backstitch.processor;

import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.PackageElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Knows in which packages a class hides one of {@code java.lang}, so that this cannot be left
 * without an import there. For one round.
 */
final class JavaLang {

  private final Elements elements;
  private final Map<PackageElement, Boolean> known = new HashMap<>();

  JavaLang(Elements elements) {
    this.elements = elements;
  }

  /** Whether the classes of {@code java.lang} are what their simple names mean in a package. */
  boolean isSeenIn(PackageElement where) {
    return known.computeIfAbsent(where, this::hidesNone);
  }

  private boolean hidesNone(PackageElement where) {
    return ElementFilter.typesIn(where.getEnclosedElements()).stream()
        .noneMatch(type -> elements.getTypeElement("java.lang." + type.getSimpleName()) != null);
  }
}
