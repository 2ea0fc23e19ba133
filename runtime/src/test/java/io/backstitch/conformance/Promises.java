package io.backstitch.conformance;

import io.backstitch.AtomState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What Backstitch promises of every run, whatever goes wrong in it. Checked on what it shows of
 * itself, one step after the other, where TaskFlow is no help.
 */
final class Promises {

  private static final Map<AtomState, Set<AtomState>> NEXT =
      Map.of(
          AtomState.PENDING, Set.of(AtomState.RUNNING, AtomState.IGNORE, AtomState.FAILURE),
          AtomState.RUNNING, Set.of(AtomState.SUCCESS, AtomState.FAILURE, AtomState.REVERTING),
          AtomState.SUCCESS, Set.of(AtomState.REVERTING, AtomState.RETRYING),
          AtomState.FAILURE, Set.of(AtomState.REVERTING),
          AtomState.REVERTING, Set.of(AtomState.REVERTED, AtomState.REVERT_FAILURE),
          AtomState.REVERTED, Set.of(AtomState.PENDING),
          AtomState.REVERT_FAILURE, Set.of(AtomState.REVERTING),
          AtomState.RETRYING, Set.of(AtomState.RUNNING, AtomState.REVERTING),
          AtomState.IGNORE, Set.of(AtomState.PENDING));

  private static final Set<AtomState> DONE = Set.of(AtomState.SUCCESS, AtomState.IGNORE);
  private static final Set<AtomState> UNDONE =
      Set.of(AtomState.PENDING, AtomState.REVERTED, AtomState.IGNORE);

  private final JsonNode options;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, AtomState> states = new TreeMap<>();

  /** The atoms whose last execution has failed. */
  private final Set<String> failed = new TreeSet<>();

  /** Whether the run began with a step that is checked, so that all failures are known. */
  private boolean isWholeRun = true;

  Promises(JsonNode options) {
    this.options = options;
  }

  List<String> problems() {
    return problems;
  }

  /** Where the atoms stand before the first step that is checked. */
  void begin(JsonNode atStart) {
    isWholeRun = false;
    take(atStart);
  }

  private void take(JsonNode atStart) {
    atStart.forEachEntry((atom, state) -> states.put(atom, AtomState.valueOf(state.stringValue())));
  }

  /**
   * Checks a step.
   *
   * @param where the step, for messages
   * @param asked the step of the scenario
   * @param mine what Backstitch did
   * @param revertsAll which controllers have decided to undo everything
   */
  void check(
      String where, Order order, JsonNode asked, JsonNode mine, Collection<String> revertsAll) {
    boolean isRun = asked.get("op").stringValue().equals("run");
    for (JsonNode event : mine.get("events")) {
      String atom = event.get(0).stringValue();
      if (!atom.equals("$flow")) {
        replay(where, order, atom, AtomState.valueOf(event.get(1).stringValue()), isRun);
      }
    }
    if (isRun && !mine.get("events").isEmpty()) {
      end(where, order, asked, mine, revertsAll);
    }
    take(mine.get("states"));
  }

  private void replay(String where, Order order, String atom, AtomState to, boolean isRun) {
    AtomState from = states.getOrDefault(atom, AtomState.PENDING);
    // A run that begins anew, or that is reset, resets what is not undone too.
    boolean isReset = to == AtomState.PENDING;
    if (!isReset && !NEXT.get(from).contains(to)) {
      problems.add(where + atom + " was " + from + " and then " + to);
    }
    if (to == AtomState.RUNNING || (to == AtomState.FAILURE && from == AtomState.PENDING)) {
      demand(where + atom + " is " + to, order.before().get(atom), DONE);
    }
    if (to == AtomState.REVERTING && isRun) {
      demand(where + atom + " is " + to, order.after().get(atom), UNDONE);
    }
    if (to == AtomState.FAILURE) {
      failed.add(atom);
    } else if (to == AtomState.SUCCESS || to == AtomState.PENDING) {
      failed.remove(atom);
    }
    states.put(atom, to);
  }

  private void demand(String where, Collection<String> atoms, Set<AtomState> wanted) {
    for (String atom : atoms) {
      if (!wanted.contains(states.getOrDefault(atom, AtomState.PENDING))) {
        problems.add(where + " while " + atom + " is " + states.get(atom));
      }
    }
  }

  private void end(
      String where, Order order, JsonNode asked, JsonNode mine, Collection<String> revertsAll) {
    String raised = mine.get("raised").path("type").asString("");
    if (raised.equals("$crash")) {
      return;
    }
    String state = mine.get("flow_state").stringValue();
    String at = where + "ended " + state;
    switch (state) {
      case "SUCCESS" -> demand(at, order.before().keySet(), DONE);
      case "REVERTED" -> {
        if (raised.isEmpty()) {
          problems.add(at + " and raised nothing");
        }
        if (!Differences.options(options).neverResolve()) {
          checkReach(at, order, revertsAll);
        }
      }
      case "FAILURE" -> {
        boolean isBroken = states.containsValue(AtomState.REVERT_FAILURE);
        if (!isBroken && !(Differences.options(options).neverResolve() && !failed.isEmpty())) {
          problems.add(at + " though no revert has failed");
        }
      }
      default -> {
        if (!asked.has("suspend_after") && !asked.has("suspend_on")) {
          problems.add(at + ", which nobody asked for");
        }
      }
    }
  }

  /** What the failures reach is undone, and nothing else. */
  private void checkReach(String at, Order order, Collection<String> revertsAll) {
    Set<String> reached = new TreeSet<>();
    failed.forEach(atom -> reached.addAll(undoneWith(order, atom, revertsAll)));
    demand(at, reached, UNDONE);
    if (isWholeRun) {
      states.forEach(
          (atom, state) -> {
            if (state == AtomState.REVERTED && !reached.contains(atom)) {
              problems.add(at + " and undid " + atom + ", which no failure reached");
            }
          });
    }
  }

  /** What is undone in the end if an atom fails and nobody tries again. */
  private Set<String> undoneWith(Order order, String atom, Collection<String> revertsAll) {
    List<String> around =
        order.controllers().getOrDefault(atom, List.of()).stream()
            .filter(controller -> states.get(controller) != AtomState.IGNORE)
            .toList();
    if (around.isEmpty()
        || Differences.options(options).deferReverts()
        || around.stream().anyMatch(revertsAll::contains)) {
      return order.before().keySet();
    }
    Set<String> region = new TreeSet<>(order.after().get(around.get(0)));
    region.add(around.get(0));
    return region;
  }
}
