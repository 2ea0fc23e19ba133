package io.backstitch.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of a run: which are about to start, in which order, and which are under way. Belongs
 * to the owner of the run.
 */
final class ReadySet {

  private final boolean isSerial;
  private final boolean wholeRounds;
  private final Visits visits;
  private final @Nullable Attempt[] inFlight;

  /** What is about to start, and what was dropped meanwhile: to look for that would be a rescan. */
  private List<Attempt> ready = new ArrayList<>();

  /** How many of them were not dropped. */
  private int waiting;

  /** What is left of the round of a serial run, and what was dropped meanwhile. */
  private final ArrayDeque<Attempt> round = new ArrayDeque<>();

  private @Nullable Attempt kept;
  private int flying;

  /**
   * An empty set.
   *
   * @param nodes how many nodes the flow has
   * @param isSerial whether atoms go in rounds: what a round makes ready waits until it is over
   * @param wholeRounds whether what was started together all runs, even if it is doomed
   * @param visits counts what is looked at
   */
  ReadySet(int nodes, boolean isSerial, boolean wholeRounds, Visits visits) {
    this.isSerial = isSerial;
    this.wholeRounds = wholeRounds;
    this.visits = visits;
    this.inFlight = new Attempt[nodes];
  }

  void add(Attempt attempt) {
    inFlight[attempt.node] = attempt;
    flying++;
    waiting++;
    attempt.isReady = true;
    ready.add(attempt);
  }

  /** Whether something can be started now. */
  boolean mayStart(boolean isStored) {
    return waiting > 0 && (!isSerial || (isRoundOver() && flying == waiting && isStored));
  }

  /** Whether a serial run has to finish its round before it looks at what came of it. */
  boolean isInRound() {
    return isSerial && wholeRounds && (kept != null || !isRoundOver());
  }

  private boolean isRoundOver() {
    while (!round.isEmpty() && round.peek().isDropped()) {
      visits.one();
      round.remove();
    }
    return round.isEmpty();
  }

  /**
   * Starts what is ready, those of higher priority first.
   *
   * @param staying whether the thread that asks will run an attempt itself: the first one is kept
   *     for it, and the others are handed over. If it will not, one that is alone is kept all the
   *     same, to be handed over when the thread has let go: otherwise it might end so soon that the
   *     thread never gets away
   * @param hand hands an attempt over
   * @param announce told of each attempt, if a whole round starts together
   */
  void start(boolean staying, Consumer<Attempt> hand, Consumer<Attempt> announce) {
    if (keepsTheOnlyOne()) {
      return;
    }
    List<Attempt> starting = takeReady();
    if (starting.size() > 1) {
      starting.sort(Handover.HIGHER_PRIORITY_FIRST);
    }
    if (isSerial) {
      round.addAll(starting);
      keepNextOfRound();
      return;
    }
    if (wholeRounds) {
      starting.forEach(announce);
    }
    if (kept == null && staying && !starting.isEmpty()) {
      kept = starting.get(0);
      starting = starting.subList(1, starting.size());
    } else if (kept != null && !staying) {
      hand.accept(kept);
      kept = null;
    }
    starting.forEach(hand);
  }

  /** What goes on in a line makes nothing anew. */
  private boolean keepsTheOnlyOne() {
    if (isSerial || wholeRounds || kept != null || ready.size() != 1) {
      return false;
    }
    visits.one();
    Attempt only = ready.remove(0);
    if (!only.isDropped()) {
      only.isReady = false;
      kept = only;
    }
    waiting = 0;
    return true;
  }

  private List<Attempt> takeReady() {
    List<Attempt> starting = ready;
    visits.many(starting.size());
    if (waiting < starting.size()) {
      starting.removeIf(Attempt::isDropped);
    }
    for (Attempt attempt : starting) {
      attempt.isReady = false;
    }
    ready = new ArrayList<>();
    waiting = 0;
    return starting;
  }

  /** Keeps the next of a serial run's round, if none is kept. */
  void keepNextOfRound() {
    if (kept == null && !isRoundOver()) {
      kept = round.remove();
    }
  }

  /** Takes the attempt that the owner's thread is to run when it has let go. */
  @Nullable Attempt takeKept() {
    Attempt mine = kept;
    kept = null;
    return mine;
  }

  void keep(@Nullable Attempt attempt) {
    kept = attempt;
  }

  /** Tells that the call of an attempt has ended. What it did is not stored yet. */
  void ended(Attempt attempt) {
    attempt.arrived = true;
    flying--;
  }

  /** Tells that what the attempt at a node did is stored. */
  void stored(int node) {
    inFlight[node] = null;
  }

  /** Whether an attempt at a node is about to start, under way, or not stored yet. */
  boolean isInFlight(int node) {
    return inFlight[node] != null;
  }

  /** Whether the call of an attempt at a node has started, or may have, and has not ended. */
  boolean isRunning(int node) {
    Attempt attempt = inFlight[node];
    return attempt != null && !attempt.arrived;
  }

  /**
   * Whether a thread is in the method of an atom. Any thread may ask that of itself: it sees its
   * own attempt, whatever the owner does meanwhile.
   */
  boolean isCalledBy(Thread thread) {
    for (Attempt attempt : inFlight) {
      if (attempt != null && attempt.caller == thread) {
        return true;
      }
    }
    return false;
  }

  /** Whether no call is about to start or under way. */
  boolean isIdle() {
    return flying == 0;
  }

  /**
   * Takes the attempt at a node out if it has not started.
   *
   * @return whether there was one to take out
   */
  boolean drop(int node) {
    Attempt attempt = inFlight[node];
    if (attempt == null || attempt.arrived || isOfARound(attempt) || !attempt.drop()) {
      return false;
    }
    inFlight[node] = null;
    flying--;
    waiting -= attempt.isReady ? 1 : 0;
    if (kept == attempt) {
      kept = null;
    }
    return true;
  }

  private boolean isOfARound(Attempt attempt) {
    return wholeRounds && (attempt.mustRun || !attempt.isReady);
  }

  /**
   * Takes everything out that has not started.
   *
   * @return whether there was something
   */
  boolean dropWaiting() {
    boolean dropped = false;
    visits.many(inFlight.length);
    for (int node = 0; node < inFlight.length; node++) {
      dropped |= drop(node);
    }
    return dropped;
  }
}
