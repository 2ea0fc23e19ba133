package io.backstitch.flow;

import java.util.List;
import java.util.Objects;

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

  /** Creates a requirement. */
  public Requirement {
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(source, "source");
  }

  /** Takes a parameter from another symbol, wherever it occurs; false if it does not. */
  static boolean rebind(List<Requirement> all, String parameter, String newSource) {
    boolean found = false;
    for (int i = 0; i < all.size(); i++) {
      Requirement each = all.get(i);
      if (each.symbol().name().equals(parameter)) {
        all.set(i, new Requirement(each.symbol(), newSource, each.optional()));
        found = true;
      }
    }
    return found;
  }

  /** The names, as in {@code size (from volume_size)}. */
  @Override
  public String toString() {
    String shown = symbol.name().equals(source) ? source : symbol.name() + " (from " + source + ")";
    return optional ? shown + "?" : shown;
  }
}
