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
   * Has another go at a run. One that is undone begins anew, with the inputs it has, as the next
   * generation; one that rests, or is in state FAILURE, goes on at the step that failed.
   *
   * @param runId the id of the run
   * @return the run
   * @throws InvalidFlowException if there is no such run, its flow is not registered, or has
   *     changed so that the run can't carry on
   * @throws IllegalStateException if the run is done, or the Backstitch is closed
   * @throws io.backstitch.persistence.PersistenceException if another process has the run, or it
   *     can't be stored
   */
  public FlowRun<?> rerun(String runId) {
    return service.rerun(runId);
  }

  /**
   * Starts a new run that has the past of another: what that had done is read, and only an atom,
   * all that comes after it, and what was not done, is executed. Within a retry, the whole of what
   * is tried again counts as coming after the atom. If the new run turns back, what it has
   * inherited stays.
   *
   * @param runId the id of the other run, which has to be at rest and not on its way back; it stays
   *     as it is
   * @param atom the first atom that is executed anew
   * @param newId the id of the new run, of at most 512 characters; if a fork of the same run has it
   *     already, that is returned
   * @return the new run, which is on disk
   * @throws InvalidFlowException if there is no such run or atom, the flow is not registered, what
   *     comes before the atom is not done, or the new id is taken
   * @throws IllegalStateException if the other run is under way or has turned back, or the
   *     Backstitch is closed
   * @throws io.backstitch.persistence.PersistenceException if the new run can't be stored
   */
  public FlowRun<?> fork(String runId, String atom, String newId) {
    return fork(runId, atom, newId, false);
  }

  /**
   * As {@link #fork(String, String, String)}.
   *
   * @param runId the id of the other run
   * @param atom the first atom that is executed anew
   * @param newId the id of the new run
   * @param revertInherited whether the new run undoes what it has inherited, too, if it turns back:
   *     the other run must not rely on it then
   * @return the new run, which is on disk
   */
  public FlowRun<?> fork(String runId, String atom, String newId, boolean revertInherited) {
    return service.fork(runId, atom, newId, revertInherited);
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
