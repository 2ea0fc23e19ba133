package io.backstitch.samples.gameupgrade;

/**
 * A server that does not run.
 *
 * @param server the server
 * @param version the version that it ran
 */
record StoppedServer(GameServer server, AppVersion version) {}
