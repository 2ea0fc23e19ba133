package io.backstitch;

import io.backstitch.ModelFlow.Group;
import io.backstitch.ModelFlow.Kind;
import io.backstitch.ModelFlow.Link;
import io.backstitch.ModelFlow.Part;
import io.backstitch.ModelFlow.Task;
import io.backstitch.ModelNode.Role;
import io.backstitch.annotation.Depth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who comes before whom in a {@link ReferenceModel}, and how far things reach. */
final class ModelGraph {

  /** Where a part begins and ends. */
  private record Ends(ModelNode first, ModelNode last) {}

  private final List<ModelNode> all = new ArrayList<>();
  private final Map<Part, Ends> ends = new HashMap<>();
  private final Map<Group, ModelNode> controllers = new HashMap<>();
  private final Map<ModelNode, Set<ModelNode>> reached = new HashMap<>();
  private final Map<ModelNode, Set<ModelNode>> atomsBefore = new HashMap<>();

  /** Whether somebody takes what two tasks in a graph provide that nothing orders. */
  boolean isAmbiguous;

  ModelGraph(Group root) {
    add(root);
    for (ModelNode each : all) {
      reached.put(each, reach(each, node -> true));
    }
    for (ModelNode each : all) {
      Set<ModelNode> before = new LinkedHashSet<>(atoms());
      before.removeIf(other -> !reached.get(other).contains(each));
      atomsBefore.put(each, before);
    }
  }

  private ModelNode add(Part part, Role role) {
    ModelNode node = new ModelNode(part, role);
    all.add(node);
    return node;
  }

  private Ends add(Part part) {
    if (part instanceof Task) {
      ModelNode node = add(part, Role.TASK);
      ends.put(part, new Ends(node, node));
      return new Ends(node, node);
    }
    Group group = (Group) part;
    ModelNode begin = add(group, Role.BEGIN);
    ModelNode start = begin;
    if (group.retry != null) {
      start = add(group, Role.CONTROLLER);
      controllers.put(group, start);
      begin.next.add(start);
    }
    group.parts.forEach(this::add);
    ModelNode end = add(group, Role.END);
    Set<Integer> notLast = new LinkedHashSet<>();
    for (int to = 0; to < group.parts.size(); to++) {
      boolean isFirst = true;
      for (int from = 0; from < to; from++) {
        if (isLinked(group, from, to)) {
          isFirst = false;
          notLast.add(from);
          last(group.parts.get(from)).next.add(first(group.parts.get(to)));
        }
      }
      if (isFirst) {
        start.next.add(first(group.parts.get(to)));
      }
    }
    for (int from = 0; from < group.parts.size(); from++) {
      if (!notLast.contains(from)) {
        last(group.parts.get(from)).next.add(end);
      }
    }
    if (group.parts.isEmpty()) {
      start.next.add(end);
    }
    ends.put(group, new Ends(begin, end));
    return new Ends(begin, end);
  }

  private static boolean isLinked(Group group, int from, int to) {
    return switch (group.kind) {
      case LINEAR -> from == to - 1;
      case UNORDERED -> false;
      case GRAPH ->
          group.links.stream().anyMatch(link -> link.from() == from && link.to() == to)
              || tasks(group.parts.get(to)).stream()
                  .flatMap(task -> task.required.stream())
                  .anyMatch(symbol -> provides(group.parts.get(from), symbol));
    };
  }

  private static boolean provides(Part part, String symbol) {
    return tasks(part).stream().anyMatch(task -> task.provides.equals(symbol));
  }

  private static List<Task> tasks(Part part) {
    return part instanceof Task task
        ? List.of(task)
        : ((Group) part).parts.stream().flatMap(each -> tasks(each).stream()).toList();
  }

  private ModelNode first(Part part) {
    return Objects.requireNonNull(ends.get(part)).first();
  }

  private ModelNode last(Part part) {
    return Objects.requireNonNull(ends.get(part)).last();
  }

  private static Set<ModelNode> reach(ModelNode from, Predicate<ModelNode> isOnTheWay) {
    Set<ModelNode> found = new LinkedHashSet<>();
    Deque<ModelNode> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (ModelNode next : open.remove().next) {
        if (isOnTheWay.test(next) && found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }

  private static Set<ModelNode> atomsOf(Set<ModelNode> nodes) {
    Set<ModelNode> atoms = new LinkedHashSet<>(nodes);
    atoms.removeIf(node -> !node.isAtom());
    return atoms;
  }

  /** All atoms, in order of definition. */
  List<ModelNode> atoms() {
    return all.stream().filter(ModelNode::isAtom).toList();
  }

  Set<ModelNode> before(ModelNode node) {
    return atomsBefore.get(node);
  }

  Set<ModelNode> after(ModelNode node) {
    return atomsOf(reached.get(node));
  }

  ModelNode node(Task task) {
    return first(task);
  }

  ModelNode controller(Group group) {
    return Objects.requireNonNull(controllers.get(group));
  }

  /** The controller that is asked about a failure, the innermost around what failed. */
  @Nullable ModelNode guard(ModelNode node) {
    for (Group at = node.part.around; at != null; at = at.around) {
      if (controllers.containsKey(at)) {
        return controllers.get(at);
      }
    }
    return null;
  }

  /** The atoms of a part. */
  List<ModelNode> inside(Part part) {
    return atoms().stream().filter(node -> isIn(part, node)).toList();
  }

  private static boolean isIn(Part part, ModelNode node) {
    for (Part at = node.part; at != null; at = at.around) {
      if (at == part) {
        return true;
      }
    }
    return false;
  }

  /**
   * What an atom is the first of, so that it asks whether that is executed; the outermost first.
   */
  List<Part> begunBy(ModelNode atom) {
    List<Part> begun = new ArrayList<>();
    for (Part at = atom.part; at != null; at = at.around) {
      Part part = at;
      if (before(atom).stream().noneMatch(each -> isIn(part, each))) {
        begun.add(0, at);
      }
    }
    return begun;
  }

  /** Whether something in a flow was executed, so that nobody asks about it any more. */
  boolean isBegun(Part part) {
    return inside(part).stream().anyMatch(node -> node.state != AtomState.PENDING);
  }

  List<Link> decidedLinksTo(Part part) {
    Group group = part.around;
    return group == null
        ? List.of()
        : group.links.stream()
            .filter(link -> link.decider() != null && group.parts.get(link.to()) == part)
            .toList();
  }

  /** What else is ignored if the decider of a link says no. */
  Set<ModelNode> reachOfLink(ModelNode atom, Depth depth) {
    return switch (depth) {
      case ATOM -> Set.of();
      case NEIGHBORS -> tasksNextTo(atom);
      case FLOW -> reach(atom, node -> node.role == Role.TASK);
      case ALL -> after(atom);
    };
  }

  /** What else is ignored if the decider of an element says no. */
  Set<ModelNode> reachOfElement(Part part, Depth depth) {
    ModelNode end = last(part);
    Group around = part.around;
    return switch (depth) {
      case ATOM -> Set.of();
      case NEIGHBORS -> {
        Set<ModelNode> neighbors = tasksNextTo(end);
        for (ModelNode next : end.next) {
          if (next.role == Role.BEGIN
              && next.part instanceof Group group
              && group.retry != null
              && group.parts.size() == 1
              && group.parts.get(0) instanceof Task) {
            neighbors.addAll(inside(group));
          }
        }
        yield neighbors;
      }
      case FLOW ->
          atomsOf(reach(end, node -> around != null && node.part != around && isIn(around, node)));
      case ALL -> after(end);
    };
  }

  private static Set<ModelNode> tasksNextTo(ModelNode node) {
    Set<ModelNode> tasks = new LinkedHashSet<>(node.next);
    tasks.removeIf(next -> next.role != Role.TASK);
    return tasks;
  }

  /** Who provides a symbol in a part, the last first. */
  List<ModelNode> providers(Part part, String symbol) {
    if (part instanceof Task task) {
      return task.provides.equals(symbol) ? List.of(node(task)) : List.of();
    }
    return providersIn((Group) part, ((Group) part).parts, symbol);
  }

  /** Who provides a symbol in the same flow before an element, the nearest first. */
  List<ModelNode> providersBefore(Part part, String symbol) {
    Group group = Objects.requireNonNull(part.around);
    return providersIn(
        group,
        group.parts.stream()
            .filter(each -> each != part && reached.get(last(each)).contains(first(part)))
            .toList(),
        symbol);
  }

  private List<ModelNode> providersIn(Group group, List<Part> parts, String symbol) {
    List<Part> providing = new ArrayList<>(parts);
    providing.removeIf(each -> !provides(each, symbol));
    for (int i = 1; i < providing.size(); i++) {
      isAmbiguous |=
          group.kind == Kind.GRAPH
              && !reached.get(last(providing.get(i - 1))).contains(first(providing.get(i)));
    }
    Collections.reverse(providing);
    return providing.stream().flatMap(each -> providers(each, symbol).stream()).toList();
  }
}
