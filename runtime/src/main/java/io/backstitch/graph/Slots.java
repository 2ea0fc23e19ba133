package io.backstitch.graph;

import io.backstitch.flow.Atom;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Requirement;
import io.backstitch.internal.Near;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a flow are: a slot for the result of each node, then for the parts of results
 * that are symbols of their own, and for what is injected, then for the inputs. Immutable.
 */
public final class Slots {

  private final String flow;
  private final @Nullable Atom[] atoms;
  private final List<Provision> inputs;
  private final int inputBase;
  private final int[] parts;
  private final int[][] arguments;
  private final int[][] revertArguments;
  private final int[][] uncertain;
  private final int[][] revertUncertain;
  private final Chains chains;
  private final Map<Integer, @Nullable Object> injected;
  private final Map<String, Integer> results;

  Slots(String flow, @Nullable Atom[] atoms, Binder binder) {
    this.flow = flow;
    this.atoms = atoms;
    this.inputs = List.copyOf(binder.inputs());
    this.inputBase = binder.inputBase();
    this.parts = binder.parts();
    this.arguments = binder.arguments();
    this.revertArguments = binder.revertArguments();
    Certainty certainty = new Certainty(atoms, parts, inputBase, inputs);
    this.uncertain = certainty.uncertain(arguments, Atom::requirements);
    this.revertUncertain = certainty.uncertain(revertArguments, Slots::revertRequirements);
    this.chains = binder.chains();
    this.injected = binder.injected();
    this.results = Map.copyOf(binder.results());
  }

  /**
   * How many slots a run needs.
   *
   * @return the number; slots are numbered from 0, a node's result has the slot of its number
   */
  public int count() {
    return inputBase + inputs.size();
  }

  /**
   * Where an argument of an atom's method is.
   *
   * @param node the node of the atom
   * @param index the position of the requirement
   * @return its slot, or {@link CompiledFlow#ABSENT}, or less if it is to be looked for in a chain
   */
  public int argument(int node, int index) {
    return argument(arguments, node, index);
  }

  /**
   * Where an argument of an atom's revert method is.
   *
   * @param node the node of the atom
   * @param index the position of the requirement
   * @return its slot, or {@link CompiledFlow#ABSENT}, or less if it is to be looked for in a chain
   */
  public int revertArgument(int node, int index) {
    return argument(revertArguments, node, index);
  }

  private static List<Requirement> revertRequirements(Atom atom) {
    return atom.controller() == null ? atom.revertRequirements() : atom.requirements();
  }

  /**
   * What an atom's method, or its revert, takes.
   *
   * @param node the node of the atom
   * @param isRevert whether its revert is meant; that of a retry controller takes what its other
   *     methods take
   * @return an unmodifiable list
   */
  public List<Requirement> requirements(int node, boolean isRevert) {
    Atom atom = Objects.requireNonNull(atoms[node]);
    return isRevert ? revertRequirements(atom) : atom.requirements();
  }

  /**
   * Which arguments must be there when an atom is called, and may turn out to be absent.
   *
   * @param node the node of the atom
   * @param isRevert whether its revert is meant
   * @return the positions of the requirements, mostly none; not to be changed
   */
  public int[] uncertain(int node, boolean isRevert) {
    return isRevert ? revertUncertain[node] : uncertain[node];
  }

  private int argument(int[][] all, int node, int index) {
    int[] slots = all[node];
    if (index < 0 || index >= slots.length) {
      throw noArgument(node, index, all == revertArguments);
    }
    return slots[index];
  }

  private IndexOutOfBoundsException noArgument(int node, int index, boolean isOfRevert) {
    Atom atom = Objects.requireNonNull(atoms[node]);
    boolean isRevert = isOfRevert && atom.controller() == null;
    List<Requirement> known = requirements(node, isOfRevert);
    return new IndexOutOfBoundsException(
        "%s '%s' of flow '%s' asked for argument %d, but %s; arguments are counted from 0, in the order in which they are required"
            .formatted(
                isRevert ? "The revert of atom" : "Atom",
                atom.name(),
                flow,
                index,
                known.isEmpty() ? "it requires nothing" : "it requires only " + known));
  }

  /**
   * The nearest slot of a chain.
   *
   * @param chain less than {@link CompiledFlow#ABSENT}
   * @return the slot of a result or of a part of one
   */
  public int nearestOf(int chain) {
    return chains.slot(chain);
  }

  /**
   * What is looked at if the atom that provides the nearest slot of a chain was ignored.
   *
   * @param chain less than {@link CompiledFlow#ABSENT}
   * @return another chain, or {@link CompiledFlow#ABSENT}
   */
  public int fartherThan(int chain) {
    return chains.rest(chain);
  }

  /**
   * The node whose result is in a slot.
   *
   * @param slot a slot of a result or of a part of one
   * @return the node
   */
  public int providerOf(int slot) {
    if (slot < atoms.length) {
      return slot;
    }
    // The last node whose parts begin at the slot or before it; nodes without parts share a number.
    int low = 0;
    int high = parts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (parts[middle] <= slot) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * The values that are injected into atoms.
   *
   * @return by slot; not to be changed
   */
  public Map<Integer, @Nullable Object> injected() {
    return injected;
  }

  /**
   * Where a part of an atom's result is.
   *
   * @param node the node of an atom whose result is taken apart
   * @param index the position of the part
   * @return its slot
   */
  public int part(int node, int index) {
    return parts[node] + index;
  }

  /**
   * Where an input is.
   *
   * @param index the position of the input
   * @return its slot
   */
  public int input(int index) {
    return inputBase + index;
  }

  /**
   * Where the last value of a symbol is.
   *
   * @param symbol the name of a symbol that the flow provides or is given
   * @return its slot, or less than {@link CompiledFlow#ABSENT} if it is to be looked for in a chain
   * @throws IllegalArgumentException if the flow has no such symbol
   */
  public int result(String symbol) {
    Integer slot = results.get(symbol);
    if (slot == null) {
      throw new IllegalArgumentException(
          "Flow '%s' has no symbol '%s'; %s"
              .formatted(
                  flow,
                  symbol,
                  Near.hint(symbol, results.keySet().stream().sorted().toList(), "its symbols")));
    }
    return slot;
  }

  /** Whether an atom, or its revert, takes what is in a slot. */
  boolean takes(int node, int slot) {
    return IntStream.concat(Arrays.stream(arguments[node]), Arrays.stream(revertArguments[node]))
        .anyMatch(taken -> taken == slot);
  }

  /**
   * What is in a slot, as it is declared.
   *
   * @param slot the slot of a symbol that an atom provides, or of an input; or a chain, of which
   *     the nearest slot counts
   * @return the symbol
   */
  public Provision provision(int slot) {
    int at = slot < CompiledFlow.ABSENT ? nearestOf(slot) : slot;
    if (at >= inputBase) {
      return inputs.get(at - inputBase);
    }
    int node = providerOf(at);
    Atom atom = Objects.requireNonNull(atoms[node]);
    return atom.provisions().get(atom.parts() == null ? 0 : at - parts[node]);
  }

  List<Provision> inputs() {
    return inputs;
  }
}
