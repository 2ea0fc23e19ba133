package io.backstitch.graph;

import io.backstitch.flow.Atom;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Requirement;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells which required arguments may turn out to be absent, so that only those are looked at before
 * an atom is called: what a decider may take away, what its provider may leave absent, and inputs
 * that the caller may leave out.
 */
final class Certainty {

  private static final int[] NONE = {};

  private final @Nullable Atom[] atoms;
  private final List<Provision> inputs;
  private final int inputBase;

  /** Whether what is in a slot may be absent. */
  private final boolean[] mayBeAbsent;

  Certainty(@Nullable Atom[] atoms, int[] parts, int inputBase, List<Provision> inputs) {
    this.atoms = atoms;
    this.inputs = inputs;
    this.inputBase = inputBase;
    this.mayBeAbsent = new boolean[inputBase];
    for (int node = 0; node < atoms.length; node++) {
      Atom atom = atoms[node];
      List<Provision> provisions = atom == null ? List.of() : atom.provisions();
      for (int i = 0; i < provisions.size(); i++) {
        boolean isWhole = atom == null || atom.parts() == null;
        mayBeAbsent[isWhole ? node : parts[node] + i] = provisions.get(i).optional();
      }
    }
  }

  /**
   * Finds the arguments that may be absent and must not be.
   *
   * @param arguments by node, where each argument is
   * @param requirements what an atom takes there
   * @return by node, the positions of those arguments
   */
  int[][] uncertain(int[][] arguments, Function<Atom, List<Requirement>> requirements) {
    int[][] uncertain = new int[atoms.length][];
    Arrays.fill(uncertain, NONE);
    for (int node = 0; node < atoms.length; node++) {
      Atom atom = atoms[node];
      if (atom != null && arguments[node].length > 0) {
        uncertain[node] = uncertain(arguments[node], requirements.apply(atom));
      }
    }
    return uncertain;
  }

  /** Makes nothing for the atoms, nearly all, that have no such argument. */
  private int[] uncertain(int[] slots, List<Requirement> required) {
    int[] found = NONE;
    for (int i = 0; i < slots.length; i++) {
      if (!required.get(i).optional() && mayBeAbsent(slots[i])) {
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = i;
      }
    }
    return found;
  }

  private boolean mayBeAbsent(int slot) {
    if (slot < 0) {
      return true;
    }
    return slot < inputBase ? mayBeAbsent[slot] : inputs.get(slot - inputBase).optional();
  }
}
