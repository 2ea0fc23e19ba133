package io.backstitch;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.engine.Request;
import io.backstitch.internal.SpareThread;
import io.backstitch.persistence.MessageKind;
import io.backstitch.persistence.NewRun;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.StoredMessage;
import io.backstitch.persistence.StoredRun;
import io.backstitch.persistence.WriteSet;
import io.backstitch.storage.RunStorage;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runs and takes up those that are stored, so that each is driven by one engine at a time,
 * here or in another process. Safe for use by several threads.
 */
final class RunService {

  private static final Logger LOG = LoggerFactory.getLogger(Backstitch.class);

  private final RunStore store;
  private final Flows flows;
  private final LiveRuns live;
  private final Backlog backlog;
  private final RunHost host;

  RunService(RunStore store, Flows flows, LiveRuns live, Backlog backlog, RunHost host) {
    this.store = store;
    this.flows = flows;
    this.live = live;
    this.backlog = backlog;
    this.host = host.whenAtRest(this::atRest);
  }

  // ---- Starting ----

  <O> FlowRun<O> start(BoundFlow<O> bound, String runId, Map<String, String> metadata) {
    FlowDefinition<O> flow = bound.flow();
    flows.checkRegistered(flow);
    String inputs = RunCodec.encodeInputs(bound, host.codec());
    StoredFlowRun<O> fresh = new StoredFlowRun<>(runId, flow, inputs, host);
    StoredFlowRun<?> known = takeUp(fresh);
    if (known != null) {
      // Whoever starts it first may not have stored it yet.
      known.awaitStart();
      same(runId, known.flow(), known.inputs(), flow.name(), inputs);
      return sameType(known);
    }
    try {
      Optional<StoredRun> stored = store.load(runId);
      if (stored.isPresent()) {
        same(runId, stored.get().flow(), stored.get().inputs(), flow.name(), inputs);
        fresh.setInputs(stored.get().inputs());
        carryOnOrWatch(fresh, stored.get());
      } else {
        // An earlier start with this id may have failed.
        host.journal().forget(runId);
        fresh.startNew(bound, metadata);
      }
    } catch (RuntimeException | Error e) {
      giveUp(fresh, e);
      throw e;
    }
    return fresh;
  }

  /**
   * Starts a run in a transaction of the caller; whoever shares the database carries on with it.
   */
  void start(
      BoundFlow<?> bound, String runId, Map<String, String> metadata, Connection transaction) {
    live.checkOpen("Run '" + runId + "' can't start");
    FlowDefinition<?> flow = bound.flow();
    flows.checkRegistered(flow);
    String inputs = RunCodec.encodeInputs(bound, host.codec());
    NewRun row = new NewRun(flow.name(), flow.version(), inputs, metadata, null);
    store
        .start(transaction, runId, row)
        .ifPresent(known -> same(runId, known.flow(), known.inputs(), flow.name(), inputs));
  }

  /** One flow, one definition, so its outcome is of that type. */
  @SuppressWarnings("unchecked")
  private static <O> FlowRun<O> sameType(StoredFlowRun<?> run) {
    return (FlowRun<O>) run;
  }

  private void same(
      String runId, String knownFlow, String knownInputs, String flow, String inputs) {
    if (!knownFlow.equals(flow)) {
      throw new InvalidFlowException(
          Kind.BAD_INPUT,
          "Run id '%s' is used by flow '%s', so flow '%s' can't use it; choose another id"
              .formatted(runId, knownFlow, flow));
    }
    if (!host.codec().isSame(knownInputs, inputs)) {
      throw new InvalidFlowException(
          Kind.BAD_INPUT,
          "Run '%s' of flow '%s' was started with other inputs; choose another id, or the same inputs"
              .formatted(runId, flow));
    }
  }

  // ---- Taking up ----

  /** What a stored run is taken up for. */
  private enum Purpose {
    /** It was under way, and carries on. */
    BY_ITSELF,
    /** It was under way, and is to rest. */
    REST,
    /** Somebody wants it to carry on, or to be undone. */
    ASKED;

    boolean isFor(FlowState state) {
      return this == ASKED ? !state.isFinal() || state == FlowState.FAILURE : isUnderWay(state);
    }
  }

  /** What has become of a run that was taken up. */
  private enum Taken {
    /** It is driven here. */
    GOES_ON,
    /** There is nothing to do for the purpose. */
    AT_REST,
    /** Another process has it. */
    ELSEWHERE
  }

  /** Whether a run neither came to its end nor was asked to rest. */
  private static boolean isUnderWay(FlowState state) {
    return !state.isFinal() && state != FlowState.SUSPENDED;
  }

  /** Makes a run one that is driven here, unless it is already: then the one that is. */
  private @Nullable StoredFlowRun<?> takeUp(StoredFlowRun<?> run) {
    if (host.journal().isOwnThread()) {
      throw new IllegalStateException(
          "A listener can't start or carry on with a run when the executor has been shut down");
    }
    return live.takeUp(run);
  }

  /** Carries on with a run that has been taken up, or tells how it has ended. */
  private Taken carryOn(StoredFlowRun<?> run, StoredRun found, Purpose purpose) {
    StoredRun stored = found;
    if (purpose.isFor(stored.state())) {
      if (!store.adopt(run.id())) {
        return Taken.ELSEWHERE;
      }
      host.journal().forget(run.id());
      if (store.isShared()) {
        // Only now nobody else changes it, and whoever had it may have got further meanwhile.
        stored = stored(run.id(), "can't carry on");
      }
    }
    boolean goesOn = purpose.isFor(stored.state());
    run.setInputs(stored.inputs());
    if (goesOn && purpose == Purpose.BY_ITSELF && Crashes.areTooMany(stored)) {
      run.suspend(Request.here(Crashes.why()));
    }
    run.carryOn(stored, goesOn, Crashes.counted(stored, purpose == Purpose.ASKED));
    return goesOn ? Taken.GOES_ON : Taken.AT_REST;
  }

  /**
   * Carries on with a run that has been taken up, or looks after it while another process has it.
   */
  private void carryOnOrWatch(StoredFlowRun<?> run, StoredRun found) {
    if (carryOn(run, found, Purpose.BY_ITSELF) == Taken.ELSEWHERE) {
      run.watch(found.state());
      // Nobody looks after it if this has been closed meanwhile.
      live.checkOpen("Run '" + run.id() + "' can't be looked after");
    }
  }

  /** Carries on with a run that has been taken up, and lets go of it if that can't be. */
  private Taken carryOn(StoredFlowRun<?> run, Purpose purpose) {
    try {
      // Only now nobody else here changes it; it may have come to its end meanwhile.
      Taken taken = carryOn(run, stored(run.id(), "can't carry on"), purpose);
      if (taken == Taken.ELSEWHERE) {
        giveUp(run, elsewhere(run.id()));
      }
      return taken;
    } catch (RuntimeException | Error e) {
      giveUp(run, e);
      throw e;
    }
  }

  private static PersistenceException elsewhere(String runId) {
    return new PersistenceException(
        "Run '"
            + runId
            + "' is under way in another process, or in another Backstitch that this one has open;"
            + " it can be had when that is closed, or dead.");
  }

  private void giveUp(StoredFlowRun<?> run, Throwable error) {
    leave(run);
    run.giveUp(error);
  }

  private StoredFlowRun<?> asked(StoredRun stored, String what) {
    return new StoredFlowRun<>(stored.id(), flows.of(stored, what), "", host);
  }

  private StoredRun stored(String runId, String what) {
    return store.load(runId).orElseThrow(() -> Runs.unknown(runId, what));
  }

  // ---- Recovering ----

  /** Carries on with a run that was found under way, unless that has become needless meanwhile. */
  Optional<FlowRun<?>> recover(StoredRun found) {
    StoredFlowRun<?> run = asked(found, "can't carry on");
    if (takeUp(run) != null || (backlog.isFull() && !mayWait(run, found))) {
      return Optional.empty();
    }
    if (!backlog.enter(run)) {
      return Optional.of(run);
    }
    return carryOn(run, Purpose.BY_ITSELF) == Taken.GOES_ON ? Optional.of(run) : Optional.empty();
  }

  /** Makes sure that a run can carry on later: whoever recovers is to hear now why it can't. */
  private boolean mayWait(StoredFlowRun<?> run, StoredRun found) {
    try {
      RunReader.restore(run.definition(), found, host.codec(), true);
      if (store.adopt(run.id())) {
        run.waits(found);
        return true;
      }
      giveUp(run, elsewhere(run.id()));
      return false;
    } catch (RuntimeException | Error e) {
      giveUp(run, e);
      throw e;
    }
  }

  private void atRest(StoredFlowRun<?> run) {
    leave(run);
    Request inVain = run.cancelledInVain();
    if (inVain != null) {
      // It had just come to rest when it was asked to turn back.
      try {
        cancel(run.id(), inVain);
      } catch (RuntimeException e) {
        LOG.warn("Run '{}' rests, and could not be cancelled; cancel it once more", run.id(), e);
      }
    }
  }

  /** Nothing is done about a run any more, so it may be the turn of one that waits. */
  private void leave(StoredFlowRun<?> run) {
    live.leave(run);
    StoredFlowRun<?> next = backlog.leave(run);
    if (next != null) {
      Runnable turn = () -> carryOnInTurn(next);
      try {
        RunHost.callbacks(host.executor()).execute(turn);
      } catch (RuntimeException e) {
        // Its engine will find that out, too, and say so.
        SpareThread.run(turn);
      }
    }
  }

  private void carryOnInTurn(StoredFlowRun<?> run) {
    try {
      carryOn(run, Purpose.BY_ITSELF);
    } catch (RuntimeException e) {
      LOG.warn("Run '{}' was to be recovered, but can't carry on; it is left alone", run.id(), e);
    }
  }

  // ---- What is asked of a run ----

  FlowRun<?> resume(String runId) {
    live.checkOpen("Run '" + runId + "' can't be resumed");
    StoredFlowRun<?> run = asked(stored(runId, "can't be resumed"), "can't be resumed");
    StoredFlowRun<?> known = takeUp(run);
    if (known != null) {
      return known;
    }
    if (carryOn(run, Purpose.ASKED) == Taken.ELSEWHERE) {
      throw elsewhere(runId);
    }
    return run;
  }

  void reset(String runId) {
    live.checkOpen("Run '" + runId + "' can't be reset");
    StoredFlowRun<?> run = asked(stored(runId, "can't be reset"), "can't be reset");
    if (takeUp(run) != null) {
      throw new IllegalStateException(
          "Run '" + runId + "' is under way; suspend it and wait for its rest before it is reset");
    }
    try {
      // Whether it is at rest is told first: that it is elsewhere would be no help.
      RunReset.of(stored(runId, "can't be reset"));
      if (!store.adopt(runId)) {
        throw elsewhere(runId);
      }
      host.journal().forget(runId);
      WriteSet reset = RunReset.of(stored(runId, "can't be reset"));
      Commit.now(reset, host.journal());
    } finally {
      giveUp(
          run,
          new IllegalStateException("Run '" + runId + "' was being reset; ask for it once more"));
    }
  }

  /** Carries on with a run at rest where it failed, or from its beginning if it was undone. */
  FlowRun<?> rerun(String runId) {
    live.checkOpen("Run '" + runId + "' can't be rerun");
    StoredRun stored = stored(runId, "can't be rerun");
    if (stored.state() == FlowState.SUCCESS) {
      throw new IllegalStateException(
          "Run '%s' of flow '%s' is done; reset it to do it once more, or fork it"
              .formatted(runId, stored.flow()));
    }
    if (stored.state() == FlowState.REVERTED) {
      reset(runId);
    }
    return resume(runId);
  }

  /** Starts a run that has inherited what another one had done before an atom. */
  FlowRun<?> fork(String runId, String atom, String newId, boolean revertInherited) {
    String what = "can't be forked";
    live.checkOpen("Run '" + runId + "' " + what);
    StoredRun source = stored(runId, what);
    FlowDefinition<?> flow = flows.of(source, what);
    StoredFlowRun<?> fork = new StoredFlowRun<>(newId, flow, source.inputs(), host);
    StoredFlowRun<?> known = takeUp(fork);
    if (known != null) {
      throw taken(newId, what);
    }
    try {
      Optional<StoredRun> before = store.load(newId);
      if (before.isEmpty()) {
        host.journal().forget(newId);
        RunStorage past = RunReader.restore(flow, source, host.codec(), true);
        Commit.now(RunFork.of(source, flow, past, atom, newId, revertInherited), host.journal());
      } else if (!runId.equals(before.get().start().forkedFrom())) {
        throw taken(newId, what);
      }
      carryOnOrWatch(fork, stored(newId, what));
      return fork;
    } catch (RuntimeException | Error e) {
      giveUp(fork, e);
      throw e;
    }
  }

  private static InvalidFlowException taken(String newId, String what) {
    return new InvalidFlowException(
        Kind.BAD_INPUT,
        "A run %s as '%s', since there is a run of that id; choose another id"
            .formatted(what, newId));
  }

  /** Whether a run is driven here, or waits here for its turn or for its end elsewhere. */
  boolean isUnderWayHere(String runId) {
    StoredFlowRun<?> known = live.find(runId);
    return known != null && !known.isOver();
  }

  /** Has a run undone, wherever it is; false if it has come to its end. */
  boolean cancel(String runId, Request request) {
    String what = "can't be cancelled";
    live.checkOpen("Run '" + runId + "' " + what);
    return ask(stored(runId, what), Purpose.ASKED, MessageKind.CANCEL, request, what);
  }

  /** Has a run rest where it stands, wherever it is; false if it is at rest. */
  boolean suspend(String runId, Request request) {
    String what = "can't be suspended";
    live.checkOpen("Run '" + runId + "' " + what);
    return ask(stored(runId, what), Purpose.REST, MessageKind.SUSPEND, request, what);
  }

  /** Makes a run one that rests, since it would only crash again; returns when that is stored. */
  void rest(StoredRun found) {
    StoredFlowRun<?> run = asked(found, "can't be suspended");
    run.suspend(Request.here(Crashes.why()));
    if (takeUp(run) == null && carryOn(run, Purpose.REST) == Taken.GOES_ON) {
      run.awaitRest();
    }
  }

  private boolean ask(
      StoredRun stored, Purpose purpose, MessageKind kind, Request request, String what) {
    if (!purpose.isFor(stored.state())) {
      return false;
    }
    if (store.isShared() && flows.find(stored.flow()) == null && isUnderWay(stored.state())) {
      // Whoever has its flow has it, or will have it.
      store.send(stored.id(), kind, request.why());
      return true;
    }
    StoredFlowRun<?> run = asked(stored, what);
    run.ask(kind, request);
    StoredFlowRun<?> known = takeUp(run);
    if (known != null) {
      known.ask(kind, request);
      return true;
    }
    Taken taken = carryOn(run, purpose);
    if (taken == Taken.ELSEWHERE) {
      store.send(stored.id(), kind, request.why());
    }
    return taken != Taken.AT_REST;
  }

  // ---- What comes from other processes ----

  /**
   * Passes a message on to its run; one that nobody needs any more is dropped.
   *
   * @return false if the run is driven by nobody now, but will be
   */
  boolean receive(StoredMessage message) {
    Request request = new Request(message.why(), OptionalLong.of(message.number()));
    StoredFlowRun<?> known = live.find(message.runId());
    if (known != null && !known.isOver()) {
      known.ask(message.kind(), request);
      return true;
    }
    StoredRun stored = store.load(message.runId()).orElse(null);
    if (stored != null && isUnderWay(stored.state())) {
      // Whoever recovers it hears of it.
      return false;
    }
    boolean isHeard =
        stored != null
            && message.kind() == MessageKind.CANCEL
            && ask(stored, Purpose.ASKED, MessageKind.CANCEL, request, "can't be cancelled");
    if (!isHeard) {
      store.drop(List.of(message.number()));
    }
    return true;
  }

  /** Carries on with a run that nobody has, if its flow is known here. */
  void adopt(String runId, String flow) {
    if (flows.find(flow) != null && live.find(runId) == null) {
      store.load(runId).ifPresent(this::recover);
    }
  }

  /** Looks after a run that another process has: it may have ended, or be free. */
  void lookAfter(StoredFlowRun<?> run) {
    StoredRun stored = store.load(run.id()).orElse(null);
    if (stored == null) {
      giveUp(run, new IllegalStateException("Run '" + run.id() + "' has been deleted"));
      return;
    }
    try {
      carryOnOrWatch(run, stored);
    } catch (RuntimeException | Error e) {
      giveUp(run, e);
      throw e;
    }
  }

  /** Gives up all that is not driven yet, or not here. */
  void stopWaiting(String why) {
    backlog.clear().forEach(run -> giveUp(run, run.stopped(why)));
    for (StoredFlowRun<?> run : live.all()) {
      if (run.isWatched()) {
        giveUp(run, run.stopped(why));
      }
    }
  }
}
