package io.backstitch.engine;

/** The events of the engine's machine. */
enum EngineEvent {
  START,
  SCHEDULE_NEXT,
  WAIT_FINISHED,
  EXAMINE_FINISHED,
  COMPLETED,
  SUCCESS,
  REVERTED,
  SUSPENDED,
  FAILED
}
