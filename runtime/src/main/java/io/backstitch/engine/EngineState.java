package io.backstitch.engine;

/** The states of the engine's machine. They do not grow with the flow. */
enum EngineState {
  UNDEFINED,
  RESUMING,
  SCHEDULING,
  WAITING,
  ANALYZING,
  GAME_OVER,
  SUCCESS,
  REVERTED,
  SUSPENDED,
  FAILURE
}
