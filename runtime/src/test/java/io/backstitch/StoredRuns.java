package io.backstitch;

import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.RunUpdate;
import io.backstitch.persistence.WriteSet;
import java.util.List;

/** Runs that are found in the storage, as a process left them that is gone. */
final class StoredRuns {

  private StoredRuns() {}

  /** Stores a run without inputs, named "r", of flow "f". */
  static void store(
      Persistence persistence, FlowState state, boolean turnedBack, List<AtomRecord> atoms) {
    try (RunStore store = persistence.open()) {
      store.commit(
          List.of(
              new WriteSet(
                  "r", new NewRun("f", "1.0", "{}"), new RunUpdate(state, turnedBack), atoms)));
    }
  }
}
