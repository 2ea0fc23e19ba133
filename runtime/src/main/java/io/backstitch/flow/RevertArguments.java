package io.backstitch.flow;

import io.backstitch.FlowFailures;
import org.jspecify.annotations.Nullable;

/** The values that one call of a revert method takes: symbols, what the task returned, and why. */
public interface RevertArguments extends Arguments {

  /**
   * What the task returned.
   *
   * @param type the type that the task returns
   * @return the value, or null if the task did not finish or returned nothing
   * @param <T> the type of the value
   * @throws IllegalArgumentException if the atom returns what can't be taken as this type
   */
  <T> @Nullable T result(ValueType<T> type);

  /**
   * What the task returned, if its whole result is one symbol.
   *
   * @param symbol the symbol that the task provides
   * @return the value, or null if the task did not finish or returned nothing
   * @param <T> the type of the value
   * @throws IllegalArgumentException if the atom returns what can't be taken as this type
   */
  default <T> @Nullable T result(Symbol<T> symbol) {
    return result(symbol.type());
  }

  /**
   * What has failed in the run so far.
   *
   * @return the failures at the time this revert started
   */
  FlowFailures failures();
}
