package io.backstitch.processor;

import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/**
 * Decides whether this processor is all that a round's annotations are for. A compiler warns of
 * annotations that nobody claims, but hides those that one processor claims from the next ones.
 */
final class Claim {

  private static final String OURS = Mirrors.PACKAGE + ".";

  private Claim() {}

  /** Whether an annotation is one of those that authors of flows write. */
  static boolean isOurs(TypeElement annotation) {
    return annotation.getQualifiedName().toString().startsWith(OURS);
  }

  /**
   * Whether all annotations are ours, or others that stand on nothing but what is generated here.
   *
   * @param written the names of the classes that are generated here
   */
  static boolean isDue(
      Set<? extends TypeElement> annotations, RoundEnvironment round, Set<String> written) {
    return annotations.stream()
        .allMatch(
            annotation ->
                isOurs(annotation)
                    || round.getElementsAnnotatedWith(annotation).stream()
                        .allMatch(element -> isIn(written, element)));
  }

  private static boolean isIn(Set<String> written, Element element) {
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      if (e.getEnclosingElement() instanceof PackageElement) {
        return e instanceof TypeElement type
            && written.contains(type.getQualifiedName().toString());
      }
    }
    return false;
  }
}
