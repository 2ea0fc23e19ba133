package io.backstitch.listener;

import io.backstitch.AtomState;
import io.backstitch.FlowState;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.FlowTransition;
import io.backstitch.engine.RunListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Measures runs and the calls in them, and tells when a run has come to rest. Safe for use by any
 * number of runs.
 *
 * <p>Of a run that stops where it stands, because its process closes, nothing is told; what was
 * measured of it is kept until it sets off again.
 */
public final class TimingListener implements RunListener {

  private record Measured(Instant start, List<RunTimes.Call> calls) {}

  private final Map<String, Measured> runs = new ConcurrentHashMap<>();
  private final Consumer<RunTimes> whenAtRest;

  /**
   * Creates a listener.
   *
   * @param whenAtRest told of each run that has come to rest, by the thread that owns it then; it
   *     should be quick
   */
  public TimingListener(Consumer<RunTimes> whenAtRest) {
    this.whenAtRest = Objects.requireNonNull(whenAtRest, "whenAtRest");
  }

  @Override
  public void onFlow(FlowTransition t) {
    if (t.to() == FlowState.RUNNING) {
      runs.put(t.runId(), new Measured(t.at(), new ArrayList<>()));
    } else if (t.to().isFinal() || t.to() == FlowState.SUSPENDED) {
      Measured measured = runs.remove(t.runId());
      if (measured != null) {
        whenAtRest.accept(
            new RunTimes(t.runId(), t.flow(), t.to(), measured.start(), t.at(), measured.calls()));
      }
    }
  }

  @Override
  public void onAtom(AtomTransition t) {
    Measured measured = runs.get(t.runId());
    if (measured != null && isEndOfCall(t.to())) {
      measured.calls().add(new RunTimes.Call(t.atom(), t.attempt(), t.to(), t.at(), t.elapsed()));
    }
  }

  private static boolean isEndOfCall(AtomState state) {
    return switch (state) {
      case SUCCESS, FAILURE, REVERTED, REVERT_FAILURE -> true;
      default -> false;
    };
  }
}
