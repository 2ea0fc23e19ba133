package io.backstitch.persistence;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of a batch, each once and as the last set of its run has it, sorted by key. */
final class Rows {

  /** What tells the row of an attempt from others. */
  record AtomKey(String runId, String atom, int attempt) {}

  private final SortedSet<String> ids = new TreeSet<>();
  final SortedMap<String, NewRun> started = new TreeMap<>();
  final SortedMap<String, RunUpdate> updated = new TreeMap<>();
  final SortedMap<String, RunCounts> counted = new TreeMap<>();
  final SortedSet<Long> consumed = new TreeSet<>();
  final SortedMap<AtomKey, AtomRecord> atoms =
      new TreeMap<>(
          Comparator.comparing(AtomKey::runId)
              .thenComparing(AtomKey::atom)
              .thenComparingInt(AtomKey::attempt));

  Rows(List<WriteSet> batch) {
    for (WriteSet set : batch) {
      ids.add(set.runId());
      consumed.addAll(set.consumed());
      NewRun start = set.start();
      if (start != null && started.put(set.runId(), start) != null) {
        throw Refusals.taken(set.runId());
      }
      RunUpdate update = set.update();
      if (update != null) {
        updated.merge(set.runId(), update, (earlier, later) -> later.after(earlier));
      }
      RunCounts counts = set.counts();
      if (counts != null) {
        counted.put(set.runId(), counts);
      }
      for (AtomRecord atom : set.atoms()) {
        atoms.put(new AtomKey(set.runId(), atom.atom(), atom.attempt()), atom);
      }
    }
  }

  /** The fields of a run that comes into being. */
  RunUpdate fieldsOf(String runId) {
    return updated.getOrDefault(runId, RunUpdate.JUST_STARTED);
  }

  /** The fields that change, of runs that were there before. */
  SortedMap<String, RunUpdate> changed() {
    SortedMap<String, RunUpdate> changed = new TreeMap<>(updated);
    changed.keySet().removeAll(started.keySet());
    return changed;
  }

  /** The runs that were there before, and of which no field changes. */
  SortedSet<String> touched() {
    SortedSet<String> touched = new TreeSet<>(ids);
    touched.removeAll(started.keySet());
    touched.removeAll(updated.keySet());
    return touched;
  }
}
