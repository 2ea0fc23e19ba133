package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tree of flows into arrays, in passes: number the nodes, link them, and find the slot of
 * every argument.
 *
 * <p>An atom is one node. A nested flow has two more, its begin and its end, so that n elements
 * before m others need n + m links and not n times m.
 */
final class FlowCompiler {

  private final String name;
  private final @Nullable List<Provision> given;
  private final Outline outline;
  private final List<@Nullable Atom> atoms = new ArrayList<>();
  private final int[] entry;
  private final int[] exit;
  private final IntList from = new IntList();
  private final IntList to = new IntList();
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Map<Integer, GraphOrder> graphs = new HashMap<>();

  /**
   * Prepares to compile.
   *
   * @param inputs what the caller gives, or null if that is whatever nothing provides
   */
  FlowCompiler(String name, FlowPattern root, @Nullable List<Provision> inputs) {
    this.name = name;
    this.given = inputs;
    this.outline = new Outline(root);
    this.entry = new int[outline.size()];
    this.exit = new int[outline.size()];
  }

  CompiledFlow compile() {
    number();
    link();
    Binder binder = new Binder(name, outline, graphs, given);
    binder.bind(atoms, entry);
    return new CompiledFlow(
        name,
        atoms.toArray(new @Nullable Atom[0]),
        Adjacency.of(atoms.size(), from.toArray(), to.toArray()),
        Adjacency.of(atoms.size(), to.toArray(), from.toArray()),
        List.copyOf(binder.inputs()),
        binder.inputBase(),
        binder.parts(),
        binder.arguments(),
        binder.revertArguments(),
        Map.copyOf(binder.results()));
  }

  /** Nodes in order of definition; the end of a flow comes after all that is inside it. */
  private void number() {
    new FlowWalk(outline, graphs)
        .visit(
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
}
