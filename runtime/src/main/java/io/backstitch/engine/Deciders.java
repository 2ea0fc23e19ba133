package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.annotation.Depth;
import io.backstitch.flow.Atom;
import io.backstitch.graph.BoundDecider;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.graph.EdgeDecider;
import io.backstitch.graph.GuardDecider;
import io.backstitch.storage.RunStorage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the deciders of links and elements, and tells what is ignored if one of them says no. */
final class Deciders {

  private final CompiledFlow flow;
  private final RunStorage storage;
  private final Absence absence;

  /**
   * What was answered for flows that several atoms begin: they are executed all or not at all, so
   * the question is asked once.
   */
  private final Map<GuardDecider, Boolean> answers = new HashMap<>(0);

  Deciders(CompiledFlow flow, RunStorage storage, Absence absence) {
    this.flow = flow;
    this.storage = storage;
    this.absence = absence;
  }

  /**
   * Asks whether an atom is executed.
   *
   * @param attempt the atom that is about to start
   * @return the nodes that are ignored: none if it is executed
   * @throws Throwable if a decider throws: what it threw if the virtual machine is in trouble, else
   *     an {@link IllegalStateException} that says which decider it was
   */
  Set<Integer> ignored(Attempt attempt) throws Throwable {
    List<BoundDecider> deciders = flow.deciders(attempt.node);
    Map<String, @Nullable Object> results = resultsBefore(deciders);
    Set<Integer> ignored = new LinkedHashSet<>();
    Depth widest = null;
    for (BoundDecider each : deciders) {
      if (each instanceof EdgeDecider edge) {
        if (refuses(edge, results)) {
          widest = widest == null || edge.depth().compareTo(widest) > 0 ? edge.depth() : widest;
        }
      } else if (each instanceof GuardDecider guard && widest == null && refuses(guard, attempt)) {
        reach(guard, ignored);
        // What is farther inside is not asked any more.
        break;
      }
    }
    if (widest != null) {
      reach(attempt.node, widest, ignored);
    }
    return ignored;
  }

  /** Forgets what was answered, since what it was answered from may be different now. */
  void askAgain() {
    answers.clear();
  }

  private Map<String, @Nullable Object> resultsBefore(List<BoundDecider> deciders) {
    Map<String, @Nullable Object> results = new LinkedHashMap<>();
    for (BoundDecider each : deciders) {
      if (each instanceof EdgeDecider edge && edge.source() >= 0 && !isIgnored(edge.source())) {
        results.put(edge.from(), storage.value(edge.source()));
      }
    }
    return results;
  }

  private boolean refuses(EdgeDecider edge, Map<String, @Nullable Object> results)
      throws Throwable {
    // Who was ignored has nothing to say.
    boolean isAsked = edge.source() < 0 || !isIgnored(edge.source());
    return isAsked && !decide(edge, results);
  }

  private boolean refuses(GuardDecider guard, Attempt attempt) throws Throwable {
    Boolean answer = answers.get(guard);
    if (answer == null && hasStarted(guard)) {
      // It was asked before, as the run was on its way before it was suspended or there was a
      // crash.
      answer = true;
      answers.put(guard, answer);
    }
    if (answer == null) {
      DeciderArguments arguments = new DeciderArguments(guard, storage, absence, attempt);
      arguments.check();
      answer = decide(guard, arguments);
      if (guard.first() != guard.last()) {
        answers.put(guard, answer);
      }
    }
    return !answer;
  }

  private boolean hasStarted(GuardDecider guard) {
    for (int node = guard.first(); node <= guard.last(); node++) {
      if (flow.atom(node) != null && storage.state(node) != AtomState.PENDING) {
        return true;
      }
    }
    return false;
  }

  private static boolean decide(EdgeDecider edge, Map<String, @Nullable Object> results)
      throws Throwable {
    List<String> names = List.copyOf(results.keySet());
    try {
      return edge.decider().decide(results);
    } catch (Throwable e) {
      throw told(
          "link from '%s' to '%s'".formatted(edge.from(), edge.to()),
          ". It was handed the results of the atoms %s, by their names".formatted(names),
          e);
    }
  }

  private static boolean decide(GuardDecider guard, DeciderArguments arguments) throws Throwable {
    try {
      return guard.decider().body().decide(arguments);
    } catch (Throwable e) {
      throw told("element '%s'".formatted(guard.element()), "", e);
    }
  }

  /** What to throw for what a decider has thrown, so that it tells which decider that was. */
  private static Throwable told(String decides, String handed, Throwable thrown) {
    if (Attempt.isFatal(thrown)) {
      return thrown;
    }
    // A failure asks it with care for its message, which may throw, too.
    Failure failure = Failure.of(decides, thrown);
    return new IllegalStateException(
        "The decider of the %s threw %s%s%s"
            .formatted(
                decides, failure.type(), failure.message().map(": "::concat).orElse(""), handed),
        thrown);
  }

  private boolean isIgnored(int node) {
    return storage.state(node) == AtomState.IGNORE;
  }

  private void reach(int node, Depth depth, Set<Integer> ignored) {
    ignored.add(node);
    switch (depth) {
      case ATOM -> {}
      case NEIGHBORS -> addNeighbors(node, ignored);
      // Without leaving the flow or entering another.
      case FLOW -> add(flow.reachableFrom(node, this::isTask), ignored);
      case ALL -> add(flow.reachableFrom(node), ignored);
    }
  }

  private void reach(GuardDecider guard, Set<Integer> ignored) {
    for (int node = guard.first(); node <= guard.last(); node++) {
      ignored.add(node);
    }
    switch (guard.depth()) {
      case ATOM -> {}
      case NEIGHBORS -> {
        addNeighbors(guard.last(), ignored);
        addGuardedNeighbors(guard.last(), ignored);
      }
      case FLOW -> add(flow.reachableFrom(guard.last(), guard::isInSameFlow), ignored);
      case ALL -> add(flow.reachableFrom(guard.last()), ignored);
    }
  }

  private void addNeighbors(int node, Set<Integer> ignored) {
    Set<Integer> next = new HashSet<>();
    for (int i = 0; i < flow.countAfter(node); i++) {
      next.add(flow.after(node, i));
    }
    add(flow.reachableFrom(node, each -> next.contains(each) && isTask(each)), ignored);
  }

  /** A task with a retry controller of its own is in a flow, but still one task. */
  private void addGuardedNeighbors(int node, Set<Integer> ignored) {
    for (int i = 0; i < flow.countAfter(node); i++) {
      int begin = flow.after(node, i);
      if (flow.atom(begin) == null && flow.countAfter(begin) == 1) {
        int controller = flow.after(begin, 0);
        // Between the begin of a flow and its controller is what that guards.
        if (controller == begin + 2 && isController(controller) && isTask(begin + 1)) {
          for (int each = begin; each <= controller + 1; each++) {
            ignored.add(each);
          }
        }
      }
    }
  }

  private boolean isController(int node) {
    Atom atom = flow.atom(node);
    return atom != null && atom.controller() != null;
  }

  private boolean isTask(int node) {
    Atom atom = flow.atom(node);
    return atom != null && atom.controller() == null;
  }

  private static void add(int[] nodes, Set<Integer> ignored) {
    for (int node : nodes) {
      ignored.add(node);
    }
  }
}
