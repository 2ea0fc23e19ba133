package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.FlowState;
import io.backstitch.flow.Atom;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes states visible: keeps them, and tells those who listen. Without listeners it costs nothing.
 */
final class Announcer {

  private final CompiledFlow flow;
  private final RunStorage storage;
  private final Supplier<String> runId;
  private final RunListener[] listeners;
  private final RunView view;
  private final Counts counts;
  private volatile FlowState flowState;

  /** Whether a transition is being told: what a listener brings about then is told after it. */
  private boolean isTelling;

  private @Nullable Queue<Consumer<RunListener>> untold;

  Announcer(
      CompiledFlow flow,
      RunStorage storage,
      Supplier<String> runId,
      List<RunListener> listeners,
      Counts counts) {
    this.flow = flow;
    this.storage = storage;
    this.runId = runId;
    this.listeners = listeners.toArray(new RunListener[0]);
    this.view = new StorageView(flow, storage);
    this.counts = counts;
    this.flowState = storage.flowState();
  }

  boolean isHeard() {
    return listeners.length > 0;
  }

  FlowState flowState() {
    return flowState;
  }

  void flow(FlowState to) {
    FlowState from = flowState;
    flowState = to;
    storage.setFlowState(to);
    if (isHeard() && from != to) {
      FlowTransition transition =
          new FlowTransition(runId.get(), flow.name(), from, to, Instant.now());
      tellInOrder(listener -> listener.onFlow(transition));
    }
  }

  void atom(int node, AtomState to, long nanos, @Nullable Failure failure) {
    AtomState from = storage.state(node);
    storage.setState(node, to);
    counts.reached(to, nanos);
    announce(node, from, to, nanos, failure);
  }

  /** An atom has been reset. */
  void reset(int node, AtomState from) {
    announce(node, from, AtomState.PENDING, 0, null);
  }

  private void announce(
      int node, AtomState from, AtomState to, long nanos, @Nullable Failure failure) {
    // What a crash caught in the middle, and is called again, is in the same state as before.
    if (isHeard() && from != to) {
      Atom atom = Objects.requireNonNull(flow.atom(node));
      AtomTransition transition =
          new AtomTransition(
              runId.get(),
              flow.name(),
              atom.name(),
              storage.attempt(node),
              from,
              to,
              Instant.now(),
              Duration.ofNanos(nanos),
              failure);
      tellInOrder(listener -> listener.onAtom(transition, view));
    }
  }

  void progress(String atom, double fraction, String details) {
    tellInOrder(listener -> listener.onProgress(runId.get(), atom, fraction, details));
  }

  /** All listeners hear of one transition before any hears of the next. */
  private void tellInOrder(Consumer<RunListener> event) {
    if (isTelling) {
      if (untold == null) {
        untold = new ArrayDeque<>();
      }
      untold.add(event);
      return;
    }
    isTelling = true;
    Consumer<RunListener> next = event;
    while (next != null) {
      tell(next);
      next = untold == null ? null : untold.poll();
    }
    isTelling = false;
  }

  private void tell(Consumer<RunListener> event) {
    for (RunListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable e) {
        // Whatever it is: the owner of the run must go on, or the run would hang.
        UserErrors.warn("A listener failed; run '" + runId.get() + "' goes on", e);
      }
    }
  }
}
