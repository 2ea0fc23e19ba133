package io.backstitch.listener;

import io.backstitch.AtomState;
import io.backstitch.FlowState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a run took, and each call in it.
 *
 * @param runId the id of the run
 * @param flow the name of the flow
 * @param state how it ended
 * @param start when it set off, in this process
 * @param end when it came to rest
 * @param calls the calls of its atoms, in the order of their ends; copied
 */
public record RunTimes(
    String runId, String flow, FlowState state, Instant start, Instant end, List<Call> calls) {

  /** Copies the list. */
  public RunTimes {
    calls = List.copyOf(calls);
  }

  /**
   * How long the run took.
   *
   * @return from start to end
   */
  public Duration elapsed() {
    return Duration.between(start, end);
  }

  /**
   * How long each atom was executed, its reverts not counted: what {@link
   * io.backstitch.graph.FlowGraph#criticalPath} takes.
   *
   * @return a new map, by the name of the atom: all its attempts together
   */
  public Map<String, Duration> executions() {
    Map<String, Duration> executions = new LinkedHashMap<>();
    for (Call call : calls) {
      if (call.state() == AtomState.SUCCESS || call.state() == AtomState.FAILURE) {
        executions.merge(call.atom(), call.elapsed(), Duration::plus);
      }
    }
    return executions;
  }

  /**
   * One call of an atom, forward or back.
   *
   * @param atom the name of the atom
   * @param attempt which execution of it, from 1
   * @param state how it ended
   * @param end when that was stored
   * @param elapsed how long the method ran
   */
  public record Call(String atom, int attempt, AtomState state, Instant end, Duration elapsed) {}
}
