package io.backstitch.engine;

import io.backstitch.flow.Requirement;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a body asks for with what is declared. Bodies mostly ask by the very objects with
 * which that was done, and pay one comparison for it.
 */
final class Asked {

  private Asked() {}

  /** Whether an argument can be taken by a symbol. */
  @SuppressWarnings("ReferenceEquality") // Mostly it is the same, and this is asked each time.
  static boolean fits(Symbol<?> declared, Symbol<?> asked) {
    return declared == asked
        || (asked.name().equals(declared.name()) && asked.type().accepts(declared.type()));
  }

  /** Whether a result can be taken as a type; one that is not declared is anything. */
  @SuppressWarnings("ReferenceEquality") // Mostly it is the same.
  static boolean fits(@Nullable ValueType<?> declared, ValueType<?> asked) {
    return declared == asked || declared == null || asked.accepts(declared);
  }

  /**
   * The error of a body that asks for an argument by another symbol.
   *
   * @param asker whose body it is, as the beginning of a sentence
   */
  static IllegalArgumentException another(
      String asker, String flow, List<Requirement> requirements, int index, Symbol<?> asked) {
    return new IllegalArgumentException(
        "%s of flow '%s' asked for argument %d as '%s', but what it requires there is '%s'; ask for it by the symbol with which it is required. Arguments are counted from 0, in the order %s"
            .formatted(asker, flow, index, asked, requirements.get(index).symbol(), requirements));
  }

  /** The error of a revert that asks for what the atom returned as what it is not. */
  static IllegalArgumentException another(
      String asker, String flow, @Nullable ValueType<?> declared, ValueType<?> asked) {
    return new IllegalArgumentException(
        "%s of flow '%s' asked for the result as a %s, but the atom returns a %s; ask for it by the symbol or the type with which it is declared"
            .formatted(asker, flow, asked, declared));
  }
}
