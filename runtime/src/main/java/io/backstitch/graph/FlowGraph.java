package io.backstitch.graph;

import io.backstitch.flow.Atom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.EdgeReversedGraph;
import org.jgrapht.traverse.BreadthFirstIterator;
import org.jgrapht.traverse.TopologicalOrderIterator;

/**
 * Answers what people ask of a flow before it runs: what runs when, what waits for what, what takes
 * longest, and what it looks like.
 *
 * <p>It knows the atoms of the flow, retry controllers included, and which comes directly after
 * which, through the begins and ends of nested flows. All methods that take the name of an atom
 * throw {@link IllegalArgumentException} for one that the flow does not have, and name the nearest.
 * Lists are unmodifiable, and in order of definition unless it says otherwise: the same flow gives
 * the same answers, drawings included. Immutable, and safe for use by any thread.
 */
public final class FlowGraph {

  private final CompiledFlow flow;

  /** Nodes, and not atoms: n atoms before m others are n + m links. Guarded by itself. */
  private final Graph<Integer, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);

  /** All nodes, each after those before it. */
  private final int[] order;

  FlowGraph(CompiledFlow flow) {
    this.flow = flow;
    for (int node = 0; node < flow.size(); node++) {
      graph.addVertex(node);
    }
    for (int node = 0; node < flow.size(); node++) {
      for (int i = 0; i < flow.countAfter(node); i++) {
        graph.addEdge(node, flow.after(node, i));
      }
    }
    order = new int[flow.size()];
    int done = 0;
    var nodes = new TopologicalOrderIterator<>(graph, Integer::compare);
    while (nodes.hasNext()) {
      order[done++] = nodes.next();
    }
  }

  /**
   * What the flow is made of.
   *
   * @return the names of all atoms
   */
  public List<String> atoms() {
    return flow.atomNames();
  }

  /**
   * Which atom comes directly after which. Where n atoms come before m others, these are n times m
   * links.
   *
   * @return the links, by the atom that comes first
   */
  public List<Link> links() {
    List<Link> links = new ArrayList<>();
    for (String from : atoms()) {
      for (String to : after(from)) {
        links.add(new Link(from, to));
      }
    }
    return Collections.unmodifiableList(links);
  }

  /**
   * What can run at the same time: the atoms in waves, each atom in the first one after all that it
   * waits for. A run does not wait for the end of a wave; an atom starts as soon as it can.
   *
   * @return the names of the atoms of each wave
   */
  public List<List<String>> plan() {
    int[] wave = new int[flow.size()];
    List<BitSet> waves = new ArrayList<>();
    for (int node : order) {
      for (int i = 0; i < flow.countBefore(node); i++) {
        int before = flow.before(node, i);
        wave[node] = Math.max(wave[node], wave[before] + (flow.atom(before) == null ? 0 : 1));
      }
      if (flow.atom(node) != null) {
        if (wave[node] == waves.size()) {
          waves.add(new BitSet());
        }
        waves.get(wave[node]).set(node);
      }
    }
    return waves.stream().map(nodes -> names(nodes.stream().toArray())).toList();
  }

  /**
   * The atoms directly before one, which it waits for.
   *
   * @param atom the name of the atom
   * @return their names
   */
  public List<String> before(String atom) {
    return names(flow.atomsBefore(flow.requireNode(atom)));
  }

  /**
   * The atoms directly after one, which wait for it.
   *
   * @param atom the name of the atom
   * @return their names
   */
  public List<String> after(String atom) {
    return names(flow.atomsAfter(flow.requireNode(atom)));
  }

  /**
   * All that must be done before an atom can start.
   *
   * @param atom the name of the atom
   * @return the names of the atoms, in an order in which they can run
   */
  public List<String> allBefore(String atom) {
    return inOrder(reached(new EdgeReversedGraph<>(graph), atom));
  }

  /**
   * All that waits for an atom, directly or not.
   *
   * @param atom the name of the atom
   * @return the names of the atoms, in an order in which they can run
   */
  public List<String> allAfter(String atom) {
    return inOrder(reached(graph, atom));
  }

  /**
   * Whether the order of two atoms is fixed. If neither comes before the other, they may run at the
   * same time.
   *
   * @param first the name of an atom
   * @param second the name of an atom
   * @return whether the second waits for the first, directly or not; false for an atom and itself
   */
  public boolean comesBefore(String first, String second) {
    int node = flow.requireNode(second);
    return reached(graph, first).get(node);
  }

  /**
   * The chain of atoms that takes longest, when each atom runs once and starts as soon as it can:
   * to make the flow faster, make one of these faster. Of several, the one that is defined first.
   *
   * @param durations how long atoms take, by name, such as {@code RunTimes.executions()}; an atom
   *     that is not there takes no time
   * @return the chain, without what takes no time at its two ends
   * @throws IllegalArgumentException if a duration is negative, or of no atom of the flow
   */
  public CriticalPath criticalPath(Map<String, Duration> durations) {
    Duration[] own = own(durations);
    Duration[] end = own.clone();
    int[] slowest = new int[flow.size()];
    int last = -1;
    for (int node : order) {
      Duration start = Duration.ZERO;
      slowest[node] = -1;
      for (int i = 0; i < flow.countBefore(node); i++) {
        int before = flow.before(node, i);
        if (end[before].compareTo(start) > 0) {
          start = end[before];
          slowest[node] = before;
        }
      }
      end[node] = start.plus(own[node]);
      if (end[node].compareTo(last < 0 ? Duration.ZERO : end[last]) > 0) {
        last = node;
      }
    }
    List<Integer> nodes = new ArrayList<>();
    for (int node = last; node >= 0; node = slowest[node]) {
      nodes.add(node);
    }
    Collections.reverse(nodes);
    return new CriticalPath(
        names(nodes.stream().mapToInt(Integer::intValue).toArray()),
        last < 0 ? Duration.ZERO : end[last]);
  }

  private Duration[] own(Map<String, Duration> durations) {
    Duration[] own = new Duration[flow.size()];
    Arrays.fill(own, Duration.ZERO);
    Objects.requireNonNull(durations, "durations");
    durations.forEach(
        (atom, duration) -> {
          if (Objects.requireNonNull(duration, "duration").isNegative()) {
            throw new IllegalArgumentException(
                "Atom '%s' of flow '%s' can't take %s, which is less than no time"
                    .formatted(atom, flow.name(), duration));
          }
          own[flow.requireNode(atom)] = duration;
        });
    return own;
  }

  /**
   * Draws the flow in the DOT language of Graphviz: atoms as boxes, retry controllers as diamonds,
   * nested flows as frames; a link that asks a decider is dashed.
   *
   * @return the text of a DOT file
   */
  public String toDot() {
    return FlowDrawing.draw(flow, order, new DotLanguage());
  }

  /**
   * Draws the flow as a flowchart of Mermaid, which many wikis and code forges show as a picture;
   * with the shapes of {@link #toDot}.
   *
   * @return what belongs into a block of the language {@code mermaid}
   */
  public String toMermaid() {
    return FlowDrawing.draw(flow, order, new MermaidLanguage());
  }

  private BitSet reached(Graph<Integer, DefaultEdge> direction, String atom) {
    int start = flow.requireNode(atom);
    BitSet reached = new BitSet();
    synchronized (graph) {
      new BreadthFirstIterator<>(direction, start).forEachRemaining(reached::set);
    }
    reached.clear(start);
    return reached;
  }

  private List<String> inOrder(BitSet nodes) {
    return names(Arrays.stream(order).filter(nodes::get).toArray());
  }

  /** The names of the atoms among nodes. */
  private List<String> names(int[] nodes) {
    return Arrays.stream(nodes)
        .mapToObj(flow::atom)
        .filter(Objects::nonNull)
        .map(Atom::name)
        .toList();
  }

  /**
   * An order between two atoms.
   *
   * @param from the name of the one that comes first
   * @param to the name of the one that comes directly after it
   */
  public record Link(String from, String to) {}
}
