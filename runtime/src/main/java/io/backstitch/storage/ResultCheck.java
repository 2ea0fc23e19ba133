package io.backstitch.storage;

import io.backstitch.flow.Atom;
import io.backstitch.flow.Provision;
import io.backstitch.flow.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Compares what an atom has returned with what it promises, so that the atom that breaks its
 * promise fails, and not whoever takes the value later.
 */
public final class ResultCheck {

  private ResultCheck() {}

  /**
   * Checks that a result is of the class that was declared. Type arguments are not known of a
   * value, so a list of strings passes for a list of numbers.
   *
   * @param atom the atom that returned it
   * @param result the result
   * @throws IllegalStateException if it is of another class
   */
  public static void checkClass(Atom atom, @Nullable Object result) {
    ValueType<?> declared = atom.resultType();
    if (result != null && declared != null && !declared.raw().isInstance(result)) {
      String promise =
          atom.parts() != null
              ? "provides " + atom.provisions() + " as parts of a " + declared
              : atom.provisions().isEmpty()
                  ? "is to return a " + declared
                  : "provides '%s' as a %s"
                      .formatted(atom.provisions().get(0).symbol().name(), declared);
      throw new IllegalStateException(
          "Atom '%s' %s, but it returned a %s; return what is declared, or declare what is returned"
              .formatted(atom.name(), promise, result.getClass().getName()));
    }
  }

  /**
   * Takes a result apart, and checks that nothing is missing that was promised.
   *
   * @param atom the atom that returned it
   * @param result the result
   * @return the parts, or null if the atom does not take its result apart
   * @throws IllegalStateException if a symbol that must be there is null or missing, or is of
   *     another class than was declared
   */
  public static @Nullable Object @Nullable [] takeApart(Atom atom, @Nullable Object result) {
    if (atom.parts() == null) {
      if (result == null && !atom.provisions().isEmpty() && !atom.provisions().get(0).optional()) {
        throw missing(atom, atom.provisions().get(0), "it returned null", null);
      }
      return null;
    }
    @Nullable Object[] parts = new Object[atom.provisions().size()];
    for (int i = 0; i < parts.length; i++) {
      Provision provision = atom.provisions().get(i);
      if (result != null) {
        try {
          parts[i] = atom.parts().part(result, i);
        } catch (RuntimeException e) {
          throw missing(atom, provision, "its result has no such part", e);
        }
      }
      Object part = parts[i];
      if (part == null && !provision.optional()) {
        throw missing(atom, provision, "that part of its result is null", null);
      }
      if (part != null && !provision.symbol().type().raw().isInstance(part)) {
        throw new IllegalStateException(
            "Atom '%s' provides '%s' as a %s, but that part of its result is a %s; return what is declared, or declare what is returned"
                .formatted(
                    atom.name(),
                    provision.symbol().name(),
                    provision.symbol().type(),
                    part.getClass().getName()));
      }
    }
    return parts;
  }

  private static IllegalStateException missing(
      Atom atom, Provision provision, String why, @Nullable Throwable cause) {
    return new IllegalStateException(
        "Atom '%s' promises symbol '%s', but %s; return a value, or declare that it may be absent"
            .formatted(atom.name(), provision.symbol().name(), why),
        cause);
  }
}
