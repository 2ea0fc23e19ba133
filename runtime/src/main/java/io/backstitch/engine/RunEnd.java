package io.backstitch.engine;

import io.backstitch.FlowState;
import org.jspecify.annotations.Nullable;

/**
 * How a run came to rest.
 *
 * @param state its state; {@link FlowState#SUSPENDED} if it stands where it stood
 * @param why what stopped it, as the end of a sentence, or null if it has come to its end
 * @param cause the error behind that, or null
 */
public record RunEnd(FlowState state, @Nullable String why, @Nullable Throwable cause) {}
