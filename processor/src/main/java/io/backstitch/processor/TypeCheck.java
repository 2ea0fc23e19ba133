package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;

/** {@code TypeMismatch}: a value that does not fit where it is taken. */
final class TypeCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    Consumers.forEach(
        view,
        (method, parameter, source) -> {
          if (source != null
              && source.task().parts() != PartsKind.NONE
              && source.task().parts() != PartsKind.UNKNOWN) {
            compare(
                view,
                "the task '" + source.task().name() + "' provides",
                source.provided().type(),
                source.provided().optional(),
                parameter,
                reports);
          }
          InputModel input = view.wiring().inputs().get(parameter.symbol());
          if (source == null && input != null && parameter.role() == Role.SYMBOL) {
            compare(
                view, "the input is", input.first().type(), input.optional(), parameter, reports);
          }
        });
    return reports;
  }

  private static void compare(
      FlowView view,
      String who,
      TypeRef from,
      boolean absent,
      ParameterModel parameter,
      List<Report> reports) {
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
            "Parameter '"
                + parameter.name()
                + "' takes '"
                + parameter.symbol()
                + "' as "
                + shown(to, from)
                + ", but "
                + who
                + " "
                + shown(from, to)
                + ", which cannot be assigned to it. Write "
                + (wrapped ? "Optional<" + from.shownBoxed() + ">" : shown(from, to))
                + " here, or take another symbol"));
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
