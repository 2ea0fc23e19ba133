package io.backstitch.storage;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.FlowFailures;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Provision;
import io.backstitch.graph.CompiledFlow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one run, in arrays by node and by slot.
 *
 * <p>Written by the one owner of the run; a slot is written once, before the atoms that read it are
 * handed to their threads.
 */
public final class RunStorage {

  private final CompiledFlow flow;
  private final AtomState[] states;
  private final int[] attempts;
  private final @Nullable Object[] slots;
  private final List<Failure> failures = new ArrayList<>();
  private final List<Failure> revertFailures = new ArrayList<>();
  private boolean turnedBack;

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
    this.attempts = new int[flow.size()];
    Arrays.fill(attempts, 1);
    this.slots = new Object[flow.slots()];
    for (int i = 0; i < inputs.length; i++) {
      slots[flow.input(i)] = inputs[i];
    }
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
    states[node] = state;
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
   * Reads a slot.
   *
   * @param slot its number, or {@link CompiledFlow#ABSENT}
   * @return the value, or null if it is absent
   */
  public @Nullable Object value(int slot) {
    return slot == CompiledFlow.ABSENT ? null : slots[slot];
  }

  /**
   * Keeps what an atom returned, with the parts that are symbols of their own.
   *
   * @param node its node
   * @param result the result
   * @param parts its parts, or null if it is not taken apart
   */
  public void setResult(int node, @Nullable Object result, @Nullable Object @Nullable [] parts) {
    slots[node] = result;
    if (parts != null) {
      for (int i = 0; i < parts.length; i++) {
        slots[flow.part(node, i)] = parts[i];
      }
    }
  }

  /**
   * Takes a result apart, and checks that nothing is missing that was promised.
   *
   * @param atom the atom that returned it
   * @param result the result
   * @return the parts, or null if the atom does not take its result apart
   * @throws IllegalStateException if a symbol that must be there is null or missing
   */
  public static @Nullable Object @Nullable [] takeApart(Atom atom, @Nullable Object result) {
    List<Provision> provisions = atom.provisions();
    if (atom.parts() == null) {
      if (result == null && !provisions.isEmpty() && !provisions.get(0).optional()) {
        throw missing(atom, provisions.get(0), "it returned null", null);
      }
      return null;
    }
    @Nullable Object[] parts = new Object[provisions.size()];
    for (int i = 0; i < parts.length; i++) {
      Provision provision = provisions.get(i);
      if (result != null) {
        try {
          parts[i] = atom.parts().part(result, i);
        } catch (RuntimeException e) {
          throw missing(atom, provision, "its result has no such part", e);
        }
      }
      if (parts[i] == null && !provision.optional()) {
        throw missing(atom, provision, "that part of its result is null", null);
      }
    }
    return parts;
  }

  private static IllegalStateException missing(
      Atom atom, Provision provision, String why, @Nullable Throwable cause) {
    return new IllegalStateException(
        "Atom '%s' promises symbol '%s', but %s; return a value, or declare that it may be absent"
            .formatted(atom.name(), provision.symbol().name(), why),
        cause);
  }

  /**
   * Whether the run is on its way back: everything that is done is to be undone.
   *
   * @return true from the first failure on
   */
  public boolean isTurnedBack() {
    return turnedBack;
  }

  /** Turns the run back. */
  public void turnBack() {
    turnedBack = true;
  }

  /**
   * Keeps why an atom failed.
   *
   * @param failure the failure
   */
  public void addFailure(Failure failure) {
    failures.add(failure);
  }

  /**
   * Keeps why a revert failed.
   *
   * @param failure the failure
   */
  public void addRevertFailure(Failure failure) {
    revertFailures.add(failure);
  }

  /**
   * Why an atom failed.
   *
   * @param atom its name
   * @return its failure, or null if it has not failed
   */
  public @Nullable Failure failureOf(String atom) {
    for (Failure failure : failures) {
      if (failure.atom().equals(atom)) {
        return failure;
      }
    }
    return null;
  }

  /**
   * What has failed so far.
   *
   * @return a copy, in the order in which it was seen
   */
  public List<Failure> failures() {
    return List.copyOf(failures);
  }

  /**
   * What has failed on the way back.
   *
   * @return a copy, in the order in which it was seen
   */
  public List<Failure> revertFailures() {
    return List.copyOf(revertFailures);
  }

  /**
   * What has failed so far, as reverts get it.
   *
   * @return a copy
   */
  public FlowFailures flowFailures() {
    return new Seen(failures());
  }

  private record Seen(List<Failure> all) implements FlowFailures {

    @Override
    public String toString() {
      return all.toString();
    }
  }
}
