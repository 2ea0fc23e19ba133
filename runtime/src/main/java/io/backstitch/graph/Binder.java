package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.Injection;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Requirement;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the slot of every argument, in one walk through the flow in order. Slots are those of the
 * nodes' results, then for each node those of the parts of its result and of what is injected into
 * it, then the inputs.
 *
 * <p>An atom takes a symbol from what is injected into it; else from the inputs; else from the
 * nearest provider before it.
 */
final class Binder {

  private record Missing(String atom, Requirement requirement) {}

  /** That a chain of slots was compared with a type. */
  private record Checked(int chain, ValueType<?> type) {}

  private final String name;
  private final Outline outline;
  private final Scope scope;
  private final boolean isOpen;
  private final Map<String, Integer> inputNumbers = new LinkedHashMap<>();
  private final List<Provision> inputs = new ArrayList<>();
  private final Set<String> takenFromAtoms = new HashSet<>();
  private final List<Missing> missing = new ArrayList<>();
  private final Chains chains = new Chains();
  private final Set<Checked> checked = new HashSet<>();
  private final Map<Integer, @Nullable Object> injected = new LinkedHashMap<>();
  private final int[] parts;
  private final int[][] arguments;
  private final int[][] revertArguments;
  private final Types types;
  private final Warnings warnings;
  private final Replaced replaced;
  private final Elsewhere elsewhere;
  private final Enclosure enclosure;
  private final Map<String, String> providedElsewhere = new HashMap<>();
  private int inputBase;

  /**
   * Prepares to bind.
   *
   * @param name the name of the flow, for messages
   * @param atoms by node, null where a flow begins or ends
   * @param given what the caller gives
   * @param isOpen whether the caller also gives whatever nothing provides
   * @param mayBeIgnored whether deciders may take providers away
   * @param work counts what is looked at
   */
  Binder(
      String name,
      Outline outline,
      List<@Nullable Atom> atoms,
      List<Provision> given,
      boolean isOpen,
      boolean mayBeIgnored,
      Work work) {
    this.name = name;
    this.outline = outline;
    this.isOpen = isOpen;
    this.scope = new Scope(outline, mayBeIgnored ? chains : null, work);
    this.parts = new int[atoms.size()];
    this.arguments = new int[atoms.size()][];
    this.revertArguments = new int[atoms.size()][];
    given.forEach(this::addInput);
    assignParts(atoms);
    this.types = new Types(name, inputBase);
    this.warnings = new Warnings(name);
    this.replaced = new Replaced(types, chains);
    this.elsewhere = new Elsewhere(outline, work);
    this.enclosure = new Enclosure(outline, chains, work);
  }

  private int addInput(Provision input) {
    Integer known = inputNumbers.putIfAbsent(input.symbol().name(), inputs.size());
    if (known != null) {
      throw new InvalidFlowException(
          Kind.DUPLICATE_NAME,
          "Flow '%s' declares input '%s' twice; declare it once, for all that take it"
              .formatted(name, input.symbol().name()));
    }
    inputs.add(input);
    return inputs.size() - 1;
  }

  private void assignParts(List<@Nullable Atom> atoms) {
    inputBase = atoms.size();
    for (int node = 0; node < parts.length; node++) {
      Atom atom = atoms.get(node);
      parts[node] = inputBase;
      if (atom != null) {
        inputBase += countParts(atom);
        for (Injection injection : atom.injections()) {
          injected.put(inputBase++, injection.value());
        }
      }
    }
  }

  private static int countParts(Atom atom) {
    return atom.parts() == null ? 0 : atom.provisions().size();
  }

  /**
   * Binds the atoms.
   *
   * @param node the node of each element that is an atom
   * @param retryNode the node of the controller of each element that is a flow and has one
   * @param deciders those of each element that has some
   */
  void bind(int[] node, int[] retryNode, Map<Integer, List<GuardDecider>> deciders) {
    FlowWalk.visit(
        outline,
        e -> {
          for (GuardDecider decider : deciders.getOrDefault(e, List.of())) {
            bind(decider, e);
          }
          if (outline.element(e) instanceof Atom atom) {
            bind(node[e], atom, e);
            provide(node[e], atom, e, (symbol, slot) -> scope.provide(symbol, slot, e));
          } else {
            Atom retry = outline.retry(e);
            if (retry != null) {
              bind(retryNode[e], retry, e);
            }
            scope.enter(e);
            if (retry != null) {
              provide(
                  retryNode[e], retry, e, (symbol, slot) -> scope.provideByRetry(symbol, slot, e));
            }
          }
        },
        e -> {
          if (outline.element(e) instanceof FlowPattern) {
            scope.leave(e);
          }
        });
  }

  private void bind(int node, Atom atom, int element) {
    warnings.checkInjections(atom);
    arguments[node] = slotsOf(node, atom, atom.requirements(), element);
    revertArguments[node] =
        atom.controller() != null
            ? arguments[node]
            : slotsOf(node, atom, atom.revertRequirements(), element);
  }

  private void bind(GuardDecider decider, int element) {
    List<Requirement> requirements = decider.decider().requirements();
    if (!requirements.isEmpty()) {
      Atom asking = Atom.named("the decider of " + decider.element()).executes(in -> null).build();
      int[] slots = slotsOf(0, asking, requirements, element);
      System.arraycopy(slots, 0, decider.slots, 0, slots.length);
    }
  }

  private void provide(int node, Atom atom, int element, ObjIntConsumer<String> to) {
    List<Provision> provisions = atom.provisions();
    for (int i = 0; i < provisions.size(); i++) {
      int slot = atom.parts() == null ? node : parts[node] + i;
      types.provides(slot, atom, provisions.get(i).symbol());
      enclosure.provides(slot, element);
      to.accept(provisions.get(i).symbol().name(), slot);
      if (isOpen) {
        replaced.provides(provisions.get(i).symbol().name(), slot);
      }
    }
  }

  private int[] slotsOf(int node, Atom atom, List<Requirement> requirements, int element) {
    int[] slots = new int[requirements.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = slotOf(node, atom, requirements.get(i), element);
      replaced.takes(slots[i]);
    }
    return slots;
  }

  private int slotOf(int node, Atom atom, Requirement requirement, int element) {
    int injection = atom.injectionOf(requirement.source());
    if (injection >= 0) {
      int provided = lookUp(requirement.source(), element);
      if (provided != CompiledFlow.ABSENT) {
        warnings.injectionStandsFor(requirement.source(), atom, nearestProvider(provided));
      }
      types.takesInjected(atom, requirement, atom.injections().get(injection).symbol());
      return parts[node] + countParts(atom) + injection;
    }
    Integer input = inputNumbers.get(requirement.source());
    if (input != null) {
      return slotOfInput(input, atom, requirement, element);
    }
    int provided = lookUp(requirement.source(), element);
    if (provided != CompiledFlow.ABSENT) {
      takenFromAtoms.add(requirement.source());
      takes(atom, requirement, provided);
      return provided;
    }
    if (isOpen) {
      types.asksFor(atom, requirement.source());
      lookElsewhere(requirement.source(), atom, element);
      Symbol<?> wanted = Symbol.of(requirement.source(), requirement.symbol().type());
      return inputBase + addInput(new Provision(wanted, requirement.optional()));
    }
    if (!requirement.optional()) {
      missing.add(new Missing(atom.name(), requirement));
    }
    return CompiledFlow.ABSENT;
  }

  private int lookUp(String symbol, int element) {
    int seen = scope.lookUp(symbol, element);
    return seen < CompiledFlow.ABSENT ? enclosure.cut(seen, symbol, element) : seen;
  }

  private int slotOfInput(int number, Atom atom, Requirement requirement, int element) {
    int provided = lookUp(requirement.source(), element);
    Provision input = inputs.get(number);
    if (provided != CompiledFlow.ABSENT && isOpen && input.optional()) {
      // If nobody gives what somebody can do without, the provider's value is taken.
      inputs.set(number, new Provision(types.takesInput(atom, requirement, input.symbol()), true));
      takes(atom, requirement, provided);
      return chains.add(inputBase + number, provided);
    }
    if (provided == CompiledFlow.ABSENT) {
      lookElsewhere(requirement.source(), atom, element);
    } else {
      warnings.inputStandsFor(requirement.source(), atom, nearestProvider(provided));
    }
    takeInput(atom, requirement, number);
    return inputBase + number;
  }

  /** Warns, once for each input, that an atom takes it which may have meant a provider. */
  private void lookElsewhere(String input, Atom atom, int element) {
    if (isOpen && !providedElsewhere.containsKey(input)) {
      String where = elsewhere.tell(input, element, atom);
      if (where != null) {
        providedElsewhere.put(input, where);
        warnings.inputForWhatIsElsewhere(input, atom, where);
      }
    }
  }

  /** Who provides what is in a slot, or first in a chain. */
  private Atom nearestProvider(int provided) {
    return types.provider(provided < CompiledFlow.ABSENT ? chains.slot(provided) : provided);
  }

  private void takeInput(Atom atom, Requirement requirement, int number) {
    Provision input = inputs.get(number);
    if (isOpen) {
      Symbol<?> symbol = types.takesInput(atom, requirement, input.symbol());
      inputs.set(number, new Provision(symbol, input.optional() && requirement.optional()));
    } else {
      types.takesDeclared(atom, requirement, input.symbol());
    }
  }

  private void takes(Atom atom, Requirement requirement, int provided) {
    int at = provided;
    while (at < CompiledFlow.ABSENT && checked.add(new Checked(at, requirement.symbol().type()))) {
      types.takes(atom, requirement, chains.slot(at));
      at = chains.rest(at);
    }
    if (at > CompiledFlow.ABSENT) {
      types.takes(atom, requirement, at);
    }
  }

  /** Refuses the flow if an argument is taken from nowhere, or from what does not fit. */
  void complain() {
    types.complain();
    if (missing.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Missing each : missing) {
      String source = each.requirement().source();
      lines.add(
          "atom '%s' requires '%s'%s"
              .formatted(each.atom(), each.requirement(), outline.whereIs(source)));
      names.add(each.requirement().symbol().name());
    }
    throw new InvalidFlowException(
        Kind.MISSING_PROVIDER,
        "In flow '%s', nothing provides what is required where it is required: %s; provide it before, make it an input, or rebind the atom"
            .formatted(name, String.join(", ", lines)),
        names);
  }

  /** Whether an atom has taken from another what turned out to be an input later. */
  boolean mustBindAgain() {
    return !Collections.disjoint(takenFromAtoms, inputNumbers.keySet());
  }

  /**
   * What works, but may not be what was meant.
   *
   * @param deciders by node; what they may look at counts as taken
   */
  List<String> warnings(Map<Integer, List<BoundDecider>> deciders) {
    if (isOpen) {
      deciders.values().forEach(asked -> asked.forEach(this::takenByDecider));
      replaced.warn(scope.results(), warnings);
    }
    return warnings.all();
  }

  private void takenByDecider(BoundDecider decider) {
    if (decider instanceof EdgeDecider edge && edge.source() >= 0) {
      int node = edge.source();
      replaced.takes(node);
      int end = node + 1 < parts.length ? parts[node + 1] : inputBase;
      for (int part = parts[node]; part < end; part++) {
        replaced.takes(part);
      }
    }
  }

  /** Who provides what is taken from the inputs, by the name of the input. */
  Map<String, String> providedElsewhere() {
    return providedElsewhere;
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

  /** Slots to look through, the nearest first, for what may be ignored. */
  Chains chains() {
    return chains;
  }

  /** The values injected into atoms, by slot. */
  Map<Integer, @Nullable Object> injected() {
    return injected;
  }

  List<Provision> inputs() {
    return inputs;
  }

  int inputBase() {
    return inputBase;
  }

  /** Where the last value of each symbol is: a slot or a chain. */
  Map<String, Integer> results() {
    Map<String, Integer> results = scope.results();
    inputNumbers.forEach((symbol, number) -> results.putIfAbsent(symbol, inputBase + number));
    return results;
  }
}
