package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Intention;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.stream.IntStream;

/**
 * Marks what is to be undone after a failure: what waits never starts, what runs is awaited, and
 * what may be running is recorded. Belongs to the owner of the run.
 */
final class Doom {

  private final CompiledFlow flow;
  private final RunStorage storage;
  private final Marks marks;
  private final ReadySet ready;
  private final Ending ending;
  private final Recorder recorder;
  private final Visits visits;

  Doom(
      CompiledFlow flow,
      RunStorage storage,
      Marks marks,
      ReadySet ready,
      Ending ending,
      Recorder recorder,
      Visits visits) {
    this.flow = flow;
    this.storage = storage;
    this.marks = marks;
    this.ready = ready;
    this.ending = ending;
    this.recorder = recorder;
    this.visits = visits;
  }

  /** All that is done is to be undone. */
  void everything() {
    if (!storage.isTurnedBack()) {
      storage.turnBack();
      visits.many(flow.size());
      int[] all = IntStream.range(0, flow.size()).toArray();
      doom(all);
      recorder.turnsBack();
      recorder.dooms(all);
    }
  }

  /** The flow of a controller is to be undone, and, if it tries again, to be executed again. */
  void region(int controller, boolean retry) {
    if (retry && storage.intention(controller) == Intention.RETRY) {
      // Another atom of the same attempt: all that has started in it is doomed already.
      recorder.controllerAsked(controller);
      return;
    }
    if (storage.intention(controller) != Intention.REVERT) {
      storage.setIntention(controller, retry ? Intention.RETRY : Intention.REVERT);
      marks.doomedUnstored[controller] = true;
      ending.doomed(controller);
      marks.forward.set(controller, false);
    }
    recorder.controllerAsked(controller);
    int[] after = retry ? marks.touchedAfter(controller) : flow.reachableFrom(controller);
    visits.many(after.length);
    doom(after);
    recorder.dooms(new int[] {controller});
    recorder.dooms(after);
  }

  /** From here on these are to be undone, and those that wait never start. */
  private void doom(int[] nodes) {
    for (int node : nodes) {
      if (flow.atom(node) != null
          && storage.intention(node) != Intention.REVERT
          && !storage.isInherited(node)) {
        doom(node);
      }
    }
  }

  private void doom(int node) {
    storage.setIntention(node, Intention.REVERT);
    marks.doomedUnstored[node] = true;
    ending.doomed(node);
    marks.forward.set(node, false);
    boolean mayRun = marks.mayHaveStarted[node] || storage.state(node) == AtomState.RUNNING;
    boolean dropped = ready.drop(node);
    if (ready.isInFlight(node)) {
      mayRun = ready.isRunning(node);
    } else if (mayRun) {
      marks.backward.set(node, false);
      storage.setState(node, AtomState.RUNNING);
      ending.failed(node);
    } else if (dropped) {
      marks.backward.set(node, !Ending.hasSomethingToUndo(storage.state(node)));
    }
    if (mayRun) {
      recorder.mayBeRunning(node);
    }
    marks.mayHaveStarted[node] = false;
  }
}
