package io.backstitch.samples.gameupgrade;

/**
 * A version of the game.
 *
 * @param number for example {@code 2.0}
 */
record AppVersion(String number) {}
