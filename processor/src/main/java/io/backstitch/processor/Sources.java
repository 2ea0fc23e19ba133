package io.backstitch.processor;

import java.util.Set;
import javax.lang.model.element.Element;

/**
 * The classes that this compilation has as sources; others come from class files, which tell less.
 *
 * @param roots the names of all top-level classes that somebody has written, or another processor
 */
record Sources(Set<String> roots) {

  boolean contain(Element element) {
    return contain(Nesting.outermost(element).getQualifiedName().toString());
  }

  boolean contain(String name) {
    return roots.contains(name);
  }
}
