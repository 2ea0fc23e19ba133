package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
import javax.lang.model.util.Types;
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

    /** An annotation of ours, where it is nearest, or null. */
    @Nullable AnnotationMirror annotation(String name) {
      ExecutableElement marked = withAnnotation(name);
      return marked == null ? null : Mirrors.find(marked, name);
    }

    /** What the method is called as a task. */
    String taskName() {
      return Mirrors.string(annotation("Task"), "value", method().getSimpleName().toString());
    }

    /** The first link's parameter with any of these annotations. */
    @Nullable Element parameterWith(int index, List<String> names) {
      return links.stream()
          .map(m -> m.getParameters().get(index))
          .filter(p -> names.stream().anyMatch(name -> Mirrors.has(p, name)))
          .findFirst()
          .orElse(null);
    }

    private boolean isOurs() {
      return links.stream()
          .anyMatch(m -> isMarked(m) || m.getParameters().stream().anyMatch(Chain::isMarked));
    }

    private static boolean isMarked(Element element) {
      return element.getAnnotationMirrors().stream().anyMatch(Mirrors::isOurs);
    }
  }

  private final Types types;
  private final Elements elements;
  private final TypeElement root;
  private final List<List<ExecutableElement>> chains = new ArrayList<>();
  private final Set<TypeElement> seen = new HashSet<>();

  private MethodChains(Types types, Elements elements, TypeElement root) {
    this.types = types;
    this.elements = elements;
    this.root = root;
  }

  static List<Chain> of(TypeElement root, Types types, Elements elements) {
    MethodChains found = new MethodChains(types, elements, root);
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
      if (type.equals(root) || isInherited(type, method)) {
        put(method);
      }
    }
  }

  /** Methods that are private to another package are let in, to be refused. */
  private static boolean isInherited(TypeElement type, ExecutableElement method) {
    Set<Modifier> modifiers = method.getModifiers();
    return !modifiers.contains(Modifier.PRIVATE)
        && !(type.getKind().isInterface() && modifiers.contains(Modifier.STATIC));
  }

  private void visitParent(TypeMirror parent) {
    if (parent instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element) {
      visit(element);
    }
  }

  private void put(ExecutableElement method) {
    List<List<ExecutableElement>> replaced = new ArrayList<>();
    for (List<ExecutableElement> chain : chains) {
      ExecutableElement head = chain.get(0);
      if (!head.getSimpleName().equals(method.getSimpleName())) {
        continue;
      }
      if (overrides(head, method)) {
        chain.add(method);
        return;
      }
      if (overrides(method, head) || elements.hides(method, head)) {
        replaced.add(chain);
      }
    }
    if (replaced.isEmpty()) {
      chains.add(new ArrayList<>(List.of(method)));
      return;
    }
    // One method may override those of several interfaces.
    List<ExecutableElement> first = replaced.get(0);
    first.add(0, method);
    for (List<ExecutableElement> other : replaced.subList(1, replaced.size())) {
      first.addAll(other);
      chains.remove(other);
    }
  }

  /**
   * Whether a method overrides another. Eclipse's compiler also says so of a method of a generic
   * class and one of its subclass, which is the wrong way round.
   */
  private boolean overrides(ExecutableElement method, ExecutableElement other) {
    TypeMirror holder = types.erasure(holder(method).asType());
    TypeMirror otherHolder = types.erasure(holder(other).asType());
    return elements.overrides(method, other, root)
        && (types.isSameType(holder, otherHolder) || !types.isSubtype(otherHolder, holder));
  }

  private static Element holder(ExecutableElement method) {
    return Objects.requireNonNull(method.getEnclosingElement(), "a method is in a class");
  }
}
