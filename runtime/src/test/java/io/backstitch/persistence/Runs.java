package io.backstitch.persistence;

import io.backstitch.AtomState;
import io.backstitch.FlowState;
import java.util.List;

/** Write sets for tests. */
final class Runs {

  static final NewRun RUN = new NewRun("upgrade", "1", "{\"version\":7}");

  private Runs() {}

  static WriteSet start(String id) {
    return new WriteSet(id, RUN, null, List.of());
  }

  static WriteSet update(String id, FlowState state) {
    return new WriteSet(id, null, new RunUpdate(state, false), List.of());
  }

  static WriteSet atoms(String id, AtomRecord... atoms) {
    return new WriteSet(id, null, null, List.of(atoms));
  }

  static AtomRecord done(String atom, int attempt, String result) {
    return new AtomRecord(atom, attempt, "v1", AtomState.SUCCESS, result, null, null, null, 1);
  }
}
