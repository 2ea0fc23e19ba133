package io.backstitch.processor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.PackageElement;
import javax.lang.model.util.Elements;

/**
 * Knows in which packages a class hides one of {@code java.lang}, so that this cannot be left
 * without an import there. For one round.
 *
 * <p>A package is never listed: a compiler would load all its class files then, also those that it
 * is about to replace, and some compilers break when a record is replaced.
 */
final class JavaLang {

  /** What generated code names of its own accord, or for a primitive of the author. */
  private static final List<String> NAMES =
      List.of(
          "Boolean",
          "Byte",
          "Character",
          "Double",
          "Float",
          "IllegalStateException",
          "IndexOutOfBoundsException",
          "Integer",
          "Long",
          "Object",
          "Override",
          "Short",
          "String",
          "SuppressWarnings",
          "Throwable");

  private final Elements elements;
  private final Sources sources;
  private final Map<PackageElement, Boolean> known = new HashMap<>();

  JavaLang(Elements elements, Sources sources) {
    this.elements = elements;
    this.sources = sources;
  }

  /** Whether the classes of {@code java.lang} are what their simple names mean in a package. */
  boolean isSeenIn(PackageElement where) {
    return known.computeIfAbsent(where, this::hidesNone);
  }

  private boolean hidesNone(PackageElement where) {
    String prefix = where.isUnnamed() ? "" : where.getQualifiedName() + ".";
    Stream<String> written =
        sources.roots().stream()
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .filter(name -> !name.contains("."));
    return written.allMatch(name -> elements.getTypeElement("java.lang." + name) == null)
        && NAMES.stream().allMatch(name -> elements.getTypeElement(prefix + name) == null);
  }
}
