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
      throw new IllegalArgumentException(
          "The name of %s must not be blank; write a name that tells it from others in messages and in the storage"
              .formatted(what));
    }
    return name;
  }

  static String checkVersion(String what, String version) {
    if (version.isBlank()) {
      throw new IllegalArgumentException(
          "The version of %s must not be blank; write a dotted number, such as \"1.0\""
              .formatted(what));
    }
    return version;
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
