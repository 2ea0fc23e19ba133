package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import java.time.Duration;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what follows from a failure: asks the retry controllers around the atom, the innermost
 * first. Belongs to the owner of the run.
 */
final class Resolver {

  private static final Logger LOG = LoggerFactory.getLogger(FlowEngine.class);

  /** The flow of a retry controller is undone, and if it is to be retried, run again. */
  record Region(int controller, boolean retry) {}

  private final CompiledFlow flow;
  private final RunStorage storage;
  private final boolean deferReverts;
  private final IntFunction<Attempt> calls;
  private final IntConsumer asked;

  /**
   * Prepares to ask.
   *
   * @param deferReverts whether a controller that gives up leaves the decision to the flow around,
   *     and to the whole run if nobody decides; otherwise it then undoes its own flow only
   * @param calls makes what a controller takes its arguments from, by its node
   * @param asked told the node of each controller that was asked
   */
  Resolver(
      CompiledFlow flow,
      RunStorage storage,
      boolean deferReverts,
      IntFunction<Attempt> calls,
      IntConsumer asked) {
    this.flow = flow;
    this.storage = storage;
    this.deferReverts = deferReverts;
    this.calls = calls;
    this.asked = asked;
  }

  /**
   * Asks what is to be done about the failure of an atom.
   *
   * @return what is undone, or null if that is the whole run
   */
  @Nullable Region resolve(int node, Failure failure) {
    // From the inside to the outside, until somebody decides.
    Region fallback = null;
    int failed = node;
    for (int controller = flow.guard(node); controller >= 0; controller = flow.guard(controller)) {
      if (storage.state(controller) == AtomState.IGNORE) {
        // A decider skipped it, so it has not started what it guards and can't start it again.
        continue;
      }
      RetryDecision decision = ask(controller, failed, failure);
      if (decision == RetryDecision.RETRY) {
        return new Region(controller, true);
      }
      if (decision == RetryDecision.REVERT_ALL) {
        return null;
      }
      if (!deferReverts && fallback == null) {
        fallback = new Region(controller, false);
      }
      failed = controller;
    }
    return fallback;
  }

  /** How long a controller waits before it tries again. */
  Duration delay(int node) {
    Atom atom = Objects.requireNonNull(flow.atom(node));
    try {
      Attempt call = Objects.requireNonNull(calls.apply(node));
      Duration wait =
          Objects.requireNonNull(atom.controller()).delay(storage.retries().history(node), call);
      return Objects.requireNonNull(wait, "the delay of a retry controller");
    } catch (Throwable e) {
      warn(atom, "failed to tell how long to wait, and tries again at once", e);
      return Duration.ZERO;
    }
  }

  private RetryDecision ask(int node, int failed, Failure failure) {
    Atom atom = Objects.requireNonNull(flow.atom(node));
    RetryController controller = Objects.requireNonNull(atom.controller());
    String name = Objects.requireNonNull(flow.atom(failed)).name();
    storage.retries().setHistory(node, storage.retries().history(node).withFailure(name, failure));
    asked.accept(node);
    try {
      Attempt call = Objects.requireNonNull(calls.apply(node));
      call.checkArguments();
      RetryDecision decision = controller.onFailure(storage.retries().history(node), call);
      if (decision != null) {
        return decision;
      }
      LOG.warn(
          "Retry controller '{}' of flow '{}' decided nothing and counts as one that gives up",
          atom.name(),
          flow.name());
    } catch (Throwable e) {
      warn(atom, "failed and counts as one that gives up", e);
    }
    return RetryDecision.REVERT;
  }

  /** Tells of a controller that threw, unless the virtual machine itself is in trouble. */
  private void warn(Atom controller, String consequence, Throwable thrown) {
    if (thrown instanceof VirtualMachineError fatal && Attempt.isFatal(thrown)) {
      throw fatal;
    }
    UserErrors.warn(
        "Retry controller '%s' of flow '%s' %s"
            .formatted(controller.name(), flow.name(), consequence),
        thrown);
  }
}
