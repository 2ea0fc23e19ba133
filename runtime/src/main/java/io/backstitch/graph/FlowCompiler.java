package io.backstitch.graph;

import io.backstitch.flow.Atom;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a tree of flows into arrays, in passes: number the nodes, link them, and find the slot of
 * every argument.
 *
 * <p>An atom is one node. A nested flow has two more, its begin and its end, so that n elements
 * before m others need n + m links and not n times m. A retry controller is a node between the
 * begin of its flow and everything in it.
 */
final class FlowCompiler {

  private static final Logger LOG = LoggerFactory.getLogger(FlowCompiler.class);

  private static final int NONE = -1;

  private final String name;
  private final Work work = new Work();
  private final Outline outline;
  private final List<@Nullable Atom> atoms = new ArrayList<>();
  private final int[] entry;
  private final int[] exit;
  private final int[] retry;
  private final IntList guards = new IntList();
  private final IntList from = new IntList();
  private final IntList to = new IntList();
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Map<Integer, List<BoundDecider>> deciders = new HashMap<>();
  private final Map<Integer, List<GuardDecider>> guarding = new HashMap<>();
  private final Map<Integer, String> begins = new HashMap<>();
  private final Set<Layout.Arrow> decided = new HashSet<>();

  FlowCompiler(String name, FlowPattern root) {
    this.name = name;
    this.outline = new Outline(name, root, false, work);
    this.entry = new int[outline.size()];
    this.exit = new int[outline.size()];
    this.retry = new int[outline.size()];
    Arrays.fill(retry, NONE);
  }

  /**
   * Compiles a flow whose inputs are known.
   *
   * @param inputs what the caller gives
   */
  CompiledFlow compile(List<Provision> inputs) {
    arrange();
    return finish(bind(inputs, false));
  }

  /** Compiles a flow whose inputs are whatever nothing in it provides. */
  CompiledFlow compile() {
    arrange();
    Binder binder = bind(List.of(), true);
    if (binder.mustBindAgain()) {
      // What the caller gives under a name goes to all that require it, as in TaskFlow.
      binder = bind(binder.inputs(), true);
    }
    return finish(binder);
  }

  private void arrange() {
    number();
    link();
    decide();
  }

  private Binder bind(List<Provision> inputs, boolean isOpen) {
    Binder binder = new Binder(name, outline, atoms, inputs, isOpen, !deciders.isEmpty(), work);
    binder.bind(entry, retry, guarding);
    return binder;
  }

  private CompiledFlow finish(Binder binder) {
    binder.complain();
    CompiledFlow flow =
        new CompiledFlow(
            name,
            atoms.toArray(new @Nullable Atom[0]),
            guards.toArray(),
            deciders,
            Adjacency.of(atoms.size(), from.toArray(), to.toArray()),
            Adjacency.of(atoms.size(), to.toArray(), from.toArray()),
            binder,
            new Layout(begins, decided),
            work.count());
    flow.warnings().forEach(LOG::warn);
    return flow;
  }

  /**
   * Nodes in an order that works, those of a flow between its begin and its end. Its controller
   * comes after what it guards, as it does on the way back.
   */
  private void number() {
    Deque<Integer> guarding = new ArrayDeque<>();
    IntList guardingElement = new IntList();
    FlowWalk.visit(
        outline,
        e -> {
          int around = guarding.isEmpty() ? NONE : guarding.peek();
          if (outline.element(e) instanceof Atom atom) {
            entry[e] = exit[e] = addNode(atom);
            guardingElement.add(around);
          } else {
            if (e > 0) {
              entry[e] = addNode(null);
              begins.put(entry[e], FlowDrawing.label(outline.element(e)));
              guardingElement.add(NONE);
            }
            guarding.push(outline.retry(e) == null ? around : e);
          }
        },
        e -> {
          if (outline.element(e) instanceof FlowPattern) {
            guarding.pop();
            Atom controller = outline.retry(e);
            if (controller != null) {
              retry[e] = addNode(controller);
              guardingElement.add(guarding.isEmpty() ? NONE : guarding.peek());
            }
            if (e > 0) {
              exit[e] = addNode(null);
              guardingElement.add(NONE);
            }
          }
        });
    for (int node = 0; node < guardingElement.size(); node++) {
      int e = guardingElement.get(node);
      guards.add(e == NONE ? NONE : retry[e]);
    }
  }

  private int addNode(@Nullable Atom atom) {
    int node = atoms.size();
    atoms.add(atom);
    if (atom != null && nodes.putIfAbsent(atom.name(), node) != null) {
      throw outline.duplicate(atom.name());
    }
    return node;
  }

  private void link() {
    FlowWalk.visit(outline, this::linkInside, e -> {});
  }

  private void linkInside(int e) {
    FlowElement element = outline.element(e);
    if (!(element instanceof FlowPattern)) {
      return;
    }
    if (e > 0 && retry[e] != NONE) {
      link(entry[e], retry[e]);
    }
    int[] inside = outline.children(e);
    GraphOrder order = outline.order(e);
    if (order != null) {
      linkByData(e, order);
    } else if (element instanceof LinearFlow) {
      linkInOrder(e, inside);
    } else {
      for (int child : inside) {
        linkFirst(e, child);
        linkLast(e, child);
      }
    }
    if (e > 0 && inside.length == 0) {
      link(retry[e] == NONE ? entry[e] : retry[e], exit[e]);
    }
  }

  private void linkInOrder(int flow, int[] inside) {
    for (int i = 0; i < inside.length; i++) {
      if (i == 0) {
        linkFirst(flow, inside[i]);
      } else {
        link(exit[inside[i - 1]], entry[inside[i]]);
      }
      if (i == inside.length - 1) {
        linkLast(flow, inside[i]);
      }
    }
  }

  private void linkByData(int flow, GraphOrder order) {
    boolean[] included = new boolean[order.size()];
    for (int position : order.sorted()) {
      included[position] = true;
    }
    for (int position : order.sorted()) {
      boolean isLast = true;
      IntList next = order.after(position);
      for (int i = 0; i < next.size(); i++) {
        if (included[next.get(i)]) {
          isLast = false;
          link(exit[order.member(position)], entry[order.member(next.get(i))]);
        }
      }
      if (order.before(position).size() == 0) {
        linkFirst(flow, order.member(position));
      }
      if (isLast) {
        linkLast(flow, order.member(position));
      }
    }
  }

  private void linkFirst(int flow, int element) {
    if (retry[flow] != NONE) {
      link(retry[flow], entry[element]);
    } else if (flow > 0) {
      link(entry[flow], entry[element]);
    }
  }

  private void linkLast(int flow, int element) {
    if (flow > 0) {
      link(exit[element], exit[flow]);
    }
  }

  private void link(int node, int next) {
    work.step();
    from.add(node);
    to.add(next);
  }

  /**
   * Finds who asks which decider: the atoms at the end of a link, and where a flow there begins.
   */
  private void decide() {
    Map<Integer, List<BoundDecider>> around = new HashMap<>();
    FlowWalk.visit(
        outline,
        e -> {
          List<BoundDecider> mine = around.getOrDefault(e, List.of());
          List<BoundDecider> own = onLinksTo(e);
          own.addAll(guardsOf(e));
          if (!own.isEmpty()) {
            // Those around it first: what they skip asks nobody any more.
            own.addAll(0, mine);
            mine = own;
          }
          if (mine.isEmpty()) {
            return;
          }
          if (outline.element(e) instanceof Atom) {
            deciders.put(entry[e], mine);
          } else if (retry[e] != NONE) {
            deciders.put(retry[e], mine);
          } else {
            for (int child : firstOf(e)) {
              around.put(child, mine);
            }
          }
        },
        e -> {});
  }

  private List<GuardDecider> guardsOf(int e) {
    FlowElement element = outline.element(e);
    if (element.deciders().isEmpty()) {
      return List.of();
    }
    int flow = outline.parent(e);
    boolean isInWhole = flow <= 0;
    List<GuardDecider> found = new ArrayList<>();
    for (ElementDecider decider : element.deciders()) {
      found.add(
          new GuardDecider(
              element.name(),
              decider,
              e == 0 ? 0 : entry[e],
              e == 0 ? atoms.size() - 1 : exit[e],
              isInWhole ? 0 : entry[flow],
              isInWhole ? atoms.size() - 1 : exit[flow]));
    }
    guarding.put(e, found);
    return found;
  }

  private List<BoundDecider> onLinksTo(int e) {
    GraphOrder order = e == 0 ? null : outline.order(outline.parent(e));
    List<BoundDecider> found = new ArrayList<>(0);
    if (order == null) {
      return found;
    }
    IntList before = order.before(order.positionOf(e));
    for (int i = 0; i < before.size(); i++) {
      GraphFlow.Link link = order.decided(before.get(i), order.positionOf(e));
      if (link != null && link.decider() != null) {
        int source = order.member(before.get(i));
        decided.add(new Layout.Arrow(exit[source], entry[e]));
        boolean isAtom = outline.element(source) instanceof Atom;
        found.add(
            new EdgeDecider(
                link.from(),
                link.to(),
                isAtom ? entry[source] : NONE,
                link.decider(),
                link.depth()));
      }
    }
    return found;
  }

  /**
   * What in a flow waits for nothing else in it; what comes after empty flows waits for nothing.
   */
  private int[] firstOf(int flow) {
    int[] inside = outline.children(flow);
    GraphOrder order = outline.order(flow);
    if (order != null) {
      return firstOf(order);
    }
    return outline.element(flow) instanceof LinearFlow
        ? Arrays.stream(inside).filter(this::hasAtoms).limit(1).toArray()
        : inside;
  }

  private int[] firstOf(GraphOrder order) {
    boolean[] isPassed = new boolean[order.size()];
    IntList first = new IntList();
    for (int position : order.sorted()) {
      IntList before = order.before(position);
      boolean isFree = true;
      for (int i = 0; i < before.size(); i++) {
        isFree &= isPassed[before.get(i)];
      }
      boolean isEmpty = !hasAtoms(order.member(position));
      isPassed[position] = isFree && isEmpty;
      if (isFree && !isEmpty) {
        first.add(order.member(position));
      }
    }
    return first.toArray();
  }

  private boolean hasAtoms(int e) {
    // Between the begin and the end of a flow are the nodes of its atoms and of flows in it.
    for (int node = entry[e]; node <= exit[e]; node++) {
      if (atoms.get(node) != null) {
        return true;
      }
    }
    return false;
  }
}
