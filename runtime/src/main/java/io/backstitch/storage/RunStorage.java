package io.backstitch.storage;

import io.backstitch.AtomState;
import io.backstitch.AtomTimes;
import io.backstitch.Failure;
import io.backstitch.FlowFailures;
import io.backstitch.FlowState;
import io.backstitch.Intention;
import io.backstitch.flow.Atom;
import io.backstitch.graph.CompiledFlow;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one run, in arrays by node and by slot.
 *
 * <p>Written by the one owner of the run; a slot is written before the atoms that read it are
 * handed to their threads.
 */
public final class RunStorage {

  private final CompiledFlow flow;
  private final AtomState[] states;
  private final Intention[] intentions;
  private final int[] attempts;
  private final @Nullable Object[] slots;
  private final Map<Integer, Failure> failures = new LinkedHashMap<>();
  private final Map<Integer, Failure> revertFailures = new LinkedHashMap<>();

  private final SeenFailures seen = new SeenFailures();
  private final RetryMemory retries;
  private boolean turnedBack;
  private final BitSet inherited = new BitSet(0);
  private @Nullable String why;
  private long sequence = 1;
  private @Nullable AtomTimes @Nullable [] times;
  private boolean fresh = true;
  private FlowState flowState = FlowState.PENDING;

  /**
   * The memory of a run that has not started.
   *
   * @param flow the flow
   * @param inputs the values of its inputs, checked
   */
  public RunStorage(CompiledFlow flow, @Nullable Object[] inputs) {
    this.flow = flow;
    this.states = new AtomState[flow.size()];
    Arrays.fill(states, AtomState.PENDING);
    this.intentions = new Intention[flow.size()];
    Arrays.fill(intentions, Intention.EXECUTE);
    this.attempts = new int[flow.size()];
    Arrays.fill(attempts, 1);
    this.retries = new RetryMemory(attempts);
    this.slots = new Object[flow.slots().count()];
    for (int i = 0; i < inputs.length; i++) {
      slots[flow.slots().input(i)] = inputs[i];
    }
    flow.slots().injected().forEach((slot, value) -> slots[slot] = value);
  }

  /**
   * The same run with a flow that may have changed: what has happened to atoms of the same name is
   * kept.
   *
   * @param next the flow as it is now
   * @param inputs the values of its inputs, checked
   * @return a new memory; this one is not to be used any more
   */
  public RunStorage carriedTo(CompiledFlow next, @Nullable Object[] inputs) {
    RunStorage carried = new RunStorage(next, inputs);
    for (int node = 0; node < next.size(); node++) {
      Atom atom = next.atom(node);
      int before = atom == null ? -1 : flow.node(atom.name());
      if (atom != null && before >= 0) {
        carried.carry(node, atom, this, before);
      }
    }
    failures.forEach((before, failure) -> carried.carry(before, failure, this, carried.failures));
    carried.seen.forget();
    revertFailures.forEach(
        (before, failure) -> carried.carry(before, failure, this, carried.revertFailures));
    carried.turnedBack = turnedBack;
    carried.flowState = flowState;
    carried.fresh = fresh;
    return carried;
  }

  private void carry(int node, Atom atom, RunStorage from, int before) {
    states[node] = from.states[before];
    intentions[node] = from.intentions[before];
    attempts[node] = from.attempts[before];
    Object result = from.slots[before];
    slots[node] = result;
    if (atom.parts() != null && states[node] == AtomState.SUCCESS) {
      setResult(node, result, ResultCheck.takeApart(atom, result));
    }
    retries.carry(node, from.retries, before);
  }

  private void carry(
      int before, Failure failure, RunStorage from, Map<Integer, Failure> failuresNow) {
    Atom atom = from.flow.atom(before);
    int node = atom == null ? -1 : flow.node(atom.name());
    if (node >= 0) {
      failuresNow.put(node, failure);
    }
  }

  /**
   * Where the run stands.
   *
   * @return the state
   */
  public FlowState flowState() {
    return flowState;
  }

  /**
   * Sets where the run stands.
   *
   * @param state the state
   */
  public void setFlowState(FlowState state) {
    flowState = state;
  }

  /**
   * Whether nothing has happened yet.
   *
   * @return true until the first state or intention is set
   */
  public boolean isFresh() {
    return fresh;
  }

  /**
   * What has happened to an atom.
   *
   * @param node its node
   * @return the state
   */
  public AtomState state(int node) {
    return states[node];
  }

  /**
   * Sets what has happened to an atom.
   *
   * @param node its node
   * @param state the state
   */
  public void setState(int node, AtomState state) {
    fresh = false;
    states[node] = state;
  }

  /**
   * What should happen to an atom.
   *
   * @param node its node
   * @return the intention
   */
  public Intention intention(int node) {
    return intentions[node];
  }

  /**
   * Sets what should happen to an atom.
   *
   * @param node its node
   * @param intention the intention
   */
  public void setIntention(int node, Intention intention) {
    fresh = false;
    intentions[node] = intention;
  }

  /**
   * When the current execution of an atom was under way.
   *
   * @param node its node
   * @return the times, as far as they are known
   */
  public AtomTimes times(int node) {
    AtomTimes known = times == null ? null : times[node];
    return known == null ? AtomTimes.NONE : known;
  }

  /**
   * Sets when the current execution of an atom was under way.
   *
   * @param node its node
   * @param known the times
   */
  public void setTimes(int node, AtomTimes known) {
    if (times == null) {
      times = new AtomTimes[flow.size()];
    }
    times[node] = known;
  }

  /**
   * Whether an atom was done by the run that this one is a fork of, so that it stays done.
   *
   * @param node its node
   * @return true if so
   */
  public boolean isInherited(int node) {
    return inherited.get(node);
  }

  /**
   * Tells that an atom was done by the run that this one is a fork of.
   *
   * @param node its node
   */
  public void setInherited(int node) {
    inherited.set(node);
  }

  /**
   * Which execution of an atom is the current one.
   *
   * @param node its node
   * @return the attempt, from 1
   */
  public int attempt(int node) {
    return attempts[node];
  }

  /**
   * Sets which execution of an atom is the current one.
   *
   * @param node its node
   * @param attempt the attempt, from 1
   */
  public void setAttempt(int node, int attempt) {
    attempts[node] = attempt;
  }

  /**
   * Makes an atom one that has not started, and is to be executed.
   *
   * @param node its node
   */
  public void reset(int node) {
    if (states[node] != AtomState.PENDING && states[node] != AtomState.IGNORE) {
      attempts[node]++;
      if (times != null) {
        times[node] = null;
      }
      // Whoever skips it from here on must not be seen to have provided what it did before.
      clearResult(node);
      inherited.clear(node);
    }
    states[node] = AtomState.PENDING;
    intentions[node] = Intention.EXECUTE;
    clearRevertFailure(node);
  }

  /** Forgets what went wrong before, and what retry controllers have tried. */
  public void forgetPast() {
    failures.clear();
    seen.forget();
    revertFailures.clear();
    retries.forget();
  }

  /**
   * Reads a slot.
   *
   * @param slot its number, or {@link CompiledFlow#ABSENT}, or that of a chain of slots
   * @return the value, or null if it is absent
   */
  public @Nullable Object value(int slot) {
    int at = slot;
    while (at < CompiledFlow.ABSENT) {
      int nearest = flow.slots().nearestOf(at);
      if (isThere(nearest)) {
        return slots[nearest];
      }
      at = flow.slots().fartherThan(at);
    }
    return at >= 0 ? slots[at] : null;
  }

  /** Whether nothing farther is looked at: an input was given, a provider was not ignored. */
  private boolean isThere(int slot) {
    return slot >= flow.slots().input(0)
        ? slots[slot] != null
        : states[flow.slots().providerOf(slot)] != AtomState.IGNORE;
  }

  /**
   * Keeps what an atom returned, with the parts that are symbols of their own. It has not failed
   * any more.
   *
   * @param node its node
   * @param result the result
   * @param parts its parts, or null if it is not taken apart
   */
  public void setResult(int node, @Nullable Object result, @Nullable Object @Nullable [] parts) {
    forgetFailure(node);
    slots[node] = result;
    if (parts != null) {
      for (int i = 0; i < parts.length; i++) {
        slots[flow.slots().part(node, i)] = parts[i];
      }
    }
  }

  /**
   * Whether the whole run is on its way back: everything that is done is to be undone.
   *
   * @return true from the failure on that no retry controller wants to try again
   */
  public boolean isTurnedBack() {
    return turnedBack;
  }

  /** Turns the whole run back. */
  public void turnBack() {
    turnedBack = true;
  }

  /**
   * Why the run was turned back or rests, if that is not to be seen in what failed.
   *
   * @return the reason, or null
   */
  public @Nullable String why() {
    return why;
  }

  /**
   * Sets why the run is turned back.
   *
   * @param reason the reason, or null
   */
  public void setWhy(@Nullable String reason) {
    why = reason;
  }

  /** Turns the whole run forward again. */
  public void turnForward() {
    turnedBack = false;
    why = null;
  }

  /**
   * Keeps why an atom failed, until it succeeds.
   *
   * @param node its node
   * @param failure the failure
   */
  public void setFailure(int node, Failure failure) {
    // At the end, whenever it failed before.
    forgetFailure(node);
    failures.put(node, failure);
    seen.add(failure);
    clearResult(node);
  }

  private void forgetFailure(int node) {
    if (failures.remove(node) != null) {
      seen.forget();
    }
  }

  /**
   * Keeps what a failed atom returned all the same, for its revert in this process.
   *
   * @param node its node
   * @param result the result
   */
  public void keepForRevert(int node, Object result) {
    slots[node] = result;
  }

  private void clearResult(int node) {
    slots[node] = null;
    Atom atom = flow.atom(node);
    if (atom != null && atom.parts() != null) {
      for (int i = 0; i < atom.provisions().size(); i++) {
        slots[flow.slots().part(node, i)] = null;
      }
    }
  }

  /**
   * Keeps why a revert failed.
   *
   * @param node the node of the atom
   * @param failure the failure
   */
  public void setRevertFailure(int node, Failure failure) {
    revertFailures.put(node, failure);
  }

  /**
   * Tells that a revert has succeeded, whether it had failed before or not.
   *
   * @param node the node of the atom
   */
  public void clearRevertFailure(int node) {
    if (!revertFailures.isEmpty()) {
      revertFailures.remove(node);
    }
  }

  /**
   * Why an atom failed.
   *
   * @param node its node
   * @return its failure, or null if it has not failed
   */
  public @Nullable Failure failureOf(int node) {
    return failures.isEmpty() ? null : failures.get(node);
  }

  /**
   * Why the revert of an atom failed.
   *
   * @param node its node
   * @return the failure, or null if it has not failed
   */
  public @Nullable Failure revertFailureOf(int node) {
    return revertFailures.isEmpty() ? null : revertFailures.get(node);
  }

  /**
   * What has failed so far and not succeeded since.
   *
   * @return a copy, in the order in which it was seen
   */
  public List<Failure> failures() {
    return List.copyOf(failures.values());
  }

  /**
   * What has failed on the way back.
   *
   * @return a copy, in the order in which it was seen
   */
  public List<Failure> revertFailures() {
    return List.copyOf(revertFailures.values());
  }

  /**
   * What has failed so far, as reverts get it.
   *
   * @return a copy
   */
  public FlowFailures flowFailures() {
    return seen.list(failures.values());
  }

  /**
   * What retry controllers have tried.
   *
   * @return the memory of that, a part of this one
   */
  public RetryMemory retries() {
    return retries;
  }

  /**
   * The number of the next step that is stored.
   *
   * @return the sequence number, from 1
   */
  public long sequence() {
    return sequence;
  }

  /**
   * Sets the number of the next step that is stored.
   *
   * @param next the sequence number
   */
  public void setSequence(long next) {
    sequence = next;
  }
}
