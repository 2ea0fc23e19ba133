/**
 * The upgrade of a game server, with real parts: a server process, a database, a directory of
 * versions.
 *
 * <p>{@link io.backstitch.samples.gameupgrade.GameUpgrade} is the flow and the place to start. What
 * its tasks do is in {@code ServerControl}, {@code DatabaseUpgrade} and {@code AppDirectory}.
 */
@NullMarked
package io.backstitch.samples.gameupgrade;

import org.jspecify.annotations.NullMarked;
