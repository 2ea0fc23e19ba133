package io.backstitch.persistence;

import io.backstitch.FlowState;
import io.backstitch.RunQuery;
import io.backstitch.RunSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run in memory, with the attempts of its atoms that count, and the last of those before, for
 * people. Guarded by its own monitor.
 */
final class MemoryRow {

  /** How many attempts of an atom are kept that count no more: a retry may go on for ever. */
  private static final int KEPT = 100;

  private final String id;
  private final NewRun start;
  private final Map<String, NavigableMap<Integer, AtomRecord>> atoms = new TreeMap<>();
  private RunUpdate current = RunUpdate.JUST_STARTED;
  private RunCounts counts = RunCounts.FIRST;
  private final Instant createdAt;
  private Instant updatedAt;
  private long owner;
  private boolean deleted;

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

  /**
   * Changes the run.
   *
   * @throws PersistenceException if it has been deleted
   */
  synchronized void apply(WriteSet set, Instant at) {
    if (deleted) {
      throw Refusals.notMine(id);
    }
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
      forgetTheOldest(atom.atom());
    }
  }

  private void forgetTheOldest(String atom) {
    NavigableMap<Integer, AtomRecord> attempts = atoms.get(atom);
    if (attempts != null && attempts.size() > KEPT) {
      AtomRecord latest = attempts.lastEntry().getValue();
      SortedMap<Integer, AtomRecord> past = attempts.headMap(firstThatCounts(latest));
      while (past.size() > KEPT) {
        past.remove(past.firstKey());
      }
    }
  }

  private static int firstThatCounts(AtomRecord latest) {
    RetryRecord retry = latest.retry();
    return retry == null || retry.tried() == 0
        ? latest.attempt()
        : Math.min(latest.attempt(), retry.firstTried());
  }

  /** Deletes the run, if it is one of those asked for; nobody can write it any more then. */
  synchronized boolean deleteIf(RunQuery which) {
    deleted = which.matches(summary());
    return deleted;
  }

  synchronized RunSummary summary() {
    return with(List.of()).summary();
  }

  /** The run with what counts. */
  synchronized StoredRun read() {
    List<AtomRecord> counting = new ArrayList<>();
    for (NavigableMap<Integer, AtomRecord> attempts : atoms.values()) {
      AtomRecord latest = attempts.lastEntry().getValue();
      for (AtomRecord each : attempts.tailMap(firstThatCounts(latest)).values()) {
        if (each.attempt() == latest.attempt() || latest.hasTried(each.attempt())) {
          counting.add(each);
        }
      }
    }
    return with(counting);
  }

  /** The run with all that is kept. */
  synchronized StoredRun readAll() {
    return with(atoms.values().stream().flatMap(each -> each.values().stream()).toList());
  }

  private StoredRun with(List<AtomRecord> records) {
    return new StoredRun(id, start, current, counts, createdAt, updatedAt, records);
  }
}
