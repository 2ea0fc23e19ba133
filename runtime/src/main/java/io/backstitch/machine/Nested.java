package io.backstitch.machine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A machine that is a state of another.
 *
 * @param machine the inner machine
 * @param first the event it is given when the state is entered
 * @param ends which event its ends give to the outer machine
 */
record Nested<S, E, C extends @Nullable Object>(
    StateMachine<S, E, C> machine, E first, Map<S, E> ends) {}
