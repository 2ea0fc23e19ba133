package io.backstitch.processor;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Walks from an element to the classes around it. */
final class Nesting {

  private Nesting() {}

  /** The class that an element is, or in which it is declared. */
  static TypeElement classAround(Element element) {
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      if (e instanceof TypeElement type) {
        return type;
      }
    }
    throw new IllegalArgumentException(element + " is in no class");
  }

  /** The top-level class, which is the one that has a file. */
  static TypeElement outermost(Element element) {
    TypeElement outer = classAround(element);
    for (Element e = outer; e != null; e = e.getEnclosingElement()) {
      if (e instanceof TypeElement type) {
        outer = type;
      }
    }
    return outer;
  }

  /** The method or field that an element is, or to which it belongs. */
  static Element member(Element element) {
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      if (e.getEnclosingElement() instanceof TypeElement) {
        return e;
      }
    }
    return element;
  }
}
