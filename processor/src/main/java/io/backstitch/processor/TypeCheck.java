package io.backstitch.processor;

import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;

/** {@code TypeMismatch}: a value that does not fit where it is taken. */
final class TypeCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    Skips skips = new Skips(view.flow(), view.wiring());
    List<Report> reports = new ArrayList<>();
    Consumers.forEach(
        view,
        use -> {
          ParameterModel parameter = use.parameter();
          boolean absent = skips.absence(use.member(), use.sources()) != null;
          // Where something may be skipped, the runtime looks at all providers before.
          boolean onlyNearest = view.flow().deciders().isEmpty();
          for (Wiring.Source source : use.sources()) {
            if (compare(view, use, source, absent, reports) || onlyNearest) {
              break;
            }
          }
          InputModel input = view.wiring().inputs().get(parameter.symbol());
          if (use.source() == null && input != null && parameter.role() == Role.SYMBOL) {
            compare(view, use, "the input is", input.first().type(), input.optional(), reports);
          }
        });
    return reports;
  }

  /** Whether there is something to report. */
  private static boolean compare(
      FlowView view,
      Consumers.Use use,
      Wiring.Source source,
      boolean absent,
      List<Report> reports) {
    int before = reports.size();
    if (source.member().hasKnownTypes()) {
      compare(
          view,
          use,
          "the " + source.member().shown() + " provides",
          source.provided().type(),
          absent,
          reports);
    }
    return reports.size() > before;
  }

  private static void compare(
      FlowView view,
      Consumers.Use use,
      String who,
      TypeRef from,
      boolean absent,
      List<Report> reports) {
    ParameterModel parameter = use.parameter();
    if (fits(view, from, parameter)) {
      return;
    }
    TypeRef to = parameter.type();
    // What may be absent is best written as an Optional at once, not only after the next message.
    boolean wrapped = parameter.wrapped() || (absent && !parameter.optional());
    reports.add(
        Report.error(
            Kind.TYPE_MISMATCH,
            parameter.at(),
            subject(use)
                + " takes '"
                + parameter.symbol()
                + "' as "
                + shown(to, from)
                + ", but "
                + who
                + " "
                + shown(from, to)
                + ", which cannot be assigned to it"
                + (isNumber(from) && isNumber(to)
                    ? ", since the number of a symbol keeps its type. "
                    : ". ")
                + advice(use, wrapped ? "Optional<" + from.shownBoxed() + ">" : shown(from, to))));
  }

  /** Of these Java would make one from the other where it assigns them without a box. */
  private static boolean isNumber(TypeRef type) {
    TypeName boxed = type.boxed();
    return boxed.isBoxedPrimitive() && !boxed.equals(TypeName.BOOLEAN.box());
  }

  private static String subject(Consumers.Use use) {
    ParameterModel parameter = use.parameter();
    return switch (parameter.form()) {
      case VALUE -> "Parameter '" + parameter.name() + "'";
      case ELEMENT -> "The list '" + parameter.name() + "'";
      case FOR_EACH -> "forEach";
      case SUBFLOW -> Words.capitalized(use.member().shown());
    };
  }

  private static String advice(Consumers.Use use, String type) {
    return switch (use.parameter().form()) {
      case VALUE -> "Declare the parameter as " + type + ", or take another symbol";
      case ELEMENT -> "Write a List of a type that all its elements have, or take another symbol";
      case FOR_EACH -> "Let all that provide it provide the same type";
      case SUBFLOW ->
          "Give the input another name: "
              + SubflowModel.renaming(use.member(), use.parameter().symbol());
    };
  }

  /** Whether a value can be passed; also if what keeps it from that is reported elsewhere. */
  static boolean fits(FlowView view, TypeRef from, ParameterModel parameter) {
    return from.open()
        || from.hidden()
        || parameter.isReported()
        || view.types().assignable(from, parameter.type());
  }

  /** A type as a message shows it: in full where the other looks the same. */
  static String shown(TypeRef type, TypeRef other) {
    return type.toString().equals(other.toString()) ? type.name().toString() : type.toString();
  }
}
