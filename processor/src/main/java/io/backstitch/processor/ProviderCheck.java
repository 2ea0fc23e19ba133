package io.backstitch.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code MissingProvider}: symbols that come from nowhere. */
final class ProviderCheck implements Check {

  private record Need(Member member, ParameterModel parameter) {}

  @Override
  public List<Report> check(FlowView view) {
    Map<String, List<Need>> missing = new LinkedHashMap<>();
    for (Member member : view.flow().members()) {
      for (ParameterModel parameter : view.flow().requirements(member)) {
        if (parameter.role() == Role.SYMBOL
            && !parameter.isReported()
            && !parameter.symbol().isBlank()
            && isMissing(view, member, parameter.symbol())) {
          missing
              .computeIfAbsent(parameter.symbol(), s -> new ArrayList<>())
              .add(new Need(member, parameter));
        }
      }
    }
    List<Report> reports = new ArrayList<>();
    missing.forEach((symbol, needs) -> reports.add(report(view, symbol, needs)));
    return reports;
  }

  private static boolean isMissing(FlowView view, Member member, String symbol) {
    Wiring wiring = view.wiring();
    boolean fromItself =
        view.flow().order() == FlowModel.Order.GRAPH
            && wiring.sourcesOf(symbol).size() == 1
            && wiring.sourcesOf(symbol).get(0).member().equals(member);
    return !fromItself // Reported as a Cycle.
        && !wiring.inputs().containsKey(symbol)
        && !wiring.open().contains(symbol)
        && !view.flow().gaps().excuse(symbol)
        && wiring.sourceOf(member, symbol) == null;
  }

  private static Report report(FlowView view, String symbol, List<Need> needs) {
    // Whether a value that is not meant for them is absent depends on the order.
    boolean tried = view.flow().retryTrying(symbol) != null;
    List<Need> required = needs.stream().filter(n -> tried || !n.parameter().optional()).toList();
    Need first = required.isEmpty() ? needs.get(0) : required.get(0);
    StringBuilder text = new StringBuilder();
    text.append(Words.capitalized(first.member().shown()))
        .append(required.isEmpty() ? " can take" : " requires")
        .append(" the symbol '")
        .append(symbol)
        .append("' (")
        .append(first.parameter().type())
        .append("), but ")
        .append(why(view, first.member(), symbol))
        .append('.');
    List<String> who = required.stream().map(n -> n.member().name()).distinct().toList();
    if (who.size() > 1) {
      text.append(" It is needed by ").append(Near.list(who)).append('.');
    }
    text.append(hints(view, first));
    return required.isEmpty()
        ? Report.warning(
            Kind.MISSING_PROVIDER,
            first.parameter().nameAt(),
            text
                + " It will always be absent. "
                + (first.parameter().form() == Form.SUBFLOW
                    ? "Provide it before, or give the input another name: "
                        + SubflowModel.renaming(first.member(), symbol)
                    : "Provide it, or take the parameter out"))
        : Report.error(
            Kind.MISSING_PROVIDER, first.parameter().nameAt(), text + advice(view, first));
  }

  private static String advice(FlowView view, Need need) {
    Member member = need.member();
    String symbol = need.parameter().symbol();
    RetryModel trying = view.flow().retryTrying(symbol);
    if (trying != null) {
      return " Take another symbol, or let that "
          + (trying.ofSubflow() ? "sub-flow" : "task")
          + " provide the value";
    }
    List<Wiring.Source> sources = view.wiring().sourcesOf(symbol);
    boolean others = sources.stream().anyMatch(source -> !source.member().equals(member));
    String rename =
        need.parameter().form() == Form.SUBFLOW
            ? "give the input another name, which makes it an input of this flow: "
                + SubflowModel.renaming(member, symbol)
            : "";
    if (others && view.flow().order() != FlowModel.Order.GRAPH) {
      String move =
          view.flow().order() == FlowModel.Order.LINEAR
              ? " Move that "
                  + (member instanceof TaskModel ? "method" : "one")
                  + " above the one that needs it, or leave"
              : " Leave";
      return move
          + " the pattern of the flow at GRAPH, where the data makes the order"
          + (rename.isEmpty() ? "" : ", or " + rename);
    }
    if (!rename.isEmpty()) {
      return " " + Words.capitalized(rename);
    }
    if (need.parameter().form() == Form.FOR_EACH) {
      return " Let something before it provide the values, or let forEach name another symbol";
    }
    return " Add @Provides(\""
        + symbol
        + "\") to the task that makes it, or @Input to the parameter if it comes from the caller";
  }

  private static String why(FlowView view, Member member, String symbol) {
    List<Wiring.Source> sources = view.wiring().sourcesOf(symbol);
    RetryModel trying = view.flow().retryTrying(symbol);
    if (trying != null) {
      return "that is what the @Retry of " + trying.guarded() + " tries, which nothing else sees";
    }
    if (sources.isEmpty()) {
      return view.flow().subflows().isEmpty()
          ? "no task provides it, and it is no @Input"
          : "no task or sub-flow provides it, and it is no @Input";
    }
    if (sources.stream().allMatch(source -> source.member().equals(member))) {
      return "nothing but that "
          + (member instanceof TaskModel ? "task" : "sub-flow")
          + " itself provides it";
    }
    String names = Near.list(sources.stream().map(s -> s.member().name()).toList());
    return switch (view.flow().order()) {
      case UNORDERED ->
          "the tasks of an UNORDERED flow do not see each other's symbols, so not that of "
              + names
              + ", either";
      case LINEAR, GRAPH ->
          "what provides it, "
              + names
              + ", does not run before that "
              + (member instanceof TaskModel ? "task" : "sub-flow");
    };
  }

  private static String hints(FlowView view, Need need) {
    Wiring wiring = view.wiring();
    ParameterModel parameter = need.parameter();
    List<Wiring.Source> usable =
        wiring.sources().values().stream()
            .flatMap(all -> all.stream().filter(s -> wiring.isUsable(s, need.member())).limit(1))
            .toList();
    Set<String> names = new LinkedHashSet<>(wiring.inputs().keySet());
    usable.forEach(source -> names.add(source.provided().symbol()));
    List<String> near = Near.to(parameter.symbol(), names);
    String sameType =
        usable.stream()
            .filter(s -> !near.contains(s.provided().symbol()))
            .filter(s -> s.member().hasKnownTypes() && !s.provided().type().hidden())
            .filter(s -> view.types().assignable(s.provided().type(), parameter.type()))
            .map(s -> "'" + s.provided().symbol() + "' (of " + s.member().shown() + ")")
            .limit(3)
            .collect(Collectors.joining(", "));
    return (near.isEmpty() ? "" : " Did you mean " + Near.list(near) + "?")
        + (sameType.isEmpty() ? "" : " A value of that type is provided as " + sameType + ".");
  }
}
