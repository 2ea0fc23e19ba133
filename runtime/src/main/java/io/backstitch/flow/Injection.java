package io.backstitch.flow;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value given to one atom alone: it takes it in place of whatever the flow has under that name.
 *
 * @param symbol the symbol that is replaced
 * @param value the value, or null
 */
public record Injection(Symbol<?> symbol, @Nullable Object value) {

  /** Checks that what must be there is there. */
  public Injection {
    Objects.requireNonNull(symbol, "symbol");
  }
}
