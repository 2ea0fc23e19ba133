package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Requirement;
import io.backstitch.flow.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the slot of every argument, in one walk through the flow in order. Slots are those of the
 * nodes' results, then those for parts of results, then the inputs.
 */
final class Binder {

  private record Missing(String atom, Requirement requirement) {}

  private final String name;
  private final Outline outline;
  private final Map<Integer, GraphOrder> graphs;
  private final Scope scope = new Scope();
  private final boolean open;
  private final Map<String, Integer> inputNumbers = new LinkedHashMap<>();
  private final List<Provision> inputs = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  private int inputBase;
  private int[] parts = new int[0];
  private int[][] arguments = new int[0][];
  private int[][] revertArguments = new int[0][];

  /**
   * Prepares to bind.
   *
   * @param name the name of the flow, for messages
   * @param graphs the order in the graph flows among the elements
   * @param given what the caller gives, or null if that is whatever nothing provides
   */
  Binder(
      String name,
      Outline outline,
      Map<Integer, GraphOrder> graphs,
      @Nullable List<Provision> given) {
    this.name = name;
    this.outline = outline;
    this.graphs = graphs;
    this.open = given == null;
    if (given != null) {
      given.forEach(this::addInput);
    }
  }

  private int addInput(Provision input) {
    Integer known = inputNumbers.putIfAbsent(input.symbol().name(), inputs.size());
    if (known != null) {
      throw new InvalidFlowException(
          Kind.DUPLICATE_NAME,
          "Flow '%s' declares input '%s' twice".formatted(name, input.symbol().name()));
    }
    inputs.add(input);
    return inputs.size() - 1;
  }

  /**
   * Binds the atoms.
   *
   * @param atoms by node, null where a flow begins or ends
   * @param entry the first node of each element
   */
  void bind(List<@Nullable Atom> atoms, int[] entry) {
    assignParts(atoms);
    arguments = new int[atoms.size()][];
    revertArguments = new int[atoms.size()][];
    Deque<Branch> branches = new ArrayDeque<>();
    new FlowWalk(outline, graphs)
        .visit(
            e -> {
              Branch around = branches.peek();
              if (around != null) {
                around.enter(e);
              }
              if (outline.element(e) instanceof Atom atom) {
                bind(entry[e], atom);
              } else {
                branches.push(branch(e));
              }
            },
            e -> {
              if (outline.element(e) instanceof FlowPattern) {
                branches.pop().close();
              }
              Branch around = branches.peek();
              if (around != null) {
                around.exit(e);
              }
            });
    complain();
  }

  private void assignParts(List<@Nullable Atom> atoms) {
    parts = new int[atoms.size()];
    inputBase = atoms.size();
    for (int node = 0; node < parts.length; node++) {
      Atom atom = atoms.get(node);
      parts[node] = inputBase;
      if (atom != null && atom.parts() != null) {
        inputBase += atom.provisions().size();
      }
    }
  }

  private Branch branch(int flow) {
    FlowElement element = outline.element(flow);
    if (element instanceof LinearFlow) {
      return new Branch();
    }
    GraphOrder graph = graphs.get(flow);
    return graph == null ? new Branch.Apart(scope) : new Branch.ByData(scope, outline, flow, graph);
  }

  private void bind(int node, Atom atom) {
    arguments[node] = slotsOf(atom, atom.requirements());
    revertArguments[node] = slotsOf(atom, atom.revertRequirements());
    List<Provision> provisions = atom.provisions();
    for (int i = 0; i < provisions.size(); i++) {
      scope.set(provisions.get(i).symbol().name(), atom.parts() == null ? node : parts[node] + i);
    }
  }

  private int[] slotsOf(Atom atom, List<Requirement> requirements) {
    int[] slots = new int[requirements.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = slotOf(atom, requirements.get(i));
    }
    return slots;
  }

  private int slotOf(Atom atom, Requirement requirement) {
    Integer provided = scope.slotOf(requirement.source());
    if (provided != null) {
      return provided;
    }
    Integer input = inputNumbers.get(requirement.source());
    if (input != null) {
      if (open && !requirement.optional()) {
        inputs.set(input, new Provision(inputs.get(input).symbol(), false));
      }
      return inputBase + input;
    }
    if (open) {
      Provision wanted =
          new Provision(
              Symbol.of(requirement.source(), requirement.symbol().type()), requirement.optional());
      return inputBase + addInput(wanted);
    }
    if (!requirement.optional()) {
      missing.add(new Missing(atom.name(), requirement));
    }
    return CompiledFlow.ABSENT;
  }

  private void complain() {
    if (missing.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("In flow '" + name + "', ");
    for (int i = 0; i < missing.size(); i++) {
      text.append(i == 0 ? "" : ", ")
          .append(
              "atom '%s' requires '%s'"
                  .formatted(missing.get(i).atom(), missing.get(i).requirement()));
    }
    text.append(", which nothing before it provides; provide it, make it an input, or rebind it");
    throw new InvalidFlowException(Kind.MISSING_PROVIDER, text.toString());
  }

  /** The slot of the first of the parts of each node's result. */
  int[] parts() {
    return parts;
  }

  int[][] arguments() {
    return arguments;
  }

  int[][] revertArguments() {
    return revertArguments;
  }

  List<Provision> inputs() {
    return inputs;
  }

  int inputBase() {
    return inputBase;
  }

  /** Where the last value of each symbol is. */
  Map<String, Integer> results() {
    Map<String, Integer> results = new LinkedHashMap<>(scope.since(0));
    inputNumbers.forEach((symbol, number) -> results.putIfAbsent(symbol, inputBase + number));
    return results;
  }
}
