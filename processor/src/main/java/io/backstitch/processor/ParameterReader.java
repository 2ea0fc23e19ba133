package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of tasks and revert methods. */
final class ParameterReader {

  private final Locator locator;
  private final TypeReader types;
  private final List<Report> reports;

  ParameterReader(Locator locator, TypeReader types, List<Report> reports) {
    this.locator = locator;
    this.types = types;
    this.reports = reports;
  }

  ParameterModel read(MethodChains.Chain chain, int index, TypeMirror type, boolean revert) {
    VariableElement parameter = chain.method().getParameters().get(index);
    String name = parameter.getSimpleName().toString();
    Element marked = only(chain, index, revert);
    String annotation = marked == null ? "" : annotationOf(marked, chain, index);
    AnnotationMirror mirror = marked == null ? null : Mirrors.find(marked, annotation);
    Role role = role(annotation, type, parameter, revert);
    List<AnnotationValue> names = names(mirror, annotation);
    if (marked != null && names.size() > 1) {
      reports.add(
          Unsupported.error(
              locator.at(marked, mirror, names.get(1)), "Several names in one @Requires"));
    }
    TypeMirror inside =
        role == Role.CONTEXT || role == Role.FAILURES ? null : types.insideOptional(type);
    boolean optional =
        inside != null
            || TypeReader.isNullable(parameter, parameter.asType())
            || Mirrors.flag(mirror, "optional");
    if (optional && type.getKind().isPrimitive()) {
      reports.add(
          Report.error(
              Kind.BAD_ANNOTATION,
              locator.at(parameter),
              "Parameter '"
                  + name
                  + "' may be absent, but a "
                  + type
                  + " always has a value. Write its wrapper class, or an Optional of it"));
    }
    return new ParameterModel(
        locator.at(parameter),
        marked == null || names.isEmpty()
            ? locator.at(parameter)
            : locator.at(marked, mirror, names.get(0)),
        name,
        role,
        names.isEmpty() ? name : names.get(0).getValue().toString(),
        types.read(type),
        inside == null ? types.read(type) : types.readInside(type),
        optional,
        inside != null,
        chain.method().isVarArgs() && index == chain.method().getParameters().size() - 1,
        names.size() > 1);
  }

  /** The element that carries the annotation of a parameter; a second annotation is reported. */
  private @Nullable Element only(MethodChains.Chain chain, int index, boolean revert) {
    Element found = null;
    List<String> present = new ArrayList<>();
    for (String name : List.of("Input", "Requires", "Result")) {
      Element marked = chain.parameterWith(index, name);
      if (marked == null) {
        continue;
      }
      present.add(name);
      if (found == null) {
        found = marked;
      } else {
        reports.add(
            Report.error(
                Kind.BAD_ANNOTATION,
                locator.at(marked, Mirrors.find(marked, name), null),
                "@"
                    + present.get(0)
                    + " and @"
                    + name
                    + " on one parameter: its value can only come from one place. Keep one"));
      }
      if (name.equals("Result") && !revert) {
        reports.add(
            Report.error(
                Kind.BAD_ANNOTATION,
                locator.at(marked, Mirrors.find(marked, name), null),
                "@Result is what a task returned, so only a parameter of a @Revert method can have"
                    + " it. Take it out, or move it to the revert method"));
      }
    }
    return found;
  }

  private static String annotationOf(Element marked, MethodChains.Chain chain, int index) {
    for (String name : List.of("Input", "Requires", "Result")) {
      if (marked.equals(chain.parameterWith(index, name))) {
        return name;
      }
    }
    return "";
  }

  private Role role(String annotation, TypeMirror type, Element parameter, boolean revert) {
    return switch (annotation) {
      case "Input" -> Role.INPUT;
      case "Requires" -> Role.SYMBOL;
      case "Result" -> Role.RESULT;
      default -> roleByType(type, parameter, revert);
    };
  }

  private Role roleByType(TypeMirror type, Element parameter, boolean revert) {
    if (types.isA(type, "io.backstitch.TaskContext")) {
      return Role.CONTEXT;
    }
    if (!types.isA(type, "io.backstitch.FlowFailures")) {
      return Role.SYMBOL;
    }
    if (!revert) {
      reports.add(
          Report.error(
              Kind.BAD_ANNOTATION,
              locator.at(parameter),
              "A task cannot take FlowFailures: nothing has failed while tasks run forwards."
                  + " Take them in its @Revert method"));
    }
    return Role.FAILURES;
  }

  private static List<AnnotationValue> names(@Nullable AnnotationMirror mirror, String annotation) {
    if (annotation.equals("Input")) {
      AnnotationValue value = Mirrors.value(mirror, "value");
      return value == null || value.getValue().equals("") ? List.of() : List.of(value);
    }
    return annotation.equals("Requires") ? Mirrors.items(mirror, "value") : List.of();
  }
}
