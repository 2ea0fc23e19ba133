/**
 * Shows the end of a file and follows it, driven by a state machine.
 *
 * <p>{@link io.backstitch.samples.tailfile.TailMachine} is the machine and the place to start. What
 * its states do is in {@code Tail}, and in {@code LastLines} for the one that is a machine itself.
 */
@NullMarked
package io.backstitch.samples.tailfile;

import org.jspecify.annotations.NullMarked;
