package io.backstitch;

import io.backstitch.FlowRecord.Part;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.RetryRecord;
import io.backstitch.persistence.StoredRun;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a stored run stands if its flow is made in some way: what has happened to each atom, what
 * is to be undone, and what may have been running when its process ended.
 */
final class Standing {

  final FlowRecord flow;

  /** By node, what has happened; PENDING for what was stored before it was reset. */
  private final AtomState[] states;

  private final boolean[] toUndo;

  /** By node, a node before it that is not done, or -1. */
  private final int[] heldUpBy;

  private final boolean[] mayRun;
  private final @Nullable AtomRecord[] rows;

  Standing(FlowRecord flow, StoredRun run) {
    this.flow = flow;
    this.states = new AtomState[flow.size()];
    this.toUndo = new boolean[flow.size()];
    this.heldUpBy = new int[flow.size()];
    this.mayRun = new boolean[flow.size()];
    this.rows = new AtomRecord[flow.size()];
    Map<String, AtomRecord> latest = new HashMap<>();
    // Later attempts of an atom come after earlier ones.
    run.atoms().forEach(row -> latest.put(row.atom(), row));
    // What was running when a run came to rest, or turned back, is recorded.
    boolean isExact =
        run.turnedBack()
            || (run.state() != FlowState.RUNNING && run.state() != FlowState.SUSPENDING);
    Arrays.fill(toUndo, run.turnedBack());
    long[] resetAt = new long[flow.size()];
    for (int node : flow.inOrder()) {
      Part part = flow.part(node);
      rows[node] = part == null ? null : latest.get(part.name());
      look(node, resetAt, isExact);
    }
  }

  private void look(int node, long[] resetAt, boolean isExact) {
    heldUpBy[node] = -1;
    for (int before : flow.before(node)) {
      AtomRecord row = rows[before];
      RetryRecord retry = row == null ? null : row.retry();
      long ownReset = retry == null ? 0 : retry.resetAt();
      resetAt[node] = Math.max(resetAt[node], Math.max(resetAt[before], ownReset));
      toUndo[node] |= toUndo[before] || isUndoing(before, resetAt);
      if (heldUpBy[node] < 0) {
        heldUpBy[node] = isPassed(before, resetAt) ? heldUpBy[before] : before;
      }
    }
    AtomRecord row = rows[node];
    boolean counts = row != null && row.sequence() >= resetAt[node];
    states[node] = counts && row != null ? row.state() : AtomState.PENDING;
    if (states[node] == AtomState.REVERTED && !toUndo[node] && !isUndoing(node, resetAt)) {
      // It was undone for something that it is no part of, and begins anew.
      states[node] = AtomState.PENDING;
    }
    mayRun[node] =
        !isExact
            && flow.part(node) != null
            && heldUpBy[node] < 0
            && !toUndo[node]
            && !isUndoing(node, resetAt)
            && (states[node] == AtomState.PENDING || states[node] == AtomState.RETRYING);
  }

  /** Whether a retry controller has decided that all after it is to be undone. */
  private boolean isUndoing(int node, long[] resetAt) {
    AtomRecord row = rows[node];
    RetryRecord retry = row == null ? null : row.retry();
    return row != null
        && retry != null
        && row.sequence() >= resetAt[node]
        && (retry.intention() == Intention.RETRY || retry.intention() == Intention.REVERT);
  }

  private boolean isPassed(int node, long[] resetAt) {
    return flow.part(node) == null
        || (!toUndo[node]
            && !isUndoing(node, resetAt)
            && (states[node] == AtomState.SUCCESS || states[node] == AtomState.IGNORE));
  }

  /** What has happened to a node, so that it counts. */
  AtomState state(int node) {
    return states[node];
  }

  /** What is recorded of an atom, or null if nothing is. */
  @Nullable AtomRecord row(int node) {
    return rows[node];
  }

  /** Whether a node is to be undone with something before it, or with the whole run. */
  boolean isToUndo(int node) {
    return toUndo[node];
  }

  /** A node before a node that is not done, so that it can't have started; -1 if there is none. */
  int heldUpBy(int node) {
    return heldUpBy[node];
  }

  /** Whether an atom may have been running when its process ended, though no row says so. */
  boolean mayRun(int node) {
    return mayRun[node];
  }

  /** Whether an atom has, or may have, something to undo. */
  boolean hasBegun(int node) {
    return mayRun[node] || hasSomethingToUndo(states[node]);
  }

  /** Whether an atom in a state keeps those before it from being undone. */
  static boolean hasSomethingToUndo(AtomState state) {
    return state != AtomState.PENDING && state != AtomState.REVERTED && state != AtomState.IGNORE;
  }

  /** What has happened to an atom that has begun, as the end of a sentence. */
  String toldOf(int node) {
    return switch (states[node]) {
      case SUCCESS -> "is done";
      case FAILURE -> "has failed";
      case REVERTING, REVERT_FAILURE -> "is being undone";
      case RETRYING -> "is about to try again";
      default -> "may have been running when its process ended";
    };
  }
}
