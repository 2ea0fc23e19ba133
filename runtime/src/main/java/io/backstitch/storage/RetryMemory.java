package io.backstitch.storage;

import io.backstitch.flow.RetryHistory;
import java.util.HashMap;
import java.util.Map;

/**
 * What the retry controllers of a run have tried, by their nodes. Written by the one owner of the
 * run.
 */
public final class RetryMemory {

  private final Map<Integer, RetryHistory> histories = new HashMap<>();
  private final Map<Integer, Integer> firstTried = new HashMap<>();
  private final Map<Integer, Long> resets = new HashMap<>();

  /** The current attempts of all nodes, which the memory of the run keeps. */
  private final int[] attempts;

  RetryMemory(int[] attempts) {
    this.attempts = attempts;
  }

  /** Takes over what a controller has tried, which had another node in another memory. */
  void carry(int node, RetryMemory from, int before) {
    if (from.histories.containsKey(before)) {
      setHistory(node, from.history(before));
      firstTried.replace(node, from.firstTried(before));
    }
  }

  void forget() {
    histories.clear();
    firstTried.clear();
    resets.clear();
  }

  /**
   * What a retry controller has tried.
   *
   * @param node its node
   * @return the history
   */
  public RetryHistory history(int node) {
    return histories.getOrDefault(node, RetryHistory.EMPTY);
  }

  /**
   * Sets what a retry controller has tried.
   *
   * @param node its node
   * @param history the history
   */
  public void setHistory(int node, RetryHistory history) {
    histories.put(node, history);
    if (history.size() == 0) {
      firstTried.remove(node);
    } else {
      firstTried.putIfAbsent(node, attempts[node]);
    }
  }

  /**
   * With which attempt of a retry controller its history begins.
   *
   * @param node its node
   * @return the number of the attempt; of the current one, if the history is empty
   */
  public int firstTried(int node) {
    return firstTried.getOrDefault(node, attempts[node]);
  }

  /**
   * When a retry controller last started what it guards again.
   *
   * @param node its node
   * @return the sequence number of that step, or 0
   */
  public long resetAt(int node) {
    return resets.getOrDefault(node, 0L);
  }

  /**
   * Sets when a retry controller last started what it guards again.
   *
   * @param node its node
   * @param step the sequence number of that step
   */
  public void setResetAt(int node, long step) {
    resets.put(node, step);
  }
}
