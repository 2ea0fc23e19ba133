package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code MissingProvider}: inputs that only a name in an annotation makes, beside a symbol of
 * nearly the same name that was probably meant.
 */
final class TypoCheck implements Check {

  /**
   * A symbol that may have been meant.
   *
   * @param symbol its name
   * @param type the type of its values
   * @param source what is to be said of where it comes from
   * @param member what provides it; null for an input
   */
  private record Candidate(String symbol, TypeRef type, String source, @Nullable Member member) {}

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    for (RetryModel retry : view.flow().retries()) {
      ParameterModel collection = retry.forEach().collection();
      if (collection != null) {
        collection(view, retry, collection).ifPresent(reports::add);
      }
    }
    for (SubflowModel subflow : view.flow().subflows()) {
      for (ParameterModel taken : subflow.requirements()) {
        renamed(view, subflow, taken).ifPresent(reports::add);
      }
    }
    return reports;
  }

  private static Optional<Report> collection(
      FlowView view, RetryModel retry, ParameterModel collection) {
    Stream<Candidate> candidates =
        Stream.concat(provided(view), declared(view))
            .filter(
                each ->
                    each.type().isArray()
                        || view.types().assignable(each.type(), collection.type()));
    return meant(view, collection, candidates)
        .map(
            candidate ->
                warning(
                    retry.forEach().symbol().at(),
                    "forEach = \"" + collection.symbol() + "\"",
                    candidate,
                    "? If the input is meant, declare it as an @Input of a parameter, or silence"
                        + " this warning"));
  }

  /** Names of a series are usual here, so only what is otherwise of no use counts as meant. */
  private static Optional<Report> renamed(
      FlowView view, SubflowModel subflow, ParameterModel taken) {
    if (taken.name().equals(taken.symbol())) {
      return Optional.empty();
    }
    Stream<Candidate> candidates =
        provided(view)
            .filter(each -> takers(view, each.symbol()) == 0)
            .filter(each -> !subflow.equals(each.member()))
            .filter(each -> view.types().assignable(each.type(), taken.type()));
    return meant(view, taken, candidates)
        .map(
            candidate ->
                warning(
                    taken.nameAt(),
                    "rename = \"" + taken.name() + "=" + taken.symbol() + "\"",
                    candidate,
                    ", and which nobody takes? If the input is meant, silence this warning"));
  }

  private static Report warning(At at, String written, Candidate candidate, String rest) {
    return Report.warning(
        Kind.MISSING_PROVIDER,
        at,
        written
            + " names a symbol that nothing else in the class names, so it becomes an input of the"
            + " flow. Did you mean '"
            + candidate.symbol()
            + "', which "
            + candidate.source()
            + rest);
  }

  private static Optional<Candidate> meant(
      FlowView view, ParameterModel taken, Stream<Candidate> candidates) {
    if (!isMadeBy(view, taken)) {
      return Optional.empty();
    }
    List<Candidate> all =
        candidates.filter(each -> !isOfTheSameSeries(each.symbol(), taken.symbol())).toList();
    return Near.to(taken.symbol(), all.stream().map(Candidate::symbol).toList()).stream()
        .findFirst()
        .flatMap(
            near -> all.stream().filter(candidate -> candidate.symbol().equals(near)).findFirst());
  }

  /** Whether there is no such input but for what takes it here. */
  private static boolean isMadeBy(FlowView view, ParameterModel taken) {
    InputModel input = view.wiring().inputs().get(taken.symbol());
    return input != null
        && taken.role() == Role.INPUT
        && input.declared().equals(List.of(taken))
        && takers(view, taken.symbol()) <= 1;
  }

  private static long takers(FlowView view, String symbol) {
    return Stream.of(
            view.flow().methods().stream().map(MethodModel::requirements),
            view.flow().subflows().stream().map(SubflowModel::requirements),
            view.flow().retries().stream()
                .map(retry -> retry.forEach().collection())
                .filter(Objects::nonNull)
                .map(List::of))
        .flatMap(lists -> lists)
        .flatMap(List::stream)
        .filter(parameter -> parameter.symbol().equals(symbol))
        .count();
  }

  /** {@code disk1} and {@code disk2} differ on purpose. */
  private static boolean isOfTheSameSeries(String one, String other) {
    return one.replaceAll("\\d", "").equals(other.replaceAll("\\d", ""));
  }

  private static Stream<Candidate> provided(FlowView view) {
    return view.wiring().sources().values().stream()
        .map(sources -> sources.get(0))
        .map(
            source ->
                new Candidate(
                    source.provided().symbol(),
                    source.provided().type(),
                    "the " + source.member().shown() + " provides",
                    source.member()));
  }

  private static Stream<Candidate> declared(FlowView view) {
    return view.wiring().inputs().values().stream()
        .filter(input -> input.first().form() != Form.FOR_EACH)
        .map(input -> new Candidate(input.name(), input.first().type(), "is an input, too", null));
  }
}
