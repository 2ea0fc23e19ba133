package io.backstitch.benchmarks.crash;

import io.backstitch.Backstitch;
import io.backstitch.FlowFailedException;
import io.backstitch.FlowState;
import io.backstitch.benchmarks.crash.Ledger.Entry;
import io.backstitch.benchmarks.crash.Ledger.Line;
import io.backstitch.flow.Results;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.RunStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what was promised with what the ledger says, and with what is stored. */
final class Audit {

  private static final String REVERT = "/revert";

  private final Life.Plan plan;
  private final List<Line> ledger;
  private final List<String> lost = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  private Audit(Life.Plan plan) throws IOException {
    this.plan = plan;
    this.ledger = Ledger.read(plan.ledger());
  }

  /** Looks through all runs of a plan, when the last life has ended by itself. */
  static Audit of(Life.Plan plan) throws IOException, SQLException {
    Audit audit = new Audit(plan);
    audit.lookForLost();
    audit.lookForRepeated();
    audit.lookForWrong();
    if (Stores.isDatabase(plan.store())) {
      audit.lookAtEntries();
    }
    return audit;
  }

  /** Runs that were started, and are not there or have not come to their end. */
  List<String> lost() {
    return lost;
  }

  /** Calls that were made again though nothing had interrupted them, or their end was stored. */
  List<String> repeated() {
    return repeated;
  }

  /** What differs from a run that nothing interrupts. */
  List<String> wrong() {
    return wrong;
  }

  private void lookForLost() {
    try (RunStore store = Stores.of(plan.store()).open()) {
      for (Line line : ledger) {
        if (line.entry() == Entry.STARTED
            && store.load(line.key()).filter(run -> run.state().isFinal()).isEmpty()) {
          lost.add("run " + line.key() + " was started, and has not come to its end");
        }
      }
    }
  }

  private void lookForRepeated() {
    Set<String> begun = new HashSet<>();
    Set<String> stored = new HashSet<>();
    for (Line line : ledger) {
      switch (line.entry()) {
        case BEGIN -> {
          if (stored.contains(line.key())) {
            repeated.add("call " + line.key() + " was made again after its end was stored");
          } else if (!begun.add(line.key())) {
            repeated.add("call " + line.key() + " was made twice by one process");
          }
        }
        case STORED -> {
          // What is lazy is told before it is stored.
          if (!CrashFlow.isLazy(atomOf(line.key()))) {
            stored.add(line.key());
          }
        }
        // What was under way in the process that was killed may be called again.
        case KILL -> begun.clear();
        case STARTED, END, THROWN -> {}
      }
    }
  }

  /** The atom in an idempotency key: the names here have no slash in them. */
  private static String atomOf(String key) {
    return key.split("/", -1)[1];
  }

  private void lookForWrong() {
    Persistence persistence = Stores.of(plan.store());
    Map<String, Set<String>> open = doneAndNotUndone();
    try (Backstitch backstitch = Backstitch.open(persistence)) {
      for (int i = 0; i < plan.flows(); i++) {
        long seed = plan.firstSeed() + i;
        CrashFlow flow = new CrashFlow(seed, null, Stores.isDatabase(plan.store()));
        CrashFlow.End expected = CrashFlow.expected(seed);
        backstitch.register(flow.flow());
        for (int run = 0; run < plan.runsOfEach(); run++) {
          String id = Life.Plan.runId(seed, run);
          compare(backstitch, flow, id, expected, open.getOrDefault(id, Set.of()));
        }
      }
    }
  }

  private void compare(
      Backstitch backstitch, CrashFlow flow, String id, CrashFlow.End expected, Set<String> left) {
    CrashFlow.End end;
    try {
      end = end(backstitch, flow, id);
    } catch (RuntimeException e) {
      // Whatever it is, this run is not what it should be.
      wrong.add("run " + id + " can't be looked at: " + e);
      return;
    }
    if (!end.equals(expected)) {
      wrong.add("run " + id + " ended as " + end + ", not as " + expected);
    }
    if (end.state() == FlowState.REVERTED && !left.isEmpty()) {
      wrong.add("run " + id + " is undone, but " + left + " is not");
    }
  }

  /** What tasks did in their transactions is there exactly once, if their success is stored. */
  private void lookAtEntries() throws SQLException {
    Map<String, Integer> entries;
    try (Connection connection = Stores.connect(plan.store())) {
      entries = Entries.count(connection);
    }
    entries.forEach(
        (key, times) -> {
          if (times > 1) {
            repeated.add("call " + key + " was committed " + times + " times");
          }
        });
    try (RunStore store = Stores.of(plan.store()).open()) {
      for (int i = 0; i < plan.flows() * plan.runsOfEach(); i++) {
        String id =
            Life.Plan.runId(plan.firstSeed() + i / plan.runsOfEach(), i % plan.runsOfEach());
        store.load(id).ifPresent(run -> run.atoms().forEach(atom -> compare(id, atom, entries)));
      }
    }
  }

  private void compare(String runId, AtomRecord atom, Map<String, Integer> entries) {
    String key = runId + "/" + atom.atom() + "/" + atom.attempt();
    boolean isDone = entries.containsKey(key);
    boolean isUndone = entries.containsKey(key + REVERT);
    boolean isRight =
        switch (atom.state()) {
          case SUCCESS -> isDone && !isUndone;
          case REVERTED -> isUndone || !isDone;
          default -> !isDone && !isUndone;
        };
    if (atom.retry() == null && CrashFlow.writesEntries(atom.atom()) && !isRight) {
      wrong.add(
          "call %s is stored as %s, and what it did is %s, its undoing %s"
              .formatted(
                  key, atom.state(), isDone ? "there" : "away", isUndone ? "there" : "away"));
    }
  }

  private static CrashFlow.End end(Backstitch backstitch, CrashFlow flow, String id) {
    try {
      Results results = backstitch.start(flow.flow().with(Map.of()), id).join();
      return flow.success(results);
    } catch (FlowFailedException e) {
      return new CrashFlow.End(e.state(), Map.of());
    }
  }

  /** By run, the calls that have returned and were not followed by their revert. */
  private Map<String, Set<String>> doneAndNotUndone() {
    Map<String, Set<String>> open = new HashMap<>();
    for (Line line : ledger) {
      if (line.entry() == Entry.END && !CrashFlow.isLazy(atomOf(line.key()))) {
        String key = line.key();
        Set<String> ofRun =
            open.computeIfAbsent(key.substring(0, key.indexOf('/')), run -> new HashSet<>());
        if (key.endsWith(REVERT)) {
          ofRun.remove(key.substring(0, key.length() - REVERT.length()));
        } else {
          ofRun.add(key);
        }
      }
    }
    return open;
  }
}
