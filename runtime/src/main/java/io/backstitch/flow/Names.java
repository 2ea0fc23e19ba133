package io.backstitch.flow;

import java.util.Objects;

/** The one rule for names that people give. */
final class Names {

  private Names() {}

  static String check(String what, String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException("The name of a " + what + " must not be blank");
    }
    return name;
  }
}
