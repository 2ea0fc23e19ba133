package io.backstitch.engine;

import io.backstitch.FlowState;
import java.time.Instant;

/**
 * A run has changed its state.
 *
 * @param runId the id of the run
 * @param flow the name of the flow
 * @param from the state before
 * @param to the state now
 * @param at when
 */
public record FlowTransition(String runId, String flow, FlowState from, FlowState to, Instant at) {}
