package io.backstitch;

import io.backstitch.ModelFlow.Task;
import io.backstitch.engine.EngineOptions;
import io.backstitch.flow.RetryDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a flow, worked out slowly and plainly: after each call it looks at every atom,
 * and asks of each whether all before it is done, or all after it undone. It goes in rounds, as a
 * serial engine does: what a round makes ready waits until that is over.
 */
final class ReferenceModel {

  /** What was called: {@code execute t1 with [2]}, {@code revert t1 of 5 with [2] after [t3]}. */
  final List<String> calls = new ArrayList<>();

  private final ModelFlow flow;
  private final EngineOptions options;
  private final ModelGraph graph;
  private final ModelValues values;
  private final ModelDeciders deciders;
  private final List<ModelNode> nodes;
  private List<ModelNode> round = new ArrayList<>();
  private List<ModelNode> ready = new ArrayList<>();
  private final Set<ModelNode> failed = new LinkedHashSet<>();
  private boolean isBroken;

  ReferenceModel(ModelFlow flow, EngineOptions options) {
    this.flow = flow;
    this.options = options;
    this.graph = new ModelGraph(flow.root);
    this.values = new ModelValues(graph);
    this.deciders = new ModelDeciders(graph, values);
    this.nodes = graph.atoms();
  }

  /** Runs, or carries on, until nothing is left to do. */
  FlowState run() {
    isBroken = false;
    for (ModelNode each : nodes) {
      if (each.state == AtomState.FAILURE && each.intention == Intention.EXECUTE) {
        resolve(each);
      } else if (each.state == AtomState.RETRYING && each.intention == Intention.EXECUTE) {
        ready.add(each);
      }
    }
    examine();
    while (!ready.isEmpty()) {
      round = ready;
      ready = new ArrayList<>();
      round.sort(Comparator.comparing(ModelNode::priority).reversed());
      if (options.wholeRounds()) {
        List<ModelNode> whole = List.copyOf(round);
        round.clear();
        List<Runnable> ends = new ArrayList<>();
        whole.forEach(each -> ends.add(call(each)));
        ends.forEach(Runnable::run);
        examine();
      }
      while (!round.isEmpty()) {
        call(round.remove(0)).run();
        examine();
      }
    }
    if (isBroken) {
      return FlowState.FAILURE;
    }
    return nodes.stream().allMatch(ModelNode::isPassed) ? FlowState.SUCCESS : FlowState.REVERTED;
  }

  /** The state of each atom, by its name. */
  SortedMap<String, AtomState> states() {
    SortedMap<String, AtomState> states = new TreeMap<>();
    nodes.forEach(each -> states.put(each.name(), each.state));
    return states;
  }

  /** What a caller sees when the flow is done, by symbol. */
  SortedMap<String, Integer> values() {
    SortedMap<String, Integer> seen = new TreeMap<>();
    for (Task task : flow.tasks) {
      Integer last = values.last(flow.root, task.provides);
      if (last != null) {
        seen.put(task.provides, last);
      }
    }
    return seen;
  }

  /** Whether two tasks in a graph that nothing orders provide what somebody takes. */
  boolean isAmbiguous() {
    return graph.isAmbiguous;
  }

  // ---- What can be done next ----

  private void examine() {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = false;
      for (ModelNode each : nodes) {
        goesOn |= !isBroken && !isWaiting(each) && (goesForward(each) || goesBack(each));
      }
    }
  }

  private boolean isWaiting(ModelNode node) {
    return ready.contains(node) || round.contains(node);
  }

  private boolean goesForward(ModelNode node) {
    if (node.state != AtomState.PENDING
        || node.intention != Intention.EXECUTE
        || !graph.before(node).stream().allMatch(ModelNode::isPassed)) {
      return false;
    }
    Set<ModelNode> ignored;
    try {
      ignored = deciders.ignored(node);
    } catch (IllegalStateException e) {
      fail(node, false);
      return true;
    }
    if (ignored.isEmpty()) {
      ready.add(node);
    }
    for (ModelNode each : ignored) {
      if (each.state == AtomState.PENDING) {
        each.state = AtomState.IGNORE;
        each.intention = Intention.IGNORE;
      }
    }
    return true;
  }

  private boolean goesBack(ModelNode node) {
    if (!node.hasSomethingToUndo()
        || graph.after(node).stream().anyMatch(ModelNode::hasSomethingToUndo)) {
      return false;
    }
    if (node.intention == Intention.RETRY) {
      node.intention = Intention.EXECUTE;
      node.state = AtomState.RETRYING;
      graph.after(node).forEach(ModelNode::reset);
      ready.add(node);
      return true;
    }
    if (node.intention != Intention.REVERT) {
      return false;
    }
    if (!node.wasCalled || (node.task() != null && !node.task().hasRevert)) {
      node.state = AtomState.REVERTED;
    } else {
      node.failuresBefore = failed.stream().map(ModelNode::name).toList();
      ready.add(node);
    }
    return true;
  }

  // ---- Calls ----

  /** Calls an atom or its revert; what follows from that is told when the answer is looked at. */
  private Runnable call(ModelNode node) {
    Task task = node.task();
    if (node.intention == Intention.REVERT && node.state != AtomState.PENDING) {
      if (task != null) {
        List<@Nullable Integer> taken = new ArrayList<>();
        task.revertTakes.forEach(symbol -> taken.add(values.visible(task, symbol)));
        calls.add(
            "revert %s of %s with %s after %s"
                .formatted(node.name(), node.value, taken, node.failuresBefore));
        if (node.revertFailures++ < task.revertFailures) {
          return () -> {
            node.state = AtomState.REVERT_FAILURE;
            breakOff();
          };
        }
      }
      return () -> {
        node.state = AtomState.REVERTED;
        node.tried = 0;
      };
    }
    if (task == null) {
      Integer provides = node.retry().provides(node.tried);
      return () -> {
        node.tried++;
        succeed(node, provides);
      };
    }
    List<@Nullable Integer> taken = new ArrayList<>();
    for (String symbol : task.takes()) {
      Integer value = values.visible(task, symbol);
      if (value == null && task.required.contains(symbol)) {
        return () -> fail(node, false);
      }
      taken.add(value);
    }
    calls.add("execute %s with %s".formatted(node.name(), taken));
    int attempt = task.attempt == null ? -1 : task.takes().indexOf(task.attempt);
    if (task.fails(attempt < 0 ? null : taken.get(attempt))) {
      return () -> fail(node, true);
    }
    return () -> succeed(node, task.result(taken));
  }

  private void succeed(ModelNode node, @Nullable Integer value) {
    failed.remove(node);
    node.state = AtomState.SUCCESS;
    node.value = value;
    node.wasCalled = true;
  }

  private void fail(ModelNode node, boolean wasCalled) {
    failed.remove(node);
    failed.add(node);
    node.value = null;
    node.state = AtomState.FAILURE;
    node.wasCalled = wasCalled;
    if (options.neverResolve()) {
      breakOff();
    } else {
      resolve(node);
    }
  }

  private void breakOff() {
    isBroken = true;
    ready.clear();
    round.clear();
  }

  // ---- What follows from a failure ----

  private void resolve(ModelNode failed) {
    ModelNode givesUp = null;
    for (ModelNode at = graph.guard(failed); at != null; at = graph.guard(at)) {
      if (at.state != AtomState.IGNORE) {
        RetryDecision decision = at.retry().decide(at.tried);
        if (decision == RetryDecision.RETRY) {
          undo(at, Intention.RETRY);
          return;
        }
        if (decision == RetryDecision.REVERT_ALL) {
          nodes.forEach(this::doom);
          return;
        }
        givesUp = givesUp == null ? at : givesUp;
      }
    }
    if (givesUp == null || options.deferReverts()) {
      nodes.forEach(this::doom);
    } else {
      undo(givesUp, Intention.REVERT);
    }
  }

  private void undo(ModelNode controller, Intention intention) {
    if (controller.intention != Intention.REVERT) {
      controller.intention = intention;
    }
    graph.after(controller).forEach(this::doom);
  }

  private void doom(ModelNode node) {
    boolean isOnTheWayBack = node.intention == Intention.REVERT && node.state != AtomState.PENDING;
    node.intention = Intention.REVERT;
    if (!isOnTheWayBack) {
      ready.remove(node);
      round.remove(node);
    }
  }
}
