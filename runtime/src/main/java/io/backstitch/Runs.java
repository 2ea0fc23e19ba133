package io.backstitch;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.engine.Request;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunCatalog;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The stored runs, whatever process they are of: to list, look at, count and tidy up, whether their
 * flows are registered or not, and to be told what to do.
 *
 * <p>What it tells was so when it was asked; runs go on meanwhile, and none waits for whoever
 * looks. Each method throws a {@link PersistenceException} if the storage can't be read or written.
 * Safe for use by any number of threads, beside runs that are under way.
 */
public final class Runs {

  private final RunService service;
  private final RunCatalog catalog;
  private final Codec codec;
  private final RunRemoval removal;

  Runs(RunService service, RunCatalog catalog, Codec codec) {
    this.service = service;
    this.catalog = catalog;
    this.codec = codec;
    this.removal = new RunRemoval(service, catalog);
  }

  /**
   * Lists runs, a page at a time.
   *
   * <p>Whoever follows the cursors sees each run once that was there all the time and was what is
   * asked for all the time. One that is started meanwhile, or changes, may be seen or not, but not
   * twice.
   *
   * @param query which, and in which order
   * @return the page
   */
  public RunPage list(RunQuery query) {
    return catalog.page(query);
  }

  /**
   * Looks at a run.
   *
   * @param runId its id
   * @return all that is stored of it, empty if there is no such run
   * @throws PersistenceException if it can't be read, or is encrypted by a key that the codec does
   *     not have
   */
  public Optional<RunDetails> find(String runId) {
    return catalog.load(runId).map(run -> RunDetails.of(run, codec));
  }

  /**
   * Looks at a run that must be there.
   *
   * @param runId its id
   * @return all that is stored of it
   * @throws InvalidFlowException if there is no such run
   * @throws PersistenceException if it can't be read, or is encrypted by a key that the codec does
   *     not have
   */
  public RunDetails get(String runId) {
    return find(runId).orElseThrow(() -> unknown(runId, "can't be looked at"));
  }

  /**
   * Tells what has happened to a run.
   *
   * @param runId its id
   * @return the events, in the order of time
   * @throws InvalidFlowException if there is no such run
   */
  public RunTimeline timeline(String runId) {
    return get(runId).timeline();
  }

  /**
   * Counts all runs.
   *
   * @return how many are in each state; none that is zero
   */
  public Map<FlowState, Long> count() {
    return count(RunQuery.all());
  }

  /**
   * Counts runs. Where runs are kept in a directory, it reads all of them.
   *
   * @param query which; how it pages does not matter
   * @return how many are in each state; none that is zero; unmodifiable
   */
  public Map<FlowState, Long> count(RunQuery query) {
    Map<FlowState, Long> counts = new EnumMap<>(FlowState.class);
    catalog.count(query).forEach(each -> counts.merge(each.state(), each.runs(), Long::sum));
    return Collections.unmodifiableMap(counts);
  }

  /**
   * Counts runs of each flow.
   *
   * @param query which; how it pages does not matter
   * @return how many of each flow are in each state, sorted by the name of the flow; none that is
   *     zero; unmodifiable
   */
  public Map<String, Map<FlowState, Long>> countByFlow(RunQuery query) {
    Map<String, Map<FlowState, Long>> counts = new TreeMap<>();
    catalog
        .count(query)
        .forEach(
            each ->
                counts
                    .computeIfAbsent(each.flow(), flow -> new EnumMap<>(FlowState.class))
                    .put(each.state(), each.runs()));
    counts.replaceAll((flow, states) -> Collections.unmodifiableMap(states));
    return Collections.unmodifiableMap(counts);
  }

  /**
   * Forgets a run that is at rest: {@link FlowState#SUCCESS}, REVERTED, FAILURE or SUSPENDED. What
   * it did stays done. Its id is free then: a run that is started with it is another one.
   *
   * @param runId the id of the run
   * @throws InvalidFlowException if there is no such run
   * @throws IllegalStateException if it is not at rest, or something is done about it at this
   *     moment; nothing is deleted then
   */
  public void delete(String runId) {
    removal.delete(runId);
  }

  /**
   * Forgets runs that have not changed for some time, a hundred in a transaction, the oldest first.
   * Others may do the same at the same time; a run that somebody carries on with meanwhile stays.
   *
   * @param age how long ago they were last written, by the clock of the store, at least
   * @param states the states in which they are deleted, all of them states at rest; if none is
   *     given, {@link FlowState#SUCCESS} and {@link FlowState#REVERTED}
   * @return how many this call has deleted
   * @throws IllegalArgumentException if the age is negative, or one of the states is not at rest
   */
  public int deleteOlderThan(Duration age, FlowState... states) {
    return removal.deleteOlderThan(age, states);
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

  static InvalidFlowException unknown(String runId, String what) {
    return new InvalidFlowException(
        Kind.UNKNOWN_NAME,
        "There is no run '%s' here, so it %s; check its id, and where its runs are stored"
            .formatted(runId, what));
  }
}
