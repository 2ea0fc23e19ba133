package io.backstitch.persistence;

import io.backstitch.FlowState;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A run in memory, with the attempts of its atoms that count. Guarded by its own monitor. */
final class MemoryRow {

  private final String id;
  private final NewRun start;
  private final Map<String, NavigableMap<Integer, AtomRecord>> atoms = new TreeMap<>();
  private RunUpdate current = RunUpdate.JUST_STARTED;
  private RunCounts counts = RunCounts.FIRST;
  private final Instant createdAt;
  private Instant updatedAt;
  private long owner;

  MemoryRow(String id, NewRun start, long owner, Instant createdAt) {
    this.id = id;
    this.start = start;
    this.owner = owner;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
  }

  synchronized boolean isOwnedBy(long number) {
    return owner == number;
  }

  synchronized void adoptBy(long number) {
    owner = number;
  }

  synchronized boolean isUnfinished() {
    return isUnfinished(current.state());
  }

  static boolean isUnfinished(FlowState state) {
    return state != FlowState.SUCCESS && state != FlowState.REVERTED;
  }

  /** Whether storing the start of this run once more would change nothing. */
  synchronized boolean isAsStarted(NewRun again, RunUpdate fields) {
    return start.equals(again) && fields.equals(current);
  }

  synchronized void apply(WriteSet set, Instant at) {
    updatedAt = at;
    if (set.counts() != null) {
      counts = set.counts();
    }
    RunUpdate update = set.update();
    if (update != null) {
      current = update.after(current);
    }
    for (AtomRecord atom : set.atoms()) {
      atoms.computeIfAbsent(atom.atom(), name -> new TreeMap<>()).put(atom.attempt(), atom);
    }
    // Only now: the set may hold the attempts that a later one of it has in its history.
    for (AtomRecord atom : set.atoms()) {
      forgetWhatCountsNoMore(atom.atom());
    }
  }

  private void forgetWhatCountsNoMore(String atom) {
    NavigableMap<Integer, AtomRecord> attempts = atoms.get(atom);
    if (attempts != null) {
      AtomRecord latest = attempts.lastEntry().getValue();
      attempts
          .headMap(latest.attempt())
          .keySet()
          .removeIf(attempt -> latest.retry() == null || !latest.retry().hasTried(attempt));
    }
  }

  synchronized StoredRun read() {
    return new StoredRun(
        id,
        start,
        current,
        counts,
        createdAt,
        updatedAt,
        atoms.values().stream().flatMap(attempts -> attempts.values().stream()).toList());
  }
}
