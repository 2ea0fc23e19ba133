package io.backstitch.flow;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One argument of an atom: what its method calls it, and which symbol of the flow it is taken from.
 *
 * <p>Immutable.
 *
 * @param symbol the symbol as the method declares it
 * @param source the name of the symbol in the flow; the symbol's own name unless it was rebound
 * @param optional whether the method can do without it
 */
public record Requirement(Symbol<?> symbol, String source, boolean optional) {

  /**
   * Creates a requirement.
   *
   * @throws IllegalArgumentException if the name of the source is blank
   */
  public Requirement {
    Objects.requireNonNull(symbol, "symbol");
    Names.check("a symbol", source);
  }

  /** The same, taken from another symbol if its parameter is named there. */
  Requirement rebound(Map<String, String> sources) {
    return new Requirement(symbol, sources.getOrDefault(symbol.name(), source), optional);
  }

  /** The same, taken from where its symbol is found under another name. */
  Requirement taking(UnaryOperator<String> symbols) {
    return new Requirement(symbol, symbols.apply(source), optional);
  }

  /** The names, as in {@code size (from volume_size)}. */
  @Override
  public String toString() {
    String shown = symbol.name().equals(source) ? source : symbol.name() + " (from " + source + ")";
    return optional ? shown + "?" : shown;
  }
}
