package io.backstitch.engine;

import io.backstitch.machine.Steps;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Lets a run go on step by step: each step is one transition of the engine's machine, and the run
 * goes on only as far as it is asked to. Methods of atoms run between WAITING and ANALYZING: on the
 * thread that asks for the next step if the executor is a serial one, else on threads of the
 * executor, while that thread waits for the first of them to end.
 *
 * <p>Any thread may ask for the next step, one at a time. Whoever does not want to go on closes the
 * steps: then what runs is awaited, and the run rests. The idea is that of TaskFlow's {@code
 * run_iter}.
 */
public final class EngineSteps implements Iterator<EngineState>, AutoCloseable {

  private final FlowEngine engine;
  private final Driver driver;
  private final ReadySet ready;
  private final Course course;
  private final Steps<EngineState, EngineEvent> machine;

  EngineSteps(
      FlowEngine engine,
      Driver driver,
      ReadySet ready,
      Course course,
      Steps<EngineState, EngineEvent> machine) {
    this.engine = engine;
    this.driver = driver;
    this.ready = ready;
    this.course = course;
    this.machine = machine;
    driver.driveStepwise();
  }

  /**
   * Whether the run goes on.
   *
   * @return false if it has come to rest
   */
  @Override
  public boolean hasNext() {
    return !driver.isOver();
  }

  /**
   * Takes one step; waits for the end of a method first, if there is nothing else to do.
   *
   * @return the state that the engine is in now; the last one is SUCCESS, REVERTED, SUSPENDED or
   *     FAILURE
   * @throws NoSuchElementException if the run has come to rest
   */
  @Override
  public EngineState next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The run has come to rest");
    }
    driver.comeToDrive();
    // An interrupt must reach no atom that it was not meant for, nor be lost for the caller.
    boolean interrupted = Thread.interrupted();
    if (!machine.hasNext()) {
      interrupted |= letSomethingHappen();
      machine.give(EngineEvent.EXAMINE_FINISHED);
    }
    EngineState state = step();
    if (state == EngineState.GAME_OVER) {
      state = step();
    }
    driver.leaveDriving();
    if (interrupted || Thread.interrupted()) {
      Thread.currentThread().interrupt();
    }
    return state;
  }

  private EngineState step() {
    try {
      EngineState state = machine.next().to();
      driver.handOverKept();
      return state;
    } catch (Throwable e) {
      engine.broken(e);
      return EngineState.SUSPENDED;
    }
  }

  /** Calls a method, or waits for something; whether the thread was interrupted meanwhile. */
  private boolean letSomethingHappen() {
    if (!driver.isQuiet()) {
      // First what has been said: perhaps that nothing more is to start.
      return false;
    }
    Attempt mine = ready.takeKept();
    if (mine == null && (!ready.isIdle() || course.isWaiting())) {
      mine = driver.await();
    }
    boolean interrupted = Thread.interrupted();
    if (mine != null) {
      driver.callFor(mine);
      interrupted |= mine.interrupted;
    }
    return interrupted;
  }

  /** Asks the run to rest, unless it has come to rest, and returns when it has. */
  @Override
  public void close() {
    if (hasNext()) {
      engine.suspend();
      while (hasNext()) {
        next();
      }
    }
  }
}
