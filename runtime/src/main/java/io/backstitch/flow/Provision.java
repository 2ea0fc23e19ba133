package io.backstitch.flow;

import java.util.Objects;

/**
 * A symbol that an atom provides.
 *
 * @param symbol the symbol
 * @param optional whether the atom may leave it absent; a null that is not announced fails the atom
 */
public record Provision(Symbol<?> symbol, boolean optional) {

  /** Creates a provision. */
  public Provision {
    Objects.requireNonNull(symbol, "symbol");
  }

  /** The same under another name. */
  Provision as(String name) {
    return new Provision(Symbol.of(name, symbol.type()), optional);
  }

  /** The name and the type: {@code backup: java.nio.file.Path}, or {@code backup?: ...}. */
  @Override
  public String toString() {
    return symbol.name() + (optional ? "?" : "") + ": " + symbol.type();
  }
}
