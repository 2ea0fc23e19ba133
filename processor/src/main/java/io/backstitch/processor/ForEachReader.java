package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what {@code forEach} goes through, which is known once all methods are read: a
 * collection that a task provides or a parameter declares, or else an input of its own.
 */
final class ForEachReader {

  private final TypeReader types;
  private final List<Member> members;
  private final List<RevertModel> reverts;
  private final List<DeciderModel> deciders;

  ForEachReader(
      TypeReader types,
      List<Member> members,
      List<RevertModel> reverts,
      List<DeciderModel> deciders) {
    this.types = types;
    this.members = members;
    this.reverts = reverts;
    this.deciders = deciders;
  }

  /** The same retries, the one around the others first, knowing what they try. */
  List<RetryModel> complete(List<RetryModel> retries) {
    List<RetryModel> complete = new ArrayList<>();
    for (RetryModel retry : retries) {
      RetryModel around = complete.isEmpty() || !complete.get(0).ofFlow() ? null : complete.get(0);
      complete.add(retry.forEach().isWanted() ? complete(retry, around) : retry);
    }
    return complete;
  }

  private RetryModel complete(RetryModel retry, @Nullable RetryModel around) {
    String symbol = retry.forEach().symbol().value();
    if (around != null && around.forEach().as().value().equals(symbol)) {
      TypeRef whole = around.forEach().type();
      return whole == null ? retry : known(retry, Role.ATTEMPT, whole);
    }
    return declared(symbol)
        .map(whole -> known(retry, Role.SYMBOL, whole))
        .orElseGet(() -> undeclared(retry));
  }

  /** The type of what is there under a name anyway. */
  private Optional<TypeRef> declared(String symbol) {
    Stream<TypeRef> inputs =
        all().stream()
            .filter(p -> p.role() == Role.INPUT && p.symbol().equals(symbol))
            .map(ParameterModel::type);
    Stream<TypeRef> provided =
        members.stream()
            .flatMap(member -> member.provided().stream())
            .filter(p -> p.symbol().equals(symbol))
            .map(ProvidedModel::type);
    return Stream.concat(inputs, provided).findFirst();
  }

  private RetryModel known(RetryModel retry, Role role, TypeRef whole) {
    TypeRef type = types.element(whole);
    // What can be read as this, every collection of such values is.
    TypeRef taken = type == null || whole.isArray() ? whole : types.collection(type, true);
    return retry.trying(collection(retry, role, taken), type);
  }

  private RetryModel undeclared(RetryModel retry) {
    List<TypeRef> wanted =
        takers(retry).stream()
            .filter(p -> p.role() == Role.ATTEMPT)
            .filter(p -> p.symbol().equals(retry.forEach().as().value()))
            .map(ParameterModel::type)
            .toList();
    // The narrowest fits all, if one does.
    TypeRef type =
        wanted.stream()
            .filter(one -> wanted.stream().allMatch(other -> types.assignable(one, other)))
            .findFirst()
            .orElse(wanted.isEmpty() ? null : wanted.get(0));
    return type == null
        ? retry
        : retry.trying(collection(retry, Role.INPUT, types.collection(type, false)), type);
  }

  private List<ParameterModel> takers(RetryModel retry) {
    if (retry.ofFlow()) {
      return all();
    }
    return Stream.concat(
            members.stream().filter(retry::guards).map(Member::requirements),
            reverts.stream()
                .filter(revert -> !retry.ofSubflow() && revert.task().equals(retry.member()))
                .map(revert -> revert.method().requirements()))
        .flatMap(List::stream)
        .toList();
  }

  private List<ParameterModel> all() {
    return Stream.of(
            members.stream().map(Member::requirements),
            reverts.stream().map(revert -> revert.method().requirements()),
            deciders.stream().map(decider -> decider.method().requirements()))
        .flatMap(requirements -> requirements)
        .flatMap(List::stream)
        .toList();
  }

  private static ParameterModel collection(RetryModel retry, Role role, TypeRef type) {
    Placed<String> symbol = retry.forEach().symbol();
    return new ParameterModel(
        symbol.at(),
        symbol.at(),
        symbol.value(),
        role,
        symbol.value(),
        type,
        type,
        false,
        false,
        false,
        false,
        Form.FOR_EACH,
        List.of());
  }
}
