package io.backstitch.retry;

import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.Symbol;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Ready-made retry controllers. They are those of TaskFlow. */
public final class Retries {

  private Retries() {}

  /**
   * Gives up at once, so that a flow without hope does not keep the flow around it from retrying.
   *
   * @return the controller
   */
  public static RetryAtom alwaysRevert() {
    return RetryAtom.of((history, in) -> RetryDecision.REVERT);
  }

  /**
   * Undoes the whole run at once.
   *
   * @return the controller
   */
  public static RetryAtom alwaysRevertAll() {
    return RetryAtom.of((history, in) -> RetryDecision.REVERT_ALL);
  }

  /**
   * Tries a number of times. It provides the number of the attempt, from 1.
   *
   * @param attempts how often the flow is executed in all, at least 1
   * @return the controller; when it gives up, the controller around decides
   * @throws IllegalArgumentException if there is no attempt
   */
  public static RetryAtom times(int attempts) {
    return times(attempts, RetryDecision.REVERT);
  }

  /**
   * Tries a number of times. It provides the number of the attempt, from 1.
   *
   * @param attempts how often the flow is executed in all, at least 1
   * @param inTheEnd what it decides when it gives up
   * @return the controller
   * @throws IllegalArgumentException if there is no attempt
   */
  public static RetryAtom times(int attempts, RetryDecision inTheEnd) {
    return RetryAtom.of(new Times(attempts, inTheEnd));
  }

  /**
   * Tries as a policy says. It provides the number of the attempt, from 1.
   *
   * @param policy when to try again, and how long to wait before
   * @return the controller
   */
  public static RetryAtom by(RetryPolicy policy) {
    return limited(times(Integer.MAX_VALUE), policy);
  }

  /**
   * Lets a controller try again only if a policy would, too.
   *
   * @param controller the controller
   * @param policy when to try again; if it has no wait of its own, that of the controller counts
   * @return the controller, which requires and provides the same
   */
  public static RetryAtom limited(RetryAtom controller, RetryPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    return controller.controlledBy(original -> new UnderPolicy(original, policy));
  }

  /**
   * Tries each of several values, and provides the one that is tried. A value that is there twice
   * is tried twice.
   *
   * @param values the values, which are copied
   * @return the controller; when no value is left, the controller around decides
   */
  public static RetryAtom forEach(Collection<?> values) {
    return forEach(values, RetryDecision.REVERT);
  }

  /**
   * Tries each of several values, and provides the one that is tried. A value that is there twice
   * is tried twice.
   *
   * @param values the values, which are copied
   * @param inTheEnd what it decides when no value is left
   * @return the controller
   */
  public static RetryAtom forEach(Collection<?> values, RetryDecision inTheEnd) {
    List<?> copy = List.copyOf(values);
    return RetryAtom.of(new ForEach(in -> copy, inTheEnd));
  }

  /**
   * Tries each value of a collection that the flow provides, and provides the one that is tried.
   *
   * @param values the symbol of the collection, which the controller requires
   * @return the controller; when no value is left, the controller around decides
   */
  public static RetryAtom parameterizedForEach(Symbol<? extends Collection<?>> values) {
    return parameterizedForEach(values, RetryDecision.REVERT);
  }

  /**
   * Tries each value of a collection that the flow provides, and provides the one that is tried.
   *
   * @param values the symbol of the collection, which the controller requires
   * @param inTheEnd what it decides when no value is left
   * @return the controller
   */
  public static RetryAtom parameterizedForEach(
      Symbol<? extends Collection<?>> values, RetryDecision inTheEnd) {
    return RetryAtom.of(new ForEach(in -> in.get(0, values), inTheEnd)).requires(values);
  }

  /**
   * Tries each element of an array that the flow provides, and provides the one that is tried.
   *
   * @param array the symbol of the array, of objects or of primitive values, which the controller
   *     requires
   * @return the controller; when no element is left, the controller around decides
   * @throws IllegalArgumentException if the symbol is not that of an array
   */
  public static RetryAtom parameterizedForEachElement(Symbol<?> array) {
    return parameterizedForEachElement(array, RetryDecision.REVERT);
  }

  /**
   * Tries each element of an array that the flow provides, and provides the one that is tried.
   *
   * @param array the symbol of the array, of objects or of primitive values, which the controller
   *     requires
   * @param inTheEnd what it decides when no element is left
   * @return the controller
   * @throws IllegalArgumentException if the symbol is not that of an array
   */
  public static RetryAtom parameterizedForEachElement(Symbol<?> array, RetryDecision inTheEnd) {
    if (!array.type().raw().isArray()) {
      throw new IllegalArgumentException("Symbol '" + array + "' is no array");
    }
    return RetryAtom.of(new ForEach(in -> new Elements(in.get(0, array)), inTheEnd))
        .requires(array);
  }
}
