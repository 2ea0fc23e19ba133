package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said at the end of a round. What is wrong with a method that several classes
 * inherit is said of the class that declares it, and not again of each.
 */
final class Messages {

  /**
   * A report, in the compiler's terms.
   *
   * @param report what is wrong
   * @param type the class that was processed
   * @param element the element that is wrong
   * @param mirror its annotation that is wrong, or null
   * @param value the value in it that is wrong, or null
   */
  record Message(
      Report report,
      TypeElement type,
      Element element,
      @Nullable AnnotationMirror mirror,
      @Nullable AnnotationValue value) {

    private boolean isInherited() {
      return !Nesting.classAround(element).equals(type);
    }
  }

  private record Subject(Kind kind, Element element) {

    static Subject of(Message message) {
      return new Subject(message.report().kind(), message.element());
    }
  }

  private final List<Message> all = new ArrayList<>();

  void add(Message message) {
    all.add(message);
  }

  /** Whether there is an error among them, so that the compilation fails. */
  boolean hasErrors() {
    return all.stream().anyMatch(message -> !message.report().warning());
  }

  void print(Messager messager) {
    Set<Subject> said = new HashSet<>();
    for (Message message : all) {
      if (!message.isInherited()) {
        said.add(Subject.of(message));
      }
    }
    for (Message message : all) {
      if (!message.isInherited() || !said.contains(Subject.of(message))) {
        print(message, messager);
      }
    }
  }

  private static void print(Message message, Messager messager) {
    Element element = message.element();
    Diagnostic.Kind severity =
        message.report().warning() ? Diagnostic.Kind.WARNING : Diagnostic.Kind.ERROR;
    String head = "[" + message.report().kind().tag() + "] ";
    String text = message.report().text();
    if (!Nesting.outermost(element).equals(Nesting.outermost(message.type()))) {
      // A place in another file may have no source, or be compiled at another time.
      messager.printMessage(severity, head + describe(element) + text, message.type());
    } else if (message.mirror() == null) {
      messager.printMessage(severity, head + text, element);
    } else if (message.value() == null) {
      messager.printMessage(severity, head + text, element, message.mirror());
    } else {
      messager.printMessage(severity, head + text, element, message.mirror(), message.value());
    }
  }

  private static String describe(Element element) {
    Element member = Nesting.member(element);
    return "[" + Nesting.classAround(member).getSimpleName() + "." + member + "] ";
  }
}
