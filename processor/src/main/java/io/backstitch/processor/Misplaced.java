package io.backstitch.processor;

import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Finds annotations where they mean nothing. */
final class Misplaced {

  private final Locator locator;
  private final List<Report> reports;

  Misplaced(Locator locator, List<Report> reports) {
    this.locator = locator;
    this.reports = reports;
  }

  /** Those on the class itself and on its constructors. */
  void on(TypeElement type) {
    if (type.getKind() == ElementKind.ANNOTATION_TYPE && Mirrors.has(type, "Flow")) {
      report(
          type,
          "Flow",
          "@Flow stands on an annotation, which has nothing to run and passes nothing on to what it"
              + " is put on. Annotate the classes themselves");
    }
    for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
      for (VariableElement parameter : constructor.getParameters()) {
        for (String name : ParameterReader.ROLES) {
          if (Mirrors.has(parameter, name)) {
            report(
                parameter,
                name,
                "@"
                    + name
                    + " means nothing on a parameter of a constructor, which is called before any"
                    + " run. Put it on a parameter of a @Task method, or take it out");
          }
        }
      }
    }
  }

  /** Those on a method that is neither a task nor a revert method. */
  void on(MethodChains.Chain chain) {
    on(chain, "Provides", "means nothing without @Task. Add @Task, or take it out");
    if (!isOfComponent(chain.method())) {
      on(chain, "Retry", "means nothing without @Task. Add @Task, or take it out");
    }
    for (int i = 0; i < chain.method().getParameters().size(); i++) {
      for (String name : ParameterReader.ROLES) {
        Element parameter = chain.parameterWith(i, List.of(name));
        if (parameter != null) {
          report(
              parameter,
              name,
              "@"
                  + name
                  + " means nothing on a parameter of a method that is "
                  + (name.equals("Result")
                      ? "no @Revert. Add that"
                      : "neither a @Task nor a @Revert nor a @Decider. Add one of them")
                  + " to the method, or take it out");
        }
      }
    }
  }

  /** The compiler copies what stands on a component, which is read there, to its accessor. */
  private static boolean isOfComponent(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && owner.getKind() == ElementKind.RECORD
        && method.getParameters().isEmpty()
        && ElementFilter.fieldsIn(owner.getEnclosedElements()).stream()
            .filter(field -> !field.getModifiers().contains(Modifier.STATIC))
            .filter(field -> field.getSimpleName().equals(method.getSimpleName()))
            .anyMatch(field -> Mirrors.has(field, "Retry"));
  }

  /** An annotation of the method, if it is there. */
  void on(MethodChains.Chain chain, String annotation, String why) {
    ExecutableElement marked = chain.withAnnotation(annotation);
    if (marked != null) {
      report(marked, annotation, "@" + annotation + " " + why);
    }
  }

  private void report(Element element, String annotation, String text) {
    reports.add(
        Report.error(
            Kind.BAD_ANNOTATION,
            locator.at(element, Mirrors.find(element, annotation), null),
            text));
  }
}
