package io.backstitch;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.RunUpdate;
import io.backstitch.persistence.StoredRun;
import io.backstitch.persistence.WriteSet;
import io.backstitch.storage.RunStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes a new run of what another one has done: all that is done, and does not come after some
 * atom, is inherited.
 *
 * <p>What a retry controller guards is inherited as a whole, so that it will not be tried again, or
 * not at all.
 */
final class RunFork {

  private final StoredRun source;
  private final CompiledFlow graph;
  private final RunStorage storage;
  private final boolean[] isInherited;

  private RunFork(StoredRun source, CompiledFlow graph, RunStorage storage) {
    this.source = source;
    this.graph = graph;
    this.storage = storage;
    this.isInherited = new boolean[graph.size()];
  }

  /**
   * The new run.
   *
   * @param source the other one
   * @param storage the same, read
   * @param atom the first atom that is executed anew
   * @param newId the id of the new run
   * @param revertInherited whether the new run undoes what it has inherited, too
   * @throws InvalidFlowException if there is no such atom, or something before it is not done
   * @throws IllegalStateException if the other run is not at rest, or on its way back
   */
  static WriteSet of(
      StoredRun source,
      FlowDefinition<?> flow,
      RunStorage storage,
      String atom,
      String newId,
      boolean revertInherited) {
    if (!source.state().isFinal() && source.state() != FlowState.SUSPENDED) {
      throw new IllegalStateException(
          "Run '%s' of flow '%s' is not at rest, so that it can't be forked; suspend it first"
              .formatted(source.id(), source.flow()));
    }
    if (source.turnedBack()) {
      throw new IllegalStateException(
          "Run '%s' of flow '%s' has been turned back, so that there is no past to inherit; rerun it, or start another"
              .formatted(source.id(), source.flow()));
    }
    RunFork fork = new RunFork(source, flow.graph(), storage);
    fork.findInherited(fork.nodeOf(atom));
    fork.checkAllBefore(atom);
    return new WriteSet(
        newId,
        new NewRun(
            source.flow(), flow.version(), source.inputs(), source.start().metadata(), source.id()),
        new RunUpdate(FlowState.PENDING, false, null, flow.recordText()),
        fork.records(!revertInherited));
  }

  private int nodeOf(String atom) {
    int node = graph.node(atom);
    if (node < 0) {
      throw new InvalidFlowException(
          Kind.UNKNOWN_NAME,
          "Run '%s' can't be forked from atom '%s', as flow '%s' has no such atom; it has %s"
              .formatted(source.id(), atom, source.flow(), graph.atomNames()));
    }
    return node;
  }

  private void findInherited(int atom) {
    for (int node = 0; node < graph.size(); node++) {
      AtomState state = storage.state(node);
      isInherited[node] =
          graph.atom(node) != null && (state == AtomState.SUCCESS || state == AtomState.IGNORE);
    }
    executeAnew(first(atom));
    boolean isStable;
    do {
      isStable = true;
      for (int node = 0; node < graph.size(); node++) {
        int controller = graph.guard(node);
        if (graph.atom(node) != null
            && controller >= 0
            && !isInherited[node]
            && isInherited[controller]) {
          executeAnew(controller);
          isStable = false;
        }
      }
    } while (!isStable);
  }

  private void executeAnew(int node) {
    isInherited[node] = false;
    for (int after : graph.reachableFrom(node)) {
      isInherited[after] = false;
    }
  }

  private void checkAllBefore(String atom) {
    List<String> missing = new ArrayList<>();
    boolean[] isBefore = new boolean[graph.size()];
    List<Integer> queue = new ArrayList<>(List.of(first(graph.requireNode(atom))));
    for (int done = 0; done < queue.size(); done++) {
      int node = queue.get(done);
      for (int i = 0; i < graph.countBefore(node); i++) {
        int before = graph.before(node, i);
        if (!isBefore[before]) {
          isBefore[before] = true;
          queue.add(before);
          Atom other = graph.atom(before);
          if (other != null && !isInherited[before]) {
            missing.add("'" + other.name() + "'");
          }
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new InvalidFlowException(
          Kind.BAD_INPUT,
          "Run '%s' of flow '%s' can't be forked from atom '%s', as what comes before it is not done: %s"
              .formatted(source.id(), source.flow(), atom, String.join(", ", missing)));
    }
  }

  /** Where the fork begins: with the outermost controller around an atom, if there is one. */
  private int first(int node) {
    int first = node;
    while (graph.guard(first) >= 0) {
      first = graph.guard(first);
    }
    return first;
  }

  private List<AtomRecord> records(boolean isNotReverted) {
    List<AtomRecord> records = new ArrayList<>();
    for (AtomRecord record : source.atoms()) {
      int node = graph.node(record.atom());
      if (node >= 0 && isInherited[node]) {
        records.add(
            new AtomRecord(
                record.atom(),
                record.attempt(),
                Objects.requireNonNull(graph.atom(node)).version(),
                record.state(),
                record.result(),
                record.failure(),
                record.revertFailure(),
                record.retry(),
                record.sequence(),
                record.times(),
                isNotReverted));
      }
    }
    return records;
  }
}
