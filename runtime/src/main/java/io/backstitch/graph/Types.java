package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Requirement;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks that what is provided, given or injected fits where it is taken. What does not is
 * collected, and reported at the end.
 */
final class Types {

  private record Provider(Atom atom, Symbol<?> symbol) {}

  private final String flow;
  private final @Nullable Provider[] providers;
  private final Map<String, Atom> askers = new HashMap<>();
  private final List<String> mismatches = new ArrayList<>();
  private final List<String> symbols = new ArrayList<>();

  /**
   * Prepares to check.
   *
   * @param flow the name of the flow, for messages
   * @param slots how many slots there are for what atoms provide
   */
  Types(String flow, int slots) {
    this.flow = flow;
    this.providers = new Provider[slots];
  }

  /** Tells what an atom provides in a slot. */
  void provides(int slot, Atom atom, Symbol<?> symbol) {
    providers[slot] = new Provider(atom, symbol);
  }

  /** The atom that provides what is in a slot. */
  Atom provider(int slot) {
    return Objects.requireNonNull(providers[slot], "provider").atom();
  }

  /** An atom takes what is in a slot. */
  void takes(Atom atom, Requirement requirement, int slot) {
    Provider provider = providers[slot];
    if (provider != null && !fits(requirement, provider.symbol())) {
      mismatch(
          atom,
          requirement,
          "but atom '%s' provides it as %s".formatted(provider.atom(), provider.symbol().type()));
    }
  }

  /** An atom takes what is injected into it. */
  void takesInjected(Atom atom, Requirement requirement, Symbol<?> injected) {
    if (!fits(requirement, injected)) {
      mismatch(
          atom,
          requirement,
          "but the value injected into it for that is a %s".formatted(injected.type()));
    }
  }

  /** An atom takes an input that the caller has declared. */
  void takesDeclared(Atom atom, Requirement requirement, Symbol<?> input) {
    if (!fits(requirement, input)) {
      mismatch(atom, requirement, "but as an input it is a %s".formatted(input.type()));
    }
  }

  /** An atom is the first to take an input. */
  void asksFor(Atom atom, String input) {
    askers.put(input, atom);
  }

  /**
   * An atom takes an input that others take too.
   *
   * @param input the input, of the type that suits the others
   * @return the input, of a type that suits all
   */
  Symbol<?> takesInput(Atom atom, Requirement requirement, Symbol<?> input) {
    ValueType<?> wanted = requirement.symbol().type();
    if (input.type().isKnownToBe(wanted)) {
      return input;
    }
    if (wanted.isKnownToBe(input.type()) || askers.get(input.name()) == null) {
      askers.put(input.name(), atom);
      return Symbol.of(input.name(), wanted);
    }
    if (!wanted.accepts(input.type()) && !input.type().accepts(wanted)) {
      mismatch(
          atom,
          requirement,
          "but atom '%s' takes it as %s, and one input can't be both"
              .formatted(askers.get(input.name()), input.type()));
    }
    return input;
  }

  private static boolean fits(Requirement requirement, Symbol<?> symbol) {
    ValueType<?> wanted = requirement.symbol().type();
    return wanted.equals(symbol.type()) || wanted.accepts(symbol.type());
  }

  private void mismatch(Atom atom, Requirement requirement, String why) {
    symbols.add(requirement.symbol().name());
    mismatches.add(
        "atom '%s' requires '%s' as %s, %s"
            .formatted(atom, requirement, requirement.symbol().type(), why));
  }

  /** Refuses the flow if something does not fit. */
  void complain() {
    if (!mismatches.isEmpty()) {
      throw new InvalidFlowException(
          Kind.TYPE_MISMATCH,
          "In flow '%s', %s; give both the same type, or rebind the atom to another symbol"
              .formatted(flow, String.join("; ", mismatches)),
          symbols);
    }
  }
}
