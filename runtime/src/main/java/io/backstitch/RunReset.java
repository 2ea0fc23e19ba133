package io.backstitch;

import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.RunUpdate;
import io.backstitch.persistence.StoredRun;
import io.backstitch.persistence.WriteSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a stored run one that has not started: all that changes is one commit. */
final class RunReset {

  private RunReset() {}

  /**
   * What changes in a run that is reset.
   *
   * @throws IllegalStateException if the run is not at rest
   */
  static WriteSet of(StoredRun run) {
    if (run.state() == FlowState.RUNNING || run.state() == FlowState.SUSPENDING) {
      throw new IllegalStateException(
          "Run '%s' of flow '%s' is not at rest: it was under way when its process ended, and what it did then is not known; recover it first"
              .formatted(run.id(), run.flow()));
    }
    Map<String, AtomRecord> latest = new LinkedHashMap<>();
    for (AtomRecord record : run.atoms()) {
      // Later attempts of an atom come after earlier ones.
      latest.put(record.atom(), record);
    }
    long next = run.newest() + 1;
    List<AtomRecord> atoms =
        latest.values().stream()
            .filter(record -> !record.isInherited())
            .map(record -> reset(record, next))
            .toList();
    return new WriteSet(
        run.id(), null, new RunUpdate(FlowState.PENDING, false), run.counts().begunAnew(), atoms);
  }

  private static AtomRecord reset(AtomRecord record, long sequence) {
    boolean isAttempted = record.state() != AtomState.PENDING && record.state() != AtomState.IGNORE;
    return new AtomRecord(
        record.atom(),
        record.attempt() + (isAttempted ? 1 : 0),
        record.version(),
        AtomState.PENDING,
        null,
        null,
        null,
        null,
        sequence);
  }
}
