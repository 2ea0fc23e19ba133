package io.backstitch.flow;

import java.util.Objects;
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
   * @throws IllegalArgumentException if the flow has no such symbol
   */
  <T> @Nullable T getOrNull(Symbol<T> symbol);

  /**
   * A value that is there.
   *
   * @param symbol the symbol
   * @return its value
   * @param <T> the type of the value
   * @throws IllegalArgumentException if the flow has no such symbol
   * @throws NullPointerException if it is absent
   */
  default <T> T get(Symbol<T> symbol) {
    return Objects.requireNonNull(getOrNull(symbol), symbol.name());
  }
}
