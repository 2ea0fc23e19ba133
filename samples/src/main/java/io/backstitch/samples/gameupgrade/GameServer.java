package io.backstitch.samples.gameupgrade;

import java.nio.file.Path;

/**
 * A game server, by what stays the same when its process comes and goes.
 *
 * @param directory where its versions, its settings and its log are
 * @param port the port on which it answers
 */
record GameServer(Path directory, int port) {}
