package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An atom has changed its state.
 *
 * @param runId the id of the run
 * @param flow the name of the flow
 * @param atom the name of the atom
 * @param attempt which execution of it, from 1
 * @param from the state before
 * @param to the state now
 * @param at when
 * @param elapsed how long its method ran; zero when it starts
 * @param failure why it failed, or null
 */
public record AtomTransition(
    String runId,
    String flow,
    String atom,
    int attempt,
    AtomState from,
    AtomState to,
    Instant at,
    Duration elapsed,
    @Nullable Failure failure) {}
