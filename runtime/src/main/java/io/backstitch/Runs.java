package io.backstitch;

import io.backstitch.engine.Request;

/**
 * The stored runs, to be asked about and told what to do, whatever process they are of. Safe for
 * use by any number of threads, beside runs that are under way.
 */
public final class Runs {

  private final RunService service;

  Runs(RunService service) {
    this.service = service;
  }

  /**
   * Asks a run to rest, as {@link FlowRun#suspend} does, wherever it is under way. If another
   * process has it, that hears of it within about a second.
   *
   * @param runId the id of the run
   * @return false if the run is at rest already
   * @throws InvalidFlowException if there is no such run, or it would have to be taken up here and
   *     its flow is not registered
   * @throws IllegalStateException if the Backstitch is closed
   * @throws io.backstitch.persistence.PersistenceException if the store can't be asked
   */
  public boolean suspend(String runId) {
    return service.suspend(runId, Request.here(null));
  }

  /**
   * Asks a run to undo what it has done, as {@link FlowRun#cancel} does, wherever it is under way;
   * or takes it up for that here, if it rests. If another process has it, that hears of it within
   * about a second. A run in state FAILURE goes on with its way back.
   *
   * @param runId the id of the run
   * @param why the reason, which is stored; may be empty
   * @return false if the run is done or undone already
   * @throws InvalidFlowException if there is no such run, or it would have to be taken up here and
   *     its flow is not registered, or has changed so that it can't be
   * @throws IllegalStateException if the Backstitch is closed
   * @throws io.backstitch.persistence.PersistenceException if the store can't be asked
   */
  public boolean cancel(String runId, String why) {
    return service.cancel(runId, Request.toCancel(why));
  }
}
