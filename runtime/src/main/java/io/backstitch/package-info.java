/**
 * The front door, and what the code of a task touches.
 *
 * <p>{@link io.backstitch.Backstitch} opens a persistence and starts runs that survive a crash;
 * {@link io.backstitch.BoundFlow#run()} runs a flow in memory. A task may ask for a {@link
 * io.backstitch.TaskContext}, a revert also for {@link io.backstitch.FlowFailures}.
 */
package io.backstitch;
