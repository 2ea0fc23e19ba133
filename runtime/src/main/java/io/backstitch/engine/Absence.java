package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.flow.Requirement;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.graph.GuardDecider;
import io.backstitch.storage.RunStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/** Tells whether all is there that an atom must have to be called, and if not, why. */
final class Absence {

  private static final int SHOWN = 3;

  private final CompiledFlow flow;
  private final RunStorage storage;

  Absence(CompiledFlow flow, RunStorage storage) {
    this.flow = flow;
    this.storage = storage;
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
    for (int index : flow.uncertain(node, isRevert)) {
      if (storage.value(slot(node, isRevert, index)) == null) {
        return index;
      }
    }
    return -1;
  }

  private int slot(int node, boolean isRevert, int index) {
    return isRevert ? flow.revertArgument(node, index) : flow.argument(node, index);
  }

  /** The error of an argument that is absent. */
  NoSuchElementException of(int node, boolean isRevert, int index) {
    return of(
        isRevert ? "The revert of atom" : "Atom",
        name(node),
        flow.requirements(node, isRevert).get(index),
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
                why(slot),
                requirement.optional()
                    ? "read it with getOrNull or find"
                    : "require it as optional, or see to it that it is there"));
  }

  private String why(int slot) {
    List<String> ignored = new ArrayList<>();
    int at = slot;
    while (at < CompiledFlow.ABSENT) {
      int provider = flow.providerOf(flow.nearestOf(at));
      if (storage.state(provider) != AtomState.IGNORE) {
        return "atom '%s' provided nothing".formatted(name(provider));
      }
      ignored.add("'" + name(provider) + "'");
      at = flow.fartherThan(at);
    }
    if (!ignored.isEmpty()) {
      return ignored.size() == 1
          ? "atom %s, which provides it, was ignored by a decider".formatted(ignored.get(0))
          : "atoms %s, which provide it, were ignored by deciders".formatted(listed(ignored));
    }
    if (at == CompiledFlow.ABSENT) {
      return "nothing provides it";
    }
    return at >= flow.input(0)
        ? "the run was started without that input"
        : "atom '%s' provided nothing".formatted(name(flow.providerOf(at)));
  }

  private String name(int node) {
    return Objects.requireNonNull(flow.atom(node)).name();
  }

  private static String listed(List<String> names) {
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
