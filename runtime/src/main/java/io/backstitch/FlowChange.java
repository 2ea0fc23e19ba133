package io.backstitch;

import io.backstitch.FlowRecord.Part;
import io.backstitch.FlowRecord.Source;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Requirement;
import io.backstitch.graph.BoundDecider;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.graph.GuardDecider;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.StoredRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds why a stored run can't carry on with a flow that has changed since: what has begun must
 * still be there, in an order in which it could have begun, and must find what it has taken.
 */
final class FlowChange {

  private final CompiledFlow graph;

  /** Whether it is known how the flow was made before, and not only what is recorded. */
  private final boolean isKnown;

  private final Standing before;
  private final Standing now;
  private final List<String> differences = new ArrayList<>();

  private FlowChange(CompiledFlow graph, boolean isKnown, Standing before, Standing now) {
    this.graph = graph;
    this.isKnown = isKnown;
    this.before = before;
    this.now = now;
  }

  /**
   * Compares.
   *
   * @param run the run as it is stored
   * @param then how the flow was made with which it last went on, or null if that is not known
   * @param now how it is made
   * @param graph the flow
   * @return what keeps the run from carrying on, one sentence each
   */
  static List<String> differences(
      StoredRun run, @Nullable FlowRecord then, FlowRecord now, CompiledFlow graph) {
    FlowRecord before = then == null ? now : then;
    return new FlowChange(graph, then != null, new Standing(before, run), new Standing(now, run))
        .differences(run);
  }

  /** Compares no more than what is needed to tell what has become of a run. */
  static List<String> ofRows(StoredRun run, FlowRecord now) {
    List<String> differences = new ArrayList<>();
    for (AtomRecord row : run.atoms()) {
      int node = now.node(row.atom());
      if (node < 0 && isNeeded(row, run)) {
        differences.add(isMissing(row));
      } else if (node >= 0
          && Standing.hasSomethingToUndo(row.state())
          && !Versions.areOfOneMajor(row.version(), now.atom(node).version())) {
        differences.add(
            "atom '%s' was recorded in version %s and is now %s"
                .formatted(row.atom(), row.version(), now.atom(node).version()));
      }
    }
    return differences;
  }

  /** Whether there is something to undo, or to tell of those who ask why the run turned back. */
  private static boolean isNeeded(AtomRecord row, StoredRun run) {
    return Standing.hasSomethingToUndo(row.state()) || (run.turnedBack() && row.failure() != null);
  }

  private static String isMissing(AtomRecord row) {
    return "it has no atom '%s' any more, which is recorded as %s"
        .formatted(row.atom(), row.state());
  }

  private List<String> differences(StoredRun run) {
    for (AtomRecord row : run.atoms()) {
      int then = before.flow.node(row.atom());
      if (now.flow.node(row.atom()) < 0
          && (then < 0 || !before.hasBegun(then))
          && isNeeded(row, run)) {
        add(isMissing(row));
      }
    }
    for (int node = 0; node < before.flow.size(); node++) {
      Part part = before.flow.part(node);
      if (part != null) {
        compare(node, part);
      }
    }
    findWhatComesBeforeTheBegun();
    // Nothing to compare with, or nothing that could be in another order.
    if (before.flow != now.flow) {
      findWhatComesInAnotherOrder();
    }
    return differences;
  }

  private void compare(int then, Part part) {
    int node = now.flow.node(part.name());
    if (node < 0) {
      if (before.hasBegun(then)) {
        add("it has no atom '%s' any more, which %s".formatted(part.name(), before.toldOf(then)));
      }
    } else if (before.hasBegun(then)) {
      compareBegun(then, node, part);
    } else if (before.state(then) == AtomState.PENDING && now.state(node) == AtomState.IGNORE) {
      add(
          "atom '%s' was skipped in an attempt of a retry controller that is not around it any more"
              .formatted(part.name()));
    } else if (isKnown
        && now.state(node) == AtomState.IGNORE
        && !now.isToUndo(node)
        && !mayBeSkipped().contains(node)) {
      add(
          "atom '%s' was skipped, and no decider is there any more that could skip it"
              .formatted(part.name()));
    }
  }

  private void compareBegun(int then, int node, Part part) {
    Part changed = now.flow.atom(node);
    String told = before.toldOf(then);
    AtomRecord row = before.row(then);
    boolean wasController = row == null ? part.isController() : row.retry() != null;
    if (wasController != changed.isController()) {
      add(
          "'%s' %s as a %s and is a %s now"
              .formatted(part.name(), told, kind(wasController), kind(changed.isController())));
      return;
    }
    String version = row == null ? part.version() : row.version();
    if (!Versions.areOfOneMajor(version, changed.version())) {
      add(
          "atom '%s' %s in version %s and is now %s"
              .formatted(part.name(), told, version, changed.version()));
    }
    if (before.state(then) != now.state(node) || before.isToUndo(then) != now.isToUndo(node)) {
      add(
          "atom '%s' %s, and is guarded by other retry controllers now, of which one has tried again or is about to"
              .formatted(part.name(), told));
    }
    if (before.state(then) == AtomState.SUCCESS) {
      compareProvided(node, part, changed);
    }
    compareTaken(then, node, part, changed);
  }

  private static String kind(boolean isController) {
    return isController ? "retry controller" : "task";
  }

  /** The stored result is one value: whether it is what the atom says now that it provides. */
  private void compareProvided(int node, Part part, Part changed) {
    Atom atom = Objects.requireNonNull(graph.atom(node));
    boolean isByPosition = atom.parts() != null && isSequence(atom);
    for (int i = 0; i < changed.provides().size(); i++) {
      String symbol = changed.provides().get(i);
      int then = part.provides().indexOf(symbol);
      boolean mayBeAbsent = atom.parts() != null && atom.provisions().get(i).optional();
      if (part.provides().isEmpty()) {
        continue;
      }
      if (then < 0 && (!mayBeAbsent || isByPosition)) {
        add(
            "atom '%s' is done and has provided %s, but provides '%s' now"
                .formatted(part.name(), part.provides(), symbol));
      } else if (then >= 0 && then != i && isByPosition) {
        add(
            "atom '%s' is done and has provided %s, but '%s' is at another place now"
                .formatted(part.name(), part.provides(), symbol));
      }
    }
  }

  private static boolean isSequence(Atom atom) {
    Class<?> raw = Objects.requireNonNull(atom.resultType()).raw();
    return raw.isArray() || Iterable.class.isAssignableFrom(raw);
  }

  /** What was called with a value must not be undone, or called once more, with another one. */
  private void compareTaken(int then, int node, Part part, Part changed) {
    boolean isCalledAgain =
        before.state(then) != AtomState.SUCCESS && before.state(then) != AtomState.FAILURE;
    Set<String> needed = new LinkedHashSet<>();
    for (boolean isRevert : isCalledAgain ? new boolean[] {false, true} : new boolean[] {true}) {
      for (Requirement required : graph.slots().requirements(node, isRevert)) {
        needed.add(required.symbol().name());
      }
    }
    for (String parameter : needed) {
      Set<Source> taken = part.takes().get(parameter);
      Set<Source> taking = changed.takes().get(parameter);
      if (taken != null && !taken.equals(taking)) {
        add(
            "atom '%s' %s, with '%s' from %s, which comes from %s now"
                .formatted(part.name(), before.toldOf(then), parameter, told(taken), told(taking)));
      }
    }
  }

  private static String told(@Nullable Set<Source> sources) {
    return sources == null
        ? "nowhere"
        : String.join(" or ", sources.stream().map(Source::toString).toList());
  }

  private void findWhatComesBeforeTheBegun() {
    Set<String> found = new LinkedHashSet<>();
    for (int node : now.flow.inOrder()) {
      Part part = now.flow.part(node);
      int then = part == null ? -1 : before.flow.node(part.name());
      int holds = now.heldUpBy(node);
      if (part != null
          && then >= 0
          && before.hasBegun(then)
          && holds >= 0
          && !now.isToUndo(node)
          // Of all that comes after it, the first is enough to know.
          && found.add(now.flow.atom(holds).name())) {
        add(
            "atom '%s', which is not done, comes before '%s' now, which %s"
                .formatted(now.flow.atom(holds).name(), part.name(), before.toldOf(then)));
      }
    }
  }

  /** What is undone goes the way back, so it must be the way on which it was done. */
  private void findWhatComesInAnotherOrder() {
    long[] latest = new long[now.flow.size()];
    for (int node : now.flow.inOrder()) {
      for (int each : now.flow.before(node)) {
        latest[node] = Math.max(latest[node], Math.max(latest[each], doneAt(each)));
      }
      long at = doneAt(node);
      if (at > 0 && latest[node] > at) {
        findWhatWasDoneAfter(node);
      }
    }
  }

  /** The step in which a task came to where it stands, or 0 if it has nothing to undo. */
  private long doneAt(int node) {
    AtomRecord row = now.row(node);
    return row == null || row.retry() != null || !now.hasBegun(node) ? 0 : row.sequence();
  }

  private void findWhatWasDoneAfter(int node) {
    String name = now.flow.atom(node).name();
    for (String each : now.flow.allBefore(node)) {
      int then = before.flow.node(each);
      if (then >= 0 && before.hasBegun(then) && before.flow.allBefore(then).contains(name)) {
        add(
            "'%s' came before '%s', which has begun, too, and comes after it now"
                .formatted(name, each));
      }
    }
  }

  private Set<Integer> mayBeSkipped() {
    Set<Integer> nodes = new LinkedHashSet<>();
    for (int node = 0; node < graph.size(); node++) {
      for (BoundDecider decider : graph.deciders(node)) {
        nodes.add(node);
        for (int each : graph.reachableFrom(node)) {
          nodes.add(each);
        }
        if (decider instanceof GuardDecider guard) {
          for (int each = guard.first(); each <= guard.last(); each++) {
            nodes.add(each);
          }
        }
      }
    }
    return nodes;
  }

  private void add(String difference) {
    differences.add(difference);
  }
}
