package io.backstitch.persistence;

import io.backstitch.FlowState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of a batch, each once and as the last set of its run has it, sorted by key. */
final class Rows {

  private static final RunUpdate JUST_STARTED = new RunUpdate(FlowState.PENDING, false);

  /** What tells the row of an attempt from others. */
  record AtomKey(String runId, String atom, int attempt) {}

  final List<String> ids;
  final SortedMap<String, NewRun> started = new TreeMap<>();
  final SortedMap<String, RunUpdate> updated = new TreeMap<>();
  final SortedMap<AtomKey, AtomRecord> atoms =
      new TreeMap<>(
          Comparator.comparing(AtomKey::runId)
              .thenComparing(AtomKey::atom)
              .thenComparingInt(AtomKey::attempt));

  Rows(List<WriteSet> batch) {
    String[] all = batch.stream().map(WriteSet::runId).distinct().toArray(String[]::new);
    Arrays.sort(all);
    ids = List.of(all);
    for (WriteSet set : batch) {
      NewRun start = set.start();
      if (start != null && started.put(set.runId(), start) != null) {
        throw Refusals.taken(set.runId());
      }
      RunUpdate update = set.update();
      if (update != null) {
        updated.put(set.runId(), update);
      }
      for (AtomRecord atom : set.atoms()) {
        atoms.put(new AtomKey(set.runId(), atom.atom(), atom.attempt()), atom);
      }
    }
  }

  RunUpdate fieldsOf(String runId) {
    return updated.getOrDefault(runId, JUST_STARTED);
  }
}
