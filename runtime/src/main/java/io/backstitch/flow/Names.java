package io.backstitch.flow;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.internal.Near;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** The rules for names that people give. */
final class Names {

  private Names() {}

  static String check(String what, String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException("The name of " + what + " must not be blank");
    }
    return name;
  }

  /**
   * Refuses a symbol that is not known.
   *
   * @param owner what does not have it: an atom, or its revert
   * @param verb what it does with symbols
   * @param name the name of the symbol
   * @param known the names that there are
   * @param shown how these are shown
   */
  static void checkKnown(
      String owner, String verb, String name, Collection<String> known, Collection<?> shown) {
    if (!known.contains(name)) {
      throw new InvalidFlowException(
          Kind.UNKNOWN_NAME,
          "%s %s no symbol '%s'; it %s %s%s"
              .formatted(
                  owner,
                  verb,
                  name,
                  verb,
                  shown.isEmpty() ? "nothing" : shown,
                  Near.question(name, known, "; %s")),
          List.of(name));
    }
  }
}
