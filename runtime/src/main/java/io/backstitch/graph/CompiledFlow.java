package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.Provision;
import io.backstitch.internal.Near;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A flow in the form in which it is run: nodes and links in arrays, and for every argument the slot
 * that its value is in.
 *
 * <p>A node is an atom, or the begin or end of a nested flow. Immutable, and shared by all runs of
 * the flow.
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
  private final Slots slots;
  private final List<String> warnings;
  private final Map<String, String> providedElsewhere;
  private final Map<String, Integer> nodes = new HashMap<>();
  private final boolean hasPriorities;

  /** By node, whether it is lazy; empty if none is. */
  private final BitSet lazy = new BitSet(0);

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
    this.slots = new Slots(name, atoms, binder);
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
    for (int node = 0; node < atoms.length; node++) {
      Atom atom = atoms[node];
      lazy.set(node, atom != null && atom.isLazy() && !isBeforeTransaction(node));
    }
  }

  /**
   * Where its values are.
   *
   * @return the slots of a run of this flow
   */
  public Slots slots() {
    return slots;
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
   * Whether some results may be stored later than they are used.
   *
   * @return true if some atom is lazy
   */
  public boolean hasLazyAtoms() {
    return !lazy.isEmpty();
  }

  /**
   * Whether the result of an atom may be stored later than it is used. Not if a transactional atom
   * comes next: what that stores is no commit of the run, and must not be there before the result.
   *
   * @param node its node
   * @return true if it may
   */
  public boolean isLazy(int node) {
    return lazy.get(node);
  }

  private boolean isBeforeTransaction(int node) {
    BitSet seen = new BitSet();
    ArrayDeque<Integer> next = new ArrayDeque<>();
    next.add(node);
    while (!next.isEmpty()) {
      int at = next.remove();
      for (int i = 0; i < countAfter(at); i++) {
        int following = after(at, i);
        Atom atom = atoms[following];
        if (atom != null && atom.isTransactional()) {
          return true;
        }
        if (atom == null && !seen.get(following)) {
          seen.set(following);
          next.add(following);
        }
      }
    }
    return false;
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
   * The inputs, in the order in which they are bound.
   *
   * @return an unmodifiable list
   */
  public List<Provision> inputs() {
    return slots.inputs();
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
