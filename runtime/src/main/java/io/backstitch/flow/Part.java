package io.backstitch.flow;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a task's result that is a symbol of its own, as in {@code Part.of(host,
 * Endpoint::host)}. Immutable, if the getter is.
 *
 * @param provision the symbol
 * @param getter takes the part from the whole result
 * @param <W> the type of the whole result
 */
public record Part<W>(Provision provision, Function<? super W, ? extends @Nullable Object> getter) {

  /** Creates a part. */
  public Part {
    Objects.requireNonNull(provision, "provision");
    Objects.requireNonNull(getter, "getter");
  }

  /**
   * A part that is always there.
   *
   * @param symbol the symbol
   * @param getter takes the part from the whole result
   * @return the part
   * @param <W> the type of the whole result
   * @param <T> the type of the part
   */
  public static <W, T> Part<W> of(Symbol<T> symbol, Function<? super W, ? extends T> getter) {
    return new Part<>(new Provision(symbol, false), getter);
  }

  /**
   * A part that may be absent.
   *
   * @param symbol the symbol
   * @param getter takes the part from the whole result, or gives null
   * @return the part
   * @param <W> the type of the whole result
   * @param <T> the type of the part
   */
  public static <W, T> Part<W> optional(
      Symbol<T> symbol, Function<? super W, ? extends @Nullable T> getter) {
    return new Part<>(new Provision(symbol, true), getter);
  }

  @SuppressWarnings("unchecked")
  @Nullable Object takenFrom(ValueType<? extends W> wholeType, Object whole) {
    return getter.apply((W) wholeType.raw().cast(whole));
  }
}
