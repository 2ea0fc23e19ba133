package io.backstitch;

/** What has happened to an atom. The names are those that TaskFlow gave them. */
public enum AtomState {
  /** Has not started. */
  PENDING,
  /** Its method runs, or may have been running when a process died. */
  RUNNING,
  /** Its method returned, and what it returned is recorded. */
  SUCCESS,
  /** Its method threw, or what it returned could not be taken. */
  FAILURE,
  /** Its revert runs. */
  REVERTING,
  /** It is undone. */
  REVERTED,
  /** Its revert threw: it is neither done nor undone. */
  REVERT_FAILURE,
  /** A retry controller is about to run its flow again. */
  RETRYING,
  /** Skipped by a decider. */
  IGNORE
}
