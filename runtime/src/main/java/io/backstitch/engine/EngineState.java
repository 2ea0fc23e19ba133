package io.backstitch.engine;

/** The states of the engine's machine. They do not grow with the flow. */
public enum EngineState {
  /** Nothing has been done yet. */
  UNDEFINED,
  /** Finds out where the run stands. */
  RESUMING,
  /** Starts what is ready. */
  SCHEDULING,
  /** Waits for methods to end. */
  WAITING,
  /** Decides what follows from what has ended. */
  ANALYZING,
  /** Nothing is left to do. */
  GAME_OVER,
  /** At rest: everything is done. */
  SUCCESS,
  /** At rest: everything that was done is undone. */
  REVERTED,
  /** At rest where it stood, and can carry on. */
  SUSPENDED,
  /** At rest half-way: a revert failed. */
  FAILURE
}
