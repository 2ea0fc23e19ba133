package io.backstitch.engine;

import io.backstitch.flow.Requirement;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.graph.GuardDecider;
import io.backstitch.storage.RunStorage;
import io.backstitch.storage.WhyAbsent;
import java.util.NoSuchElementException;
import java.util.Objects;

/** Tells whether all is there that an atom must have to be called, and if not, why. */
final class Absence {

  private final CompiledFlow flow;
  private final RunStorage storage;

  Absence(CompiledFlow flow, RunStorage storage) {
    this.flow = flow;
    this.storage = storage;
  }

  /** The name of the flow, for messages. */
  String flow() {
    return flow.name();
  }

  /** Whether a required argument of an atom's method, or of its revert, is absent. */
  boolean isOfAny(int node, boolean isRevert) {
    return first(node, isRevert) >= 0;
  }

  /**
   * Checks that all required arguments of an atom's method, or of its revert, are there.
   *
   * @throws NoSuchElementException if one is absent, saying why and what to do
   */
  void refuse(int node, boolean isRevert) {
    int index = first(node, isRevert);
    if (index >= 0) {
      throw of(node, isRevert, index);
    }
  }

  /** The position of the first required argument that is absent, or -1. */
  private int first(int node, boolean isRevert) {
    for (int index : flow.slots().uncertain(node, isRevert)) {
      if (storage.value(slot(node, isRevert, index)) == null) {
        return index;
      }
    }
    return -1;
  }

  private int slot(int node, boolean isRevert, int index) {
    return isRevert ? flow.slots().revertArgument(node, index) : flow.slots().argument(node, index);
  }

  /** The error of an argument that is absent. */
  NoSuchElementException of(int node, boolean isRevert, int index) {
    return of(
        isRevert ? "The revert of atom" : "Atom",
        name(node),
        flow.slots().requirements(node, isRevert).get(index),
        slot(node, isRevert, index));
  }

  /** The error of an argument of a decider that is absent. */
  NoSuchElementException of(GuardDecider decider, int index) {
    return of(
        "The decider of",
        decider.element(),
        decider.decider().requirements().get(index),
        decider.argument(index));
  }

  private NoSuchElementException of(String what, String name, Requirement requirement, int slot) {
    return new NoSuchElementException(
        "%s '%s' of flow '%s' requires '%s', which is absent: %s; %s"
            .formatted(
                what,
                name,
                flow.name(),
                requirement,
                new WhyAbsent(flow, storage).of(slot),
                requirement.optional()
                    ? "read it with getOrNull or find"
                    : "require it as optional, or see to it that it is there"));
  }

  private String name(int node) {
    return Objects.requireNonNull(flow.atom(node)).name();
  }
}
