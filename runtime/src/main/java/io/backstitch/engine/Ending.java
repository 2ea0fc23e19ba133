package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.FlowState;
import io.backstitch.Intention;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a run is over, and how. Counts what is decided, so that the end can be stored together with
 * what brings it about. Belongs to the owner of the run.
 */
final class Ending {

  private final CompiledFlow flow;
  private final RunStorage storage;
  private final ReadySet ready;
  private final Recorder recorder;
  private final Waits waits;

  /** Atoms that are done, or ignored, and not to be undone. */
  private final boolean[] satisfied;

  private int unsatisfied;

  /** Atoms that have something to undo. */
  private final boolean[] toUndo;

  private int leftToUndo;

  /** What has been asked for in messages that are gone when the run is at rest. */
  private final List<Request> requests = new ArrayList<>();

  private FlowState visible = FlowState.PENDING;
  private boolean isBroken;
  private boolean isSuspending;
  private @Nullable String whySuspended;
  private boolean isDecided;
  private boolean withheld;
  private @Nullable RunEnd halted;

  Ending(CompiledFlow flow, RunStorage storage, ReadySet ready, Recorder recorder, Waits waits) {
    this.flow = flow;
    this.storage = storage;
    this.ready = ready;
    this.recorder = recorder;
    this.waits = waits;
    this.satisfied = new boolean[flow.size()];
    this.toUndo = new boolean[flow.size()];
  }

  /** Counts where the storage stands. */
  void count() {
    for (int node = 0; node < flow.size(); node++) {
      if (flow.atom(node) != null) {
        AtomState state = storage.state(node);
        Intention intention = storage.intention(node);
        satisfied[node] =
            (state == AtomState.SUCCESS && intention == Intention.EXECUTE)
                || (state == AtomState.IGNORE && intention == Intention.IGNORE);
        unsatisfied += satisfied[node] ? 0 : 1;
        setToUndo(node, hasSomethingToUndo(state) && !storage.isInherited(node));
      }
    }
  }

  /** Whether an atom in a state keeps those before it from being undone. */
  static boolean hasSomethingToUndo(AtomState state) {
    return switch (state) {
      case PENDING, REVERTED, IGNORE -> false;
      default -> true;
    };
  }

  void executed(int node) {
    setToUndo(node, true);
    if (storage.intention(node) == Intention.EXECUTE) {
      satisfied(node);
    }
  }

  private void setToUndo(int node, boolean isLeft) {
    if (toUndo[node] != isLeft) {
      toUndo[node] = isLeft;
      leftToUndo += isLeft ? 1 : -1;
    }
  }

  /** An atom is done, or ignored. */
  void satisfied(int node) {
    if (!satisfied[node]) {
      satisfied[node] = true;
      unsatisfied--;
    }
  }

  void failed(int node) {
    setToUndo(node, true);
  }

  void undone(int node) {
    setToUndo(node, false);
  }

  void doomed(int node) {
    waits.end(node);
    if (satisfied[node]) {
      satisfied[node] = false;
      unsatisfied++;
    }
  }

  /** Something can't be undone: nothing more starts, and a person has to look. */
  void breakOff() {
    if (!isBroken) {
      isBroken = true;
      ready.dropWaiting();
      waits.endAll();
    }
  }

  /** Rests where the run stands, whatever is left. */
  void halt(String why, @Nullable Throwable cause) {
    if (visible.isFinal()) {
      return;
    }
    if (halted == null) {
      halted = new RunEnd(FlowState.SUSPENDED, why, cause);
    }
    ready.dropWaiting();
    waits.endAll();
  }

  /** Whether nothing more may start, whatever is stored meanwhile. */
  boolean isStopping() {
    return isBroken || halted != null;
  }

  /** Asks the run to rest; whether it shows now that it is about to. */
  boolean suspend(Request request) {
    finallyFollows(request);
    if (request.why() != null) {
      whySuspended = request.why();
    }
    if (isSuspending || halted != null || visible.isFinal()) {
      return false;
    }
    isSuspending = true;
    withheld |= ready.dropWaiting() || !waits.isEmpty();
    waits.endAll();
    return visible == FlowState.RUNNING;
  }

  /** What has been asked for is dealt with when the run is at rest. */
  void finallyFollows(Request request) {
    if (isDecided || visible.isFinal()) {
      recorder.follows(request);
    } else if (request.message().isPresent()) {
      requests.add(request);
    }
  }

  boolean isDecided() {
    return isDecided;
  }

  /** Whether the run was asked to rest. */
  boolean isSuspending() {
    return isSuspending;
  }

  /** Asked when an atom could start: whether it must not. */
  boolean withholds() {
    withheld |= isSuspending;
    return isSuspending || isStopping();
  }

  void show(FlowState state) {
    visible = state;
  }

  /** Decides that the run is over, if it is; whether it comes to rest with something left. */
  boolean decide() {
    if (isDecided || halted != null || visible == FlowState.PENDING || visible.isFinal()) {
      return false;
    }
    FlowState end = null;
    if (isBroken) {
      end = ready.isIdle() ? FlowState.FAILURE : null;
    } else if (unsatisfied == 0) {
      end = FlowState.SUCCESS;
    } else if (storage.isTurnedBack() && ready.isIdle() && leftToUndo == 0) {
      end = FlowState.REVERTED;
    } else if (ready.isIdle() && recorder.isQuiet() && waits.isEmpty()) {
      // Nothing can start any more.
      end = withheld ? FlowState.SUSPENDED : FlowState.REVERTED;
    }
    if (end == FlowState.SUSPENDED && whySuspended != null) {
      String before = storage.why();
      storage.setWhy(before == null ? whySuspended : before + "; " + whySuspended);
    }
    if (end != null) {
      isDecided = true;
      recorder.ends(end);
      requests.forEach(recorder::follows);
    }
    return end == FlowState.SUSPENDED || end == FlowState.FAILURE;
  }

  boolean isOver() {
    if (halted != null) {
      return ready.isIdle() && recorder.isStored();
    }
    return visible.isFinal() || visible == FlowState.SUSPENDED;
  }

  RunEnd end() {
    // What was on its way when the run was halted may have brought it to its end all the same.
    return halted == null || visible.isFinal() ? new RunEnd(visible, null, null) : halted;
  }
}
