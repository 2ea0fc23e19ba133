package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Requirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tree of flows into arrays, in passes: number the nodes, link them, and walk through them
 * once in order to find the slot of every argument.
 *
 * <p>An atom is one node. A nested flow has two more, its begin and its end, so that n elements
 * before m others need n + m links and not n times m.
 */
final class FlowCompiler {

  private final String name;
  private final Outline outline;
  private final boolean open;
  private final List<@Nullable Atom> atoms = new ArrayList<>();
  private final int[] entry;
  private final int[] exit;
  private final IntList from = new IntList();
  private final IntList to = new IntList();
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Map<Integer, GraphOrder> graphs = new HashMap<>();
  private final Map<String, Integer> inputNumbers = new LinkedHashMap<>();
  private final List<Provision> inputs;
  private int[] parts = new int[0];
  private int[][] arguments = new int[0][];
  private int[][] revertArguments = new int[0][];
  private int inputBase;
  private final Scope scope = new Scope();
  private final List<Missing> missing = new ArrayList<>();

  private record Missing(String atom, Requirement requirement) {}

  /**
   * Prepares to compile.
   *
   * @param inputs what the caller gives, or null if that is whatever nothing provides
   */
  FlowCompiler(String name, FlowPattern root, @Nullable List<Provision> inputs) {
    this.name = name;
    this.outline = new Outline(root);
    this.open = inputs == null;
    this.inputs = new ArrayList<>();
    this.entry = new int[outline.size()];
    this.exit = new int[outline.size()];
    if (inputs != null) {
      inputs.forEach(this::addInput);
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

  CompiledFlow compile() {
    number();
    link();
    assignParts();
    bind();
    complain();
    Map<String, Integer> results = new LinkedHashMap<>(scope.since(0));
    inputNumbers.forEach((symbol, number) -> results.putIfAbsent(symbol, inputBase + number));
    return new CompiledFlow(
        name,
        atoms.toArray(new @Nullable Atom[0]),
        Adjacency.of(atoms.size(), from.toArray(), to.toArray()),
        Adjacency.of(atoms.size(), to.toArray(), from.toArray()),
        List.copyOf(inputs),
        inputBase,
        parts,
        arguments,
        revertArguments,
        Map.copyOf(results));
  }

  /** Nodes in order of definition; the end of a flow comes after all that is inside it. */
  private void number() {
    walk(
        e -> {
          if (outline.element(e) instanceof Atom atom) {
            entry[e] = exit[e] = addNode(atom);
          } else if (e > 0) {
            entry[e] = addNode(null);
          }
        },
        e -> {
          if (e > 0 && outline.element(e) instanceof FlowPattern) {
            exit[e] = addNode(null);
          }
        });
  }

  private int addNode(@Nullable Atom atom) {
    int node = atoms.size();
    atoms.add(atom);
    if (atom != null && nodes.putIfAbsent(atom.name(), node) != null) {
      throw new InvalidFlowException(
          Kind.DUPLICATE_NAME,
          "Flow '%s' has two atoms named '%s'; a name tells which stored result belongs to which atom, so give one of them another"
              .formatted(name, atom.name()));
    }
    return node;
  }

  private void link() {
    for (int e = 0; e < outline.size(); e++) {
      FlowElement element = outline.element(e);
      IntList inside = outline.children(e);
      if (element instanceof LinearFlow) {
        linkInOrder(e, inside);
      } else if (element instanceof GraphFlow graph) {
        linkByData(e, new GraphOrder(name, graph, outline, e));
      } else if (element instanceof FlowPattern) {
        for (int i = 0; i < inside.size(); i++) {
          linkFirst(e, inside.get(i));
          linkLast(e, inside.get(i));
        }
      }
      if (e > 0 && element instanceof FlowPattern && inside.size() == 0) {
        link(entry[e], exit[e]);
      }
    }
  }

  private void linkInOrder(int flow, IntList inside) {
    for (int i = 0; i < inside.size(); i++) {
      if (i == 0) {
        linkFirst(flow, inside.get(i));
      } else {
        link(exit[inside.get(i - 1)], entry[inside.get(i)]);
      }
      if (i == inside.size() - 1) {
        linkLast(flow, inside.get(i));
      }
    }
  }

  private void linkByData(int flow, GraphOrder graph) {
    graphs.put(flow, graph);
    for (int position = 0; position < outline.children(flow).size(); position++) {
      IntList next = graph.after(position);
      for (int i = 0; i < next.size(); i++) {
        link(exit[graph.member(position)], entry[graph.member(next.get(i))]);
      }
      if (graph.before(position).size() == 0) {
        linkFirst(flow, graph.member(position));
      }
      if (next.size() == 0) {
        linkLast(flow, graph.member(position));
      }
    }
  }

  private void linkFirst(int flow, int element) {
    if (flow > 0) {
      link(entry[flow], entry[element]);
    }
  }

  private void linkLast(int flow, int element) {
    if (flow > 0) {
      link(exit[element], exit[flow]);
    }
  }

  private void link(int node, int next) {
    from.add(node);
    to.add(next);
  }

  /** Slots: one for each node's result, then those for parts of results, then the inputs. */
  private void assignParts() {
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

  private void bind() {
    arguments = new int[atoms.size()][];
    revertArguments = new int[atoms.size()][];
    Deque<Branch> branches = new ArrayDeque<>();
    walk(
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
              io.backstitch.flow.Symbol.of(requirement.source(), requirement.symbol().type()),
              requirement.optional());
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

  private Branch branch(int flow) {
    FlowElement element = outline.element(flow);
    if (element instanceof LinearFlow) {
      return new Branch();
    }
    GraphOrder graph = graphs.get(flow);
    return graph == null ? new Apart() : new ByData(flow, graph);
  }

  /** How symbols pass among the elements of one flow; in a linear one, to all that come later. */
  private static class Branch {

    void enter(int element) {}

    void exit(int element) {}

    void close() {}
  }

  /** The elements of an unordered flow see nothing of each other. */
  private final class Apart extends Branch {

    private final Map<String, Integer> exports = new LinkedHashMap<>();
    private int mark;

    @Override
    void enter(int element) {
      mark = scope.mark();
    }

    @Override
    void exit(int element) {
      exports.putAll(scope.since(mark));
      scope.rollback(mark);
    }

    @Override
    void close() {
      scope.setAll(exports);
    }
  }

  /** The elements of a graph flow see what their providers among the others export. */
  private final class ByData extends Branch {

    private final GraphOrder graph;
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final Map<Integer, Map<String, Integer>> exports = new LinkedHashMap<>();
    private int mark;
    private int markInside;

    ByData(int flow, GraphOrder graph) {
      this.graph = graph;
      for (int position = 0; position < outline.children(flow).size(); position++) {
        positions.put(graph.member(position), position);
      }
    }

    @Override
    void enter(int element) {
      mark = scope.mark();
      int position = positions.getOrDefault(element, -1);
      graph.sources(position).forEach((symbol, source) -> show(symbol, source));
      if (outline.element(element) instanceof Atom atom) {
        atom.requirements().forEach(requirement -> showOptional(position, requirement));
        atom.revertRequirements().forEach(requirement -> showOptional(position, requirement));
      }
      markInside = scope.mark();
    }

    private void showOptional(int position, Requirement requirement) {
      if (requirement.optional()) {
        int source = graph.optionalSource(position, requirement.source());
        if (source >= 0) {
          show(requirement.source(), source);
        }
      }
    }

    private void show(String symbol, int position) {
      Map<String, Integer> exported = exports.get(position);
      Integer slot = exported == null ? null : exported.get(symbol);
      if (slot != null) {
        scope.set(symbol, slot);
      }
    }

    @Override
    void exit(int element) {
      exports.put(positions.get(element), scope.since(markInside));
      scope.rollback(mark);
    }

    @Override
    void close() {
      exports.values().forEach(scope::setAll);
    }
  }

  private interface Visit {
    void at(int element);
  }

  /** Visits every element, those of a graph flow in their sorted order once it is known. */
  private void walk(Visit enter, Visit leave) {
    record Place(int element, PrimitiveIterator.OfInt children) {}
    Deque<Place> path = new ArrayDeque<>();
    enter.at(0);
    path.push(new Place(0, order(0)));
    while (!path.isEmpty()) {
      Place place = path.element();
      if (place.children().hasNext()) {
        int child = place.children().nextInt();
        enter.at(child);
        path.push(new Place(child, order(child)));
      } else {
        leave.at(path.pop().element());
      }
    }
  }

  private PrimitiveIterator.OfInt order(int element) {
    GraphOrder graph = graphs.get(element);
    int[] children = outline.children(element).toArray();
    if (graph == null) {
      return Arrays.stream(children).iterator();
    }
    int[] sorted = graph.sorted();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = graph.member(sorted[i]);
    }
    return Arrays.stream(sorted).iterator();
  }
}
