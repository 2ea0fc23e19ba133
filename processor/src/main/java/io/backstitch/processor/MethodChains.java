package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Finds the annotated methods of a class, inherited ones first, each with those it overrides. */
final class MethodChains {

  /**
   * A method with those it overrides.
   *
   * @param links the method itself, then what it overrides, nearest first
   */
  record Chain(List<ExecutableElement> links) {

    ExecutableElement method() {
      return links.get(0);
    }

    /** The first link with an annotation of ours: an override keeps what it does not repeat. */
    @Nullable ExecutableElement withAnnotation(String name) {
      return links.stream().filter(m -> Mirrors.has(m, name)).findFirst().orElse(null);
    }

    /** The same for the annotation of a parameter. */
    @Nullable Element parameterWith(int index, String name) {
      return links.stream()
          .map(m -> m.getParameters().get(index))
          .filter(p -> Mirrors.has(p, name))
          .findFirst()
          .orElse(null);
    }

    private boolean isOurs() {
      return links.stream()
          .anyMatch(m -> isMarked(m) || m.getParameters().stream().anyMatch(Chain::isMarked));
    }

    private static boolean isMarked(Element element) {
      for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
        TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
        if (type.getQualifiedName().toString().startsWith(Mirrors.PACKAGE + ".")) {
          return true;
        }
      }
      return false;
    }
  }

  private final Elements elements;
  private final TypeElement root;
  private final List<List<ExecutableElement>> chains = new ArrayList<>();
  private final Set<TypeElement> seen = new HashSet<>();

  private MethodChains(Elements elements, TypeElement root) {
    this.elements = elements;
    this.root = root;
  }

  static List<Chain> of(TypeElement root, Elements elements) {
    MethodChains found = new MethodChains(elements, root);
    found.visit(root);
    return found.chains.stream().map(Chain::new).filter(Chain::isOurs).toList();
  }

  private void visit(TypeElement type) {
    if (type.getQualifiedName().contentEquals("java.lang.Object") || !seen.add(type)) {
      return;
    }
    visitParent(type.getSuperclass());
    type.getInterfaces().forEach(this::visitParent);
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      boolean inherited =
          type.equals(root)
              || !(type.getKind().isInterface() && method.getModifiers().contains(Modifier.STATIC));
      if (inherited) {
        put(method);
      }
    }
  }

  private void visitParent(TypeMirror parent) {
    if (parent instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element) {
      visit(element);
    }
  }

  private void put(ExecutableElement method) {
    for (List<ExecutableElement> chain : chains) {
      ExecutableElement head = chain.get(0);
      if (!head.getSimpleName().equals(method.getSimpleName())) {
        continue;
      }
      if (elements.overrides(method, head, root)) {
        chain.add(0, method);
        return;
      }
      if (elements.overrides(head, method, root)) {
        chain.add(method);
        return;
      }
    }
    chains.add(new ArrayList<>(List.of(method)));
  }
}
