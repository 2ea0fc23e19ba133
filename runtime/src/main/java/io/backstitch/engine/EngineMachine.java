package io.backstitch.engine;

import static io.backstitch.engine.EngineState.ANALYZING;
import static io.backstitch.engine.EngineState.GAME_OVER;
import static io.backstitch.engine.EngineState.RESUMING;
import static io.backstitch.engine.EngineState.SCHEDULING;
import static io.backstitch.engine.EngineState.WAITING;

import io.backstitch.machine.StateMachine;

/** The machine around "find what can run, run it, record it"; TaskFlow's, with one wait for all. */
final class EngineMachine {

  static final StateMachine<EngineState, EngineEvent, FlowEngine> DEFINITION =
      StateMachine.<EngineState, EngineEvent, FlowEngine>startingIn(EngineState.UNDEFINED)
          .on(EngineState.UNDEFINED, EngineEvent.START, RESUMING)
          .react(RESUMING, FlowEngine::resume)
          .on(RESUMING, EngineEvent.WAIT_FINISHED, WAITING)
          .react(SCHEDULING, FlowEngine::schedule)
          .on(SCHEDULING, EngineEvent.WAIT_FINISHED, WAITING)
          .react(WAITING, FlowEngine::rest)
          .on(WAITING, EngineEvent.EXAMINE_FINISHED, ANALYZING)
          .react(ANALYZING, FlowEngine::analyze)
          .on(ANALYZING, EngineEvent.SCHEDULE_NEXT, SCHEDULING)
          .on(ANALYZING, EngineEvent.WAIT_FINISHED, WAITING)
          .on(ANALYZING, EngineEvent.COMPLETED, GAME_OVER)
          .react(GAME_OVER, FlowEngine::gameOver)
          .on(GAME_OVER, EngineEvent.SUCCESS, EngineState.SUCCESS)
          .on(GAME_OVER, EngineEvent.REVERTED, EngineState.REVERTED)
          .on(GAME_OVER, EngineEvent.SUSPENDED, EngineState.SUSPENDED)
          .on(GAME_OVER, EngineEvent.FAILED, EngineState.FAILURE)
          .endingIn(
              EngineState.SUCCESS, EngineState.REVERTED, EngineState.SUSPENDED, EngineState.FAILURE)
          .build();

  private EngineMachine() {}
}
