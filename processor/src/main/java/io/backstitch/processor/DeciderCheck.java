package io.backstitch.processor;

import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code BadDecider}: what a decider cannot return or take. */
final class DeciderCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    for (DeciderModel decider : view.flow().deciders()) {
      if (!decider.returned().name().equals(TypeName.BOOLEAN)) {
        reports.add(
            Report.error(
                Kind.BAD_DECIDER,
                decider.at(),
                "Decider '"
                    + decider.method().name()
                    + "' returns "
                    + decider.returned()
                    + ", but what it decides is yes or no. Let it return boolean"));
      }
    }
    if (view.flow().flow() != null) {
      for (Member member : view.flow().members()) {
        for (DeciderModel decider : view.flow().decidersOf(member)) {
          parameters(view, member, decider, reports);
        }
      }
    }
    return reports;
  }

  private static void parameters(
      FlowView view, Member member, DeciderModel decider, List<Report> reports) {
    for (ParameterModel parameter : decider.method().requirements()) {
      if (!isThere(view, member, parameter)) {
        String text = text(view, member, decider, parameter);
        reports.add(
            parameter.optional() && view.flow().retryTrying(parameter.symbol()) == null
                ? Report.warning(
                    Kind.MISSING_PROVIDER, parameter.nameAt(), text + ". It will always be absent")
                : Report.error(
                    Kind.BAD_DECIDER, parameter.nameAt(), text + advice(view, member, parameter)));
      }
    }
  }

  /** Also if what is wrong is reported elsewhere. */
  private static boolean isThere(FlowView view, Member member, ParameterModel parameter) {
    Wiring wiring = view.wiring();
    String symbol = parameter.symbol();
    return parameter.role() != Role.SYMBOL
        || view.isToldElsewhere(parameter)
        || wiring.inputs().containsKey(symbol)
        || !wiring.sourcesBefore(member, symbol).isEmpty();
  }

  private static String text(
      FlowView view, Member member, DeciderModel decider, ParameterModel parameter) {
    return "Decider '"
        + decider.method().name()
        + "' takes the symbol '"
        + parameter.symbol()
        + "' ("
        + parameter.type()
        + "), but "
        + why(view, member, parameter.symbol());
  }

  private static String why(FlowView view, Member member, String symbol) {
    List<Wiring.Source> sources = view.wiring().sourcesOf(symbol);
    if (sources.isEmpty()) {
      return view.flow().retryTrying(symbol) != null
          ? "only what a @Retry guards sees that one, and the decider of a "
              + (member instanceof TaskModel ? "task" : "sub-flow")
              + " stands before it"
          : "no task provides it, and it is no @Input";
    }
    if (sources.stream().allMatch(source -> source.member().equals(member))) {
      return "that is what the "
          + member.shown()
          + " provides itself, which it guards, and which has not run when it is asked";
    }
    return "what provides it, "
        + Near.list(sources.stream().map(s -> s.member().name()).distinct().toList())
        + ", does not run before the "
        + member.shown()
        + ", and a decider does not make it wait";
  }

  private static String advice(FlowView view, Member member, ParameterModel parameter) {
    List<String> others =
        view.wiring().sourcesOf(parameter.symbol()).stream()
            .map(source -> source.member().name())
            .filter(name -> !name.equals(member.name()))
            .toList();
    if (others.isEmpty()) {
      Set<String> known = new LinkedHashSet<>(view.wiring().inputs().keySet());
      view.wiring()
          .sources()
          .keySet()
          .forEach(
              symbol -> {
                if (!view.wiring().sourcesBefore(member, symbol).isEmpty()) {
                  known.add(symbol);
                }
              });
      List<String> near = Near.to(parameter.symbol(), known);
      return "."
          + (near.isEmpty() ? "" : " Did you mean " + Near.list(near) + "?")
          + " Take what runs before that task provides, or an @Input";
    }
    return switch (view.flow().order()) {
      case GRAPH ->
          ". Write @"
              + (member instanceof TaskModel ? "Task" : "Subflow")
              + "(after = \""
              + others.get(0)
              + "\") on '"
              + member.name()
              + "', or let that "
              + (member instanceof TaskModel ? "task" : "sub-flow")
              + " take the symbol, too";
      case LINEAR -> ". Move the method '" + others.get(0) + "' above it";
      case UNORDERED ->
          ". The tasks of an UNORDERED flow have no order: take an @Input, or leave the pattern of"
              + " the flow at GRAPH";
    };
  }
}
