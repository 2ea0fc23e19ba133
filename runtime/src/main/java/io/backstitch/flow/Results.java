package io.backstitch.flow;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of a run that has succeeded, by symbol: what its atoms provided and what it was given.
 * Where several atoms provide one symbol, it is the value of the last.
 */
public interface Results {

  /**
   * A value that may be absent.
   *
   * @param symbol the symbol
   * @return its value, or null if it is absent
   * @param <T> the type of the value
   * @throws IllegalArgumentException if the flow has no such symbol, or its value can't be taken as
   *     this type
   */
  <T> @Nullable T getOrNull(Symbol<T> symbol);

  /**
   * A value that is there.
   *
   * @param symbol the symbol
   * @return its value
   * @param <T> the type of the value
   * @throws IllegalArgumentException if the flow has no such symbol, or its value can't be taken as
   *     this type
   * @throws NoSuchElementException if it is absent: a decider skipped what provides it, or it
   *     provided nothing; {@link #getOrNull} and {@link #find} don't mind
   */
  default <T> T get(Symbol<T> symbol) {
    return find(symbol)
        .orElseThrow(() -> new NoSuchElementException("There is no value of '" + symbol + "'"));
  }

  /**
   * A value that may be absent, as an {@link Optional}.
   *
   * @param symbol the symbol
   * @return its value, empty if it is absent
   * @param <T> the type of the value
   * @throws IllegalArgumentException if the flow has no such symbol, or its value can't be taken as
   *     this type
   */
  default <T> Optional<T> find(Symbol<T> symbol) {
    return Optional.ofNullable(getOrNull(symbol));
  }
}
