package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of methods that generated code calls. */
final class ParameterReader {

  private static final String CONTEXT = "io.backstitch.TaskContext";
  private static final String FAILURES = "io.backstitch.FlowFailures";
  private static final String CONNECTION = "java.sql.Connection";

  /** The annotations that say where a value comes from; an override replaces them all. */
  static final List<String> ROLES = List.of("Input", "Requires", "Result");

  private final Locator locator;
  private final TypeReader types;
  private final Sources sources;
  private final List<Report> reports;

  ParameterReader(Locator locator, TypeReader types, Sources sources, List<Report> reports) {
    this.locator = locator;
    this.types = types;
    this.sources = sources;
    this.reports = reports;
  }

  ParameterModel read(
      MethodChains.Chain chain, int index, TypeMirror type, Purpose purpose, Set<String> attempts) {
    VariableElement parameter = chain.method().getParameters().get(index);
    String name = parameter.getSimpleName().toString();
    Element marked = chain.parameterWith(index, ROLES);
    String annotation = annotation(marked, purpose);
    AnnotationMirror mirror = marked == null ? null : Mirrors.find(marked, annotation);
    if (marked != null && isFromEngine(type)) {
      report(
          marked,
          annotation,
          "A "
              + (types.isA(type, CONTEXT) ? "TaskContext" : "FlowFailures")
              + " comes from the engine, by its type, and is no symbol. Take @"
              + annotation
              + " out");
    }
    List<AnnotationValue> names = names(mirror, annotation);
    String symbol = names.isEmpty() ? name : names.get(0).getValue().toString();
    Role role = role(isFromEngine(type) ? "" : annotation, type, parameter, purpose);
    if (role == Role.SYMBOL && attempts.contains(symbol)) {
      role = Role.ATTEMPT;
    }
    boolean isFromEngine = role == Role.CONTEXT || role == Role.FAILURES || role == Role.CONNECTION;
    TypeMirror inside = isFromEngine ? null : types.insideOptional(type);
    boolean optional =
        inside != null
            || TypeReader.isNullable(parameter, parameter.asType())
            || Mirrors.flag(mirror, "optional")
            || (role == Role.RESULT && mayHideNullable(parameter, type));
    if (optional && type.getKind().isPrimitive()) {
      reports.add(
          Report.error(
              Kind.BAD_ANNOTATION,
              locator.at(parameter),
              "Parameter '"
                  + name
                  + "' may be absent, but the type "
                  + type
                  + " always has a value. Write its wrapper class, or an Optional of it"));
    }
    ParameterModel read =
        new ParameterModel(
            locator.at(parameter),
            marked == null || names.isEmpty()
                ? locator.at(parameter)
                : locator.at(marked, mirror, names.get(0)),
            name,
            role,
            symbol,
            types.read(type),
            inside == null ? types.read(type) : types.readInside(type),
            optional,
            inside != null,
            chain.method().isVarArgs() && index == chain.method().getParameters().size() - 1,
            isNameless(parameter, index, role, names),
            Form.VALUE,
            List.of());
    return marked == null || mirror == null || names.size() < 2
        ? read
        : collected(marked, mirror, names, read, type, attempts);
  }

  private ParameterModel collected(
      Element marked,
      AnnotationMirror mirror,
      List<AnnotationValue> names,
      ParameterModel whole,
      TypeMirror type,
      Set<String> attempts) {
    if (!types.isA(type, "java.util.List")) {
      reports.add(
          Report.error(
              Kind.BAD_ANNOTATION,
              locator.at(marked, mirror, names.get(1)),
              "Several symbols become the elements of a List, but parameter '"
                  + whole.name()
                  + "' is "
                  + Words.withArticle(whole.declared().toString())
                  + ". Write a List, or leave one name"));
      return whole.collecting(List.of(), true);
    }
    TypeMirror element = types.argument(type, "java.util.List", 0);
    boolean wrapped = types.insideOptional(element) != null;
    List<ParameterModel> elements = new ArrayList<>();
    for (AnnotationValue name : names) {
      String symbol = name.getValue().toString();
      At at = locator.at(marked, mirror, name);
      elements.add(
          new ParameterModel(
              at,
              at,
              whole.name(),
              attempts.contains(symbol) ? Role.ATTEMPT : Role.SYMBOL,
              symbol,
              whole.declared(),
              types.readInside(element),
              whole.optional() || wrapped,
              wrapped,
              false,
              false,
              Form.ELEMENT,
              List.of()));
    }
    return whole.collecting(elements, false);
  }

  /** Compilers before Java 22 do not see annotations of types in class files. */
  private boolean mayHideNullable(VariableElement parameter, TypeMirror type) {
    return !type.getKind().isPrimitive() && !sources.contain(parameter);
  }

  private boolean isNameless(
      VariableElement parameter, int index, Role role, List<AnnotationValue> names) {
    if (!role.isRequirement()
        || !names.isEmpty()
        || !parameter.getSimpleName().contentEquals("arg" + index)
        || sources.contain(parameter)) {
      return false;
    }
    reports.add(
        Report.error(
            Kind.BAD_ANNOTATION,
            locator.at(parameter),
            "The class file does not say what parameter "
                + (index + 1)
                + " is called, and so not which symbol it takes. Name the symbol in @Requires or"
                + " @Input, or compile that class with -parameters"));
    return true;
  }

  /** The annotation that says where the value comes from; a second one is reported. */
  private String annotation(@Nullable Element marked, Purpose purpose) {
    if (marked == null) {
      return "";
    }
    List<String> present = ROLES.stream().filter(name -> Mirrors.has(marked, name)).toList();
    for (String second : present.subList(1, present.size())) {
      report(
          marked,
          second,
          "@"
              + present.get(0)
              + " and @"
              + second
              + " on one parameter: its value can only come from one place. Keep one");
    }
    if (present.contains("Result") && purpose != Purpose.REVERT) {
      report(
          marked,
          "Result",
          "@Result is what a task returned, so only a parameter of a @Revert method can have it."
              + " Take it out, or move it to the revert method");
    }
    return present.get(0);
  }

  private void report(Element marked, String annotation, String text) {
    reports.add(
        Report.error(
            Kind.BAD_ANNOTATION, locator.at(marked, Mirrors.find(marked, annotation), null), text));
  }

  private Role role(String annotation, TypeMirror type, Element parameter, Purpose purpose) {
    return switch (annotation) {
      case "Input" -> Role.INPUT;
      case "Requires" -> Role.SYMBOL;
      case "Result" -> Role.RESULT;
      default -> roleByType(type, parameter, purpose);
    };
  }

  private boolean isFromEngine(TypeMirror type) {
    return types.isA(type, CONTEXT) || types.isA(type, FAILURES);
  }

  private Role roleByType(TypeMirror type, Element parameter, Purpose purpose) {
    if (types.isA(type, CONTEXT)) {
      return Role.CONTEXT;
    }
    if (types.isA(type, CONNECTION)) {
      refuseConnection(parameter, purpose);
      return Role.CONNECTION;
    }
    if (!types.isA(type, FAILURES)) {
      return Role.SYMBOL;
    }
    if (purpose != Purpose.REVERT) {
      reports.add(
          Report.error(
              Kind.BAD_ANNOTATION,
              locator.at(parameter),
              "A "
                  + (purpose == Purpose.TASK ? "task" : "decider")
                  + " cannot take FlowFailures: nothing has failed while tasks run forwards."
                  + " Take them in a @Revert method"));
    }
    return Role.FAILURES;
  }

  private void refuseConnection(Element parameter, Purpose purpose) {
    if (purpose == Purpose.DECIDER) {
      reports.add(
          Report.error(
              Kind.BAD_DECIDER,
              locator.at(parameter),
              "A decider cannot take the engine's Connection: no transaction is open when it is"
                  + " asked. Let a task read what it decides by, and take the symbol which that"
                  + " provides"));
    }
  }

  private static List<AnnotationValue> names(@Nullable AnnotationMirror mirror, String annotation) {
    if (annotation.equals("Input")) {
      AnnotationValue value = Mirrors.value(mirror, "value");
      return value == null || value.getValue().equals("") ? List.of() : List.of(value);
    }
    return annotation.equals("Requires") ? Mirrors.items(mirror, "value") : List.of();
  }
}
