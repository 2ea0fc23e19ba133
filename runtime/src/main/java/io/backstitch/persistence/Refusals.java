package io.backstitch.persistence;

/** What every store says when it refuses something, so that all say the same. */
final class Refusals {

  private Refusals() {}

  static PersistenceException closed() {
    return new PersistenceException("The store is closed.");
  }

  static PersistenceException taken(String runId) {
    return new PersistenceException("Run '" + runId + "' can't be started: its id is taken.");
  }

  static PersistenceException unknown(String runId) {
    return new PersistenceException("There is no run '" + runId + "'.");
  }

  static PersistenceException notMine(String runId) {
    return new PersistenceException(
        "Run '" + runId + "' can't be written: it is not there, or another owner has it.");
  }

  static PersistenceException fenced() {
    return new PersistenceException(
        "This store has been shut out, as its process seemed to be dead: another may have its runs"
            + " now. Close it, and open a new one.");
  }

  static void checkLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("The limit must be at least 1, not " + limit);
    }
  }
}
