package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code BadRetry} and others: what {@code forEach} goes through, and who takes the values. */
final class ForEachCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    for (RetryModel retry : view.flow().retries()) {
      RetryModel.ForEach each = retry.forEach();
      boolean known = retry.controller() == null && each.isWanted() && !each.as().value().isBlank();
      if (known && (!retry.ofFlow() || view.flow().flow() != null)) {
        collection(view, retry, reports);
        name(view, retry, reports);
        takers(view, retry, reports);
      }
    }
    return reports;
  }

  private static void collection(FlowView view, RetryModel retry, List<Report> reports) {
    RetryModel.ForEach each = retry.forEach();
    String symbol = each.symbol().value();
    ParameterModel collection = each.collection();
    List<Wiring.Source> sources = view.wiring().sourcesOf(symbol);
    if (collection == null) {
      boolean unclear =
          view.flow().subflows().stream().anyMatch(flow -> retry.guards(flow) && flow.broken());
      if (!unclear && !view.flow().gaps().excuse(symbol)) {
        reports.add(
            Report.error(
                Kind.BAD_RETRY,
                each.as().at(),
                "Nothing in "
                    + retry.guarded()
                    + " takes '"
                    + each.as().value()
                    + "', so it cannot be told of what type the values of '"
                    + symbol
                    + "' are. "
                    + take(view, retry)));
      }
    } else if (each.type() == null) {
      if (!collection.isReported()) {
        reports.add(
            Report.error(
                Kind.BAD_RETRY,
                each.symbol().at(),
                "forEach = \""
                    + symbol
                    + "\" is "
                    + Words.withArticle(collection.type().toString())
                    + ", which has no values to go through. Name a Collection or an array"));
      }
    } else if (retry.ofFlow() && !sources.isEmpty()) {
      reports.add(
          Report.error(
              Kind.MISSING_PROVIDER,
              each.symbol().at(),
              "The @Retry of "
                  + view.flow().simpleName()
                  + " goes through '"
                  + symbol
                  + "', which the "
                  + sources.get(0).member().shown()
                  + " provides, but it guards that "
                  + (sources.get(0).member() instanceof TaskModel ? "task" : "sub-flow")
                  + ", too, and must know the values before. Let"
                  + " the caller give them, or put @Retry on the task"
                  + (view.flow().subflows().isEmpty() ? "" : " or sub-flow")
                  + " that needs one of them"));
    }
  }

  private static String take(FlowView view, RetryModel retry) {
    String as = retry.forEach().as().value();
    return view.flow().subflows().stream()
        .filter(retry::guards)
        .findFirst()
        .map(
            subflow ->
                subflow.inputs().isEmpty()
                    ? subflow.type() + " takes nothing, so nothing in it could use the value"
                    : "Name one of its inputs in 'as', or give that name to one: rename = \""
                        + subflow.inputs().get(0).name()
                        + "="
                        + as
                        + "\"")
        .orElse("Take it in a parameter of that name");
  }

  /** What is seen in one place only must not be taken for something else. */
  private static void name(FlowView view, RetryModel retry, List<Report> reports) {
    String as = retry.forEach().as().value();
    RetryModel around = view.flow().retry();
    String other = null;
    if (!view.wiring().sourcesOf(as).isEmpty()) {
      other = "what the " + view.wiring().sourcesOf(as).get(0).member().shown() + " provides";
    } else if (view.wiring().inputs().containsKey(as)) {
      other = "an input";
    } else if (!retry.ofFlow() && around != null && around.forEach().as().value().equals(as)) {
      other = "what the @Retry of the whole flow tries";
    } else {
      other = otherType(view, retry);
    }
    if (other != null) {
      reports.add(
          Report.error(
              Kind.BAD_RETRY,
              retry.forEach().as().at(),
              "as = \""
                  + as
                  + "\" is also the name of "
                  + other
                  + ", so it would not be clear which is meant. Give it another name"));
    }
  }

  /** Another retry may use the name, but the runtime knows a symbol by one type. */
  private static @Nullable String otherType(FlowView view, RetryModel retry) {
    RetryModel first = view.flow().retryTrying(retry.forEach().as().value());
    TypeRef type = retry.forEach().type();
    TypeRef firstType = first == null ? null : first.forEach().type();
    return first == null
            || type == null
            || firstType == null
            || type.boxed().equals(firstType.boxed())
        ? null
        : "what the @Retry of "
            + first.guarded()
            + " tries, which is "
            + Words.withArticle(TypeCheck.shown(firstType, type))
            + " and not "
            + Words.withArticle(TypeCheck.shown(type, firstType));
  }

  private static void takers(FlowView view, RetryModel retry, List<Report> reports) {
    TypeRef type = retry.forEach().type();
    if (type == null || type.open() || type.hidden()) {
      return;
    }
    String as = retry.forEach().as().value();
    requirements(view.flow(), retry)
        .filter(p -> p.role() == Role.ATTEMPT && p.symbol().equals(as) && !p.isReported())
        .filter(p -> !view.types().assignable(type, p.type()))
        .forEach(p -> reports.add(mismatch(view.flow(), retry, p, type)));
  }

  private static Report mismatch(
      FlowModel flow, RetryModel retry, ParameterModel parameter, TypeRef type) {
    ParameterModel collection = retry.forEach().collection();
    SubflowModel subflow = flow.subflowOf(parameter);
    boolean array = collection != null && collection.type().isArray();
    return Report.error(
        Kind.TYPE_MISMATCH,
        parameter.at(),
        (subflow == null
                ? "Parameter '" + parameter.name() + "'"
                : Words.capitalized(subflow.shown()))
            + " takes '"
            + parameter.symbol()
            + "' as "
            + TypeCheck.shown(parameter.type(), type)
            + ", but that is one value of the "
            + (array ? "array" : "collection")
            + " '"
            + retry.forEach().symbol().value()
            + "', which are "
            + TypeCheck.shown(type, parameter.type())
            + (subflow == null
                ? ". Write that type here, or let forEach name another symbol"
                : ". Let forEach name another symbol, or give the input another name: "
                    + subflow.renaming(parameter.symbol())));
  }

  /** What all that a retry guards takes. */
  private static Stream<ParameterModel> requirements(FlowModel flow, RetryModel retry) {
    Stream<MethodModel> methods =
        retry.ofFlow()
            ? flow.methods().stream()
            : Stream.concat(
                flow.tasks().stream().filter(retry::guards).map(TaskModel::method),
                flow.reverts().stream()
                    .filter(r -> !retry.ofSubflow() && r.task().equals(retry.member()))
                    .map(RevertModel::method));
    Stream<SubflowModel> subflows =
        flow.subflows().stream().filter(subflow -> retry.ofFlow() || retry.guards(subflow));
    return Stream.concat(
        methods.flatMap(method -> method.requirements().stream()),
        subflows.flatMap(subflow -> subflow.requirements().stream()));
  }
}
