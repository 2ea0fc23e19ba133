package io.backstitch.processor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Lists what a class inherits from, in the order in which inherited members count. */
final class Ancestry {

  private final Set<TypeElement> seen = new LinkedHashSet<>();
  private final List<TypeElement> ordered = new ArrayList<>();

  private Ancestry() {}

  /** The superclasses from the top, the interfaces of each before it, and the class itself last. */
  static List<TypeElement> of(TypeElement type) {
    Ancestry ancestry = new Ancestry();
    ancestry.visit(type);
    return ancestry.ordered;
  }

  private void visit(TypeElement type) {
    if (type.getQualifiedName().contentEquals("java.lang.Object") || !seen.add(type)) {
      return;
    }
    visitParent(type.getSuperclass());
    type.getInterfaces().forEach(this::visitParent);
    ordered.add(type);
  }

  private void visitParent(TypeMirror parent) {
    if (parent instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element) {
      visit(element);
    }
  }
}
