package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.AtomTimes;
import io.backstitch.Failure;
import io.backstitch.FlowState;
import io.backstitch.Intention;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RetryHistory;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RetryRecord;
import io.backstitch.persistence.RunCounts;
import io.backstitch.persistence.Transactions;
import io.backstitch.storage.RunStorage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is decided, and hands it to the log as one step. One step of a run is on its way at
 * a time: what is decided meanwhile shares the next commit. Belongs to the owner of the run.
 */
final class Recorder {

  private final FlowEngine engine;
  private final CompiledFlow flow;
  private final RunStorage storage;
  private final @Nullable RunLog log;
  private final Map<String, AtomRecord> waiting = new LinkedHashMap<>();
  private Step step;
  private boolean underWay;

  Recorder(FlowEngine engine, CompiledFlow flow, RunStorage storage, @Nullable RunLog log) {
    this.engine = engine;
    this.flow = flow;
    this.storage = storage;
    this.log = log;
    this.step = new Step(engine);
  }

  /** The run comes into being, with a flow that is made like this. */
  void begins(NewRun run, @Nullable String definition) {
    step.start = run;
    step.definition = definition;
  }

  /**
   * The run was stored before, and carries on.
   *
   * @param definition how its flow is made from now on, or null if that is as it was
   * @param counts its counts from now on, or null if they stay
   */
  void resumes(@Nullable String definition, @Nullable RunCounts counts) {
    step.resumes = true;
    step.definition = definition;
    step.counts = counts;
  }

  /**
   * The time at which a call begins or ends, in milliseconds since 1970; 0 if nothing is stored.
   */
  long now() {
    return log == null ? 0 : System.currentTimeMillis();
  }

  /** Remembers when a call was under way. */
  void timed(Attempt attempt) {
    if (log != null && attempt.called) {
      storage.setTimes(attempt.node, attempt.times(storage.times(attempt.node), attempt.ended));
    }
  }

  void ends(FlowState state) {
    step.flowState = state;
  }

  /** What is decided in this step follows from a request. */
  void follows(Request request) {
    request.message().ifPresent(step.consumed::add);
  }

  /** From here on everything that is done is undone. */
  void turnsBack() {
    step.turnsBack = true;
  }

  /** These are undone, as far as they were done, when the failure behind it is stored. */
  void dooms(int[] nodes) {
    step.doomed.add(nodes);
  }

  /** What a retry controller guards is undone, and it starts again when that is stored. */
  void restarts(int controller) {
    step.restarts.add(controller);
    storage.retries().setResetAt(controller, storage.sequence());
    store(controller, AtomState.RETRYING, Intention.EXECUTE, null, encodedResult(controller));
  }

  /** A retry controller has been asked, and its history has grown. */
  void controllerAsked(int controller) {
    store(
        controller,
        storage.state(controller),
        storage.intention(controller),
        null,
        encodedResult(controller));
  }

  private @Nullable String encodedResult(int node) {
    return encode(Objects.requireNonNull(flow.atom(node)), storage.value(node));
  }

  /** An atom has another state, which shows when it is stored. */
  void decide(
      int node, AtomState to, long nanos, @Nullable Failure failure, @Nullable String encoded) {
    step.change(node, to, nanos, failure);
    Failure revertFailure = to == AtomState.REVERT_FAILURE ? failure : null;
    store(node, to, storage.intention(node), revertFailure, encoded);
  }

  /** An atom is done, which is stored with what is stored next. */
  void decideLazily(int node, AtomState to, long nanos, @Nullable String encoded) {
    step.change(node, to, nanos, null);
    if (log != null) {
      AtomRecord record =
          record(
              node,
              to,
              storage.intention(node),
              storage.failureOf(node),
              null,
              encoded,
              storage.sequence(),
              storage.times(node));
      waiting.put(record.atom(), record);
    }
  }

  /** An atom has another state, which is stored already. */
  void decideStored(int node, AtomState to, long nanos) {
    step.change(node, to, nanos, null);
  }

  /** An atom that may be running when it is doomed: the record is exact from there on. */
  void mayBeRunning(int node) {
    store(node, AtomState.RUNNING, storage.intention(node), null, null);
  }

  private void store(
      int node,
      AtomState state,
      Intention intention,
      @Nullable Failure revertFailure,
      @Nullable String encoded) {
    if (log == null) {
      return;
    }
    step.store(
        record(
            node,
            state,
            intention,
            storage.failureOf(node),
            revertFailure,
            encoded,
            storage.sequence(),
            storage.times(node)));
  }

  /**
   * What is known of an attempt before its call, so that its worker, which must not look into the
   * storage, can record that it has ended. Nothing but this attempt is to come for the atom, so its
   * number is later than that of any reset.
   */
  AtomRecord aboutTo(Attempt attempt) {
    return record(
        attempt.node,
        attempt.runningState(),
        Intention.EXECUTE,
        storage.failureOf(attempt.node),
        null,
        null,
        storage.sequence(),
        storage.times(attempt.node));
  }

  private AtomRecord record(
      int node,
      AtomState state,
      Intention intention,
      @Nullable Failure failure,
      @Nullable Failure revertFailure,
      @Nullable String encoded,
      long sequence,
      AtomTimes times) {
    Atom atom = Objects.requireNonNull(flow.atom(node));
    return new AtomRecord(
        atom.name(),
        storage.attempt(node),
        atom.version(),
        state,
        encoded,
        failure,
        revertFailure,
        atom.controller() == null ? null : retry(node, intention),
        sequence,
        times,
        storage.isInherited(node));
  }

  private RetryRecord retry(int node, Intention intention) {
    RetryHistory history = storage.retries().history(node);
    int first = storage.retries().firstTried(node);
    int at = storage.attempt(node) - first;
    return new RetryRecord(
        intention,
        first,
        history.size(),
        at < history.size() ? history.attempts().get(at).failures() : Map.of(),
        storage.retries().resetAt(node));
  }

  /** Encodes a result, on the thread that made it; null if nothing is to be stored. */
  @Nullable String encode(Atom atom, @Nullable Object result) {
    return log == null || atom.resultType() == null ? null : log.encode(result, atom.resultType());
  }

  /** Decodes a result that is stored; null if there is none. */
  @Nullable Object decode(Atom atom, @Nullable String json) {
    return log == null || json == null || atom.resultType() == null
        ? null
        : log.decode(json, atom.resultType());
  }

  /** Calls a method in a transaction with the record of its success. Called by its worker. */
  AtomRecord transact(String runId, Transactions.Work work) throws Throwable {
    if (log == null) {
      throw new IllegalStateException("A run in memory has no transactions");
    }
    return log.transact(runId, work);
  }

  /** Whether nothing is decided that is not stored. */
  boolean isQuiet() {
    return !underWay && step.isEmpty();
  }

  /** Whether all that was handed over is stored. */
  boolean isStored() {
    return !underWay;
  }

  /**
   * Hands over what was decided.
   *
   * @return the step if it is settled at once, stored or not; null if there is nothing to hand
   *     over, or it is on its way
   */
  @Nullable Step flush(Supplier<String> runId) {
    if (step.isEmpty() || underWay) {
      return null;
    }
    Step decided = step;
    step = new Step(engine);
    storage.setSequence(storage.sequence() + 1);
    if (log != null && decided.hasSomethingToStore()) {
      waiting.values().forEach(decided::storeBefore);
      waiting.clear();
      try {
        if (!log.submit(decided.toWriteSet(runId.get(), storage), decided)) {
          underWay = true;
          return null;
        }
      } catch (PersistenceException e) {
        decided.error = e;
      } catch (RuntimeException e) {
        decided.error = new PersistenceException("The storage failed: " + e, e);
      }
    }
    return decided;
  }

  /** Tells that the step that was on its way has been stored, or could not be. */
  void settled() {
    underWay = false;
  }
}
