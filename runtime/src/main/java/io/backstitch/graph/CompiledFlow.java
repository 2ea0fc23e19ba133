package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Requirement;
import io.backstitch.internal.Near;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A flow in the form in which it is run: nodes and links in arrays, and for every argument the slot
 * that its value is in.
 *
 * <p>A node is an atom, or the begin or end of a nested flow. Slots hold the result of each node,
 * then the parts of results that are symbols of their own, then the inputs. Immutable, and shared
 * by all runs of the flow.
 */
public final class CompiledFlow {

  /** The slot of an optional argument that nothing provides. */
  public static final int ABSENT = -1;

  private final long work;
  private final Layout layout;
  private final String name;
  private final @Nullable Atom[] atoms;
  private final int[] guards;
  private final Map<Integer, List<BoundDecider>> deciders;
  private final Adjacency after;
  private final Adjacency before;
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
  private final List<String> warnings;
  private final Map<String, String> providedElsewhere;
  private final Map<String, Integer> nodes = new HashMap<>();
  private final boolean hasPriorities;

  CompiledFlow(
      String name,
      @Nullable Atom[] atoms,
      int[] guards,
      Map<Integer, List<BoundDecider>> deciders,
      Adjacency after,
      Adjacency before,
      Binder binder,
      Layout layout,
      long work) {
    this.work = work;
    this.layout = layout;
    this.name = name;
    this.atoms = atoms;
    this.guards = guards;
    this.deciders = deciders;
    this.after = after;
    this.before = before;
    this.inputs = List.copyOf(binder.inputs());
    this.inputBase = binder.inputBase();
    this.parts = binder.parts();
    this.arguments = binder.arguments();
    this.revertArguments = binder.revertArguments();
    Certainty certainty = new Certainty(atoms, parts, inputBase, inputs);
    this.uncertain = certainty.uncertain(arguments, Atom::requirements);
    this.revertUncertain = certainty.uncertain(revertArguments, CompiledFlow::revertRequirements);
    this.chains = binder.chains();
    this.injected = binder.injected();
    this.results = Map.copyOf(binder.results());
    this.warnings = binder.warnings(deciders);
    this.providedElsewhere = Map.copyOf(binder.providedElsewhere());
    boolean differs = false;
    int priority = 0;
    for (int node = 0; node < atoms.length; node++) {
      Atom atom = atoms[node];
      if (atom != null) {
        differs |= !nodes.isEmpty() && atom.priority() != priority;
        priority = atom.priority();
        nodes.put(atom.name(), node);
      }
    }
    this.hasPriorities = differs;
  }

  /**
   * Compiles a flow whose inputs are known.
   *
   * @param name the name of the flow, for messages
   * @param pattern the flow
   * @param inputs the symbols that the caller gives, in order
   * @return the compiled flow
   * @throws InvalidFlowException if the flow can't work
   */
  public static CompiledFlow compile(String name, FlowPattern pattern, List<Provision> inputs) {
    return new FlowCompiler(name, pattern).compile(inputs);
  }

  /**
   * Compiles a flow whose inputs are whatever its atoms require and nothing provides.
   *
   * @param name the name of the flow, for messages
   * @param pattern the flow
   * @return the compiled flow
   * @throws InvalidFlowException if the flow can't work
   */
  public static CompiledFlow compile(String name, FlowPattern pattern) {
    return new FlowCompiler(name, pattern).compile();
  }

  /**
   * Whether the atoms differ in priority.
   *
   * @return false if all have the same
   */
  public boolean hasPriorities() {
    return hasPriorities;
  }

  /**
   * The name of the flow.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * How many nodes there are: atoms, and two for each nested flow.
   *
   * @return the number; nodes are numbered from 0
   */
  public int size() {
    return atoms.length;
  }

  /** How much was looked at to compile it. */
  long work() {
    return work;
  }

  /**
   * How many slots a run needs.
   *
   * @return the number; slots are numbered from 0, a node's result has the slot of its number
   */
  public int slots() {
    return inputBase + inputs.size();
  }

  /**
   * The atom at a node.
   *
   * @param node a node
   * @return the atom, or null at the begin or end of a nested flow
   */
  public @Nullable Atom atom(int node) {
    return atoms[node];
  }

  /**
   * The node of an atom.
   *
   * @param atom the name of the atom
   * @return its node, or -1 if the flow has no such atom
   */
  public int node(String atom) {
    return nodes.getOrDefault(atom, -1);
  }

  /**
   * The node of an atom that should be there.
   *
   * @param atom the name of the atom
   * @return its node
   * @throws IllegalArgumentException if the flow has no such atom; the message names the nearest
   */
  public int requireNode(String atom) {
    int node = node(atom);
    if (node < 0) {
      throw new IllegalArgumentException(
          "Flow '%s' has no atom '%s'; %s"
              .formatted(name, atom, Near.hint(atom, atomNames(), "its atoms")));
    }
    return node;
  }

  /**
   * The retry controller that guards an atom.
   *
   * @param node the node of an atom
   * @return the node of the innermost controller around it, or -1; for a controller, that of the
   *     flow around its own
   */
  public int guard(int node) {
    return guards[node];
  }

  /**
   * What is asked before an atom is executed.
   *
   * @param node the node of the atom
   * @return an unmodifiable list, mostly empty
   */
  public List<BoundDecider> deciders(int node) {
    return deciders.isEmpty() ? List.of() : deciders.getOrDefault(node, List.of());
  }

  /**
   * How many links lead away from a node.
   *
   * @param node a node
   * @return the number of nodes directly after it
   */
  public int countAfter(int node) {
    return after.count(node);
  }

  /**
   * One of the nodes directly after a node.
   *
   * @param node a node
   * @param index from 0
   * @return the node there
   */
  public int after(int node, int index) {
    return after.at(after.begin(node) + index);
  }

  /**
   * How many links lead to a node.
   *
   * @param node a node
   * @return the number of nodes directly before it
   */
  public int countBefore(int node) {
    return before.count(node);
  }

  /**
   * One of the nodes directly before a node.
   *
   * @param node a node
   * @param index from 0
   * @return the node there
   */
  public int before(int node, int index) {
    return before.at(before.begin(node) + index);
  }

  /**
   * All nodes.
   *
   * @return a new array, each after those of them that come before it
   */
  public int[] inOrder() {
    return Walks.inOrder(after, before, size());
  }

  /**
   * The nodes after a node, directly or not.
   *
   * @param node a node
   * @return a new array, each after those of them that come before it
   */
  public int[] reachableFrom(int node) {
    return reachableFrom(node, next -> true);
  }

  /**
   * The nodes after a node, as far as a way leads there.
   *
   * @param node a node
   * @param isOnTheWay whether a node is taken, and passed through
   * @return a new array, each after those of them that come before it
   */
  public int[] reachableFrom(int node, IntPredicate isOnTheWay) {
    return Walks.reachableFrom(after, node, isOnTheWay);
  }

  /**
   * Where an argument of an atom's method is.
   *
   * @param node the node of the atom
   * @param index the position of the requirement
   * @return its slot, or {@link #ABSENT}, or less if it is to be looked for in a chain
   */
  public int argument(int node, int index) {
    return argument(arguments, node, index);
  }

  /**
   * Where an argument of an atom's revert method is.
   *
   * @param node the node of the atom
   * @param index the position of the requirement
   * @return its slot, or {@link #ABSENT}, or less if it is to be looked for in a chain
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
                name,
                index,
                known.isEmpty() ? "it requires nothing" : "it requires only " + known));
  }

  /**
   * The nearest slot of a chain.
   *
   * @param chain less than {@link #ABSENT}
   * @return the slot of a result or of a part of one
   */
  public int nearestOf(int chain) {
    return chains.slot(chain);
  }

  /**
   * What is looked at if the atom that provides the nearest slot of a chain was ignored.
   *
   * @param chain less than {@link #ABSENT}
   * @return another chain, or {@link #ABSENT}
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
   * What is in a slot, as it is declared.
   *
   * @param slot the slot of a symbol that an atom provides, or of an input; or a chain, of which
   *     the nearest slot counts
   * @return the symbol
   */
  public Provision provision(int slot) {
    int at = slot < ABSENT ? nearestOf(slot) : slot;
    if (at >= inputBase) {
      return inputs.get(at - inputBase);
    }
    int node = providerOf(at);
    Atom atom = Objects.requireNonNull(atoms[node]);
    return atom.provisions().get(atom.parts() == null ? 0 : at - parts[node]);
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
   * The inputs, in the order in which they are bound.
   *
   * @return an unmodifiable list
   */
  public List<Provision> inputs() {
    return inputs;
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
   * @return its slot, or less than {@link #ABSENT} if it is to be looked for in a chain
   * @throws IllegalArgumentException if the flow has no such symbol
   */
  public int result(String symbol) {
    Integer slot = results.get(symbol);
    if (slot == null) {
      throw new IllegalArgumentException(
          "Flow '%s' has no symbol '%s'; %s"
              .formatted(
                  name,
                  symbol,
                  Near.hint(symbol, results.keySet().stream().sorted().toList(), "its symbols")));
    }
    return slot;
  }

  /**
   * Checks values for the inputs.
   *
   * @param values one for each input, in their order
   * @return a copy
   * @throws InvalidFlowException if one is missing or not of the declared type
   */
  public @Nullable Object[] checkInputs(@Nullable Object[] values) {
    new InputCheck(this).check(values);
    return values.clone();
  }

  /** Who provides what an input is taken for, as it is not before who takes it; or null. */
  @Nullable String providedElsewhere(String input) {
    return providedElsewhere.get(input);
  }

  /** The symbols that atoms of the flow provide. */
  Set<String> provided() {
    Set<String> names = new LinkedHashSet<>();
    for (Atom atom : atoms) {
      if (atom != null) {
        atom.provisions().forEach(provision -> names.add(provision.symbol().name()));
      }
    }
    return names;
  }

  /**
   * What the whole flow provides: of each symbol, the value of its last provider. Found anew each
   * time.
   *
   * @return an unmodifiable list, in order of definition; optional is also what a decider may skip
   */
  public List<Provision> provisions() {
    return new Offers(this).list();
  }

  /**
   * Checks that the flow provides some symbols.
   *
   * @param outputs what is to be provided
   * @throws InvalidFlowException if one is not provided, or as another type
   */
  public void checkProvided(List<Provision> outputs) {
    new Offers(this).check(outputs);
  }

  /** Whether an atom, or its revert, takes what is in a slot. */
  boolean takes(int node, int slot) {
    return IntStream.concat(Arrays.stream(arguments[node]), Arrays.stream(revertArguments[node]))
        .anyMatch(taken -> taken == slot);
  }

  /**
   * What works in this flow, but may not be what was meant: values that stand for what an atom
   * provides, before who takes it or elsewhere; values that are injected and not taken, or replaced
   * before anybody takes them.
   *
   * @return one text for each, the same that was logged when the flow was compiled; unmodifiable
   */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The names of all atoms.
   *
   * @return a new list, in order of definition
   */
  public List<String> atomNames() {
    return Arrays.stream(atoms).filter(atom -> atom != null).map(Atom::name).toList();
  }

  /**
   * The atoms directly before a node. The begins and ends of nested flows are seen through.
   *
   * @param node a node
   * @return their nodes, in a new array, in order of definition
   */
  public int[] atomsBefore(int node) {
    return FlowShape.nearestAtoms(this, before, node);
  }

  /**
   * The atoms directly after a node. The begins and ends of nested flows are seen through.
   *
   * @param node a node
   * @return their nodes, in a new array, in order of definition
   */
  public int[] atomsAfter(int node) {
    return FlowShape.nearestAtoms(this, after, node);
  }

  /**
   * The flow as people see it, to be asked and drawn. It is made when it is asked for; ask once,
   * and keep it.
   *
   * @return a new object
   */
  public FlowGraph asGraph() {
    return new FlowGraph(this);
  }

  /** What a drawing shows besides nodes and links. */
  Layout layout() {
    return layout;
  }
}
