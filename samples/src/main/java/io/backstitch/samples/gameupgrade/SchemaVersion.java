package io.backstitch.samples.gameupgrade;

/**
 * A version of the tables in the database.
 *
 * @param number counts from 1
 */
record SchemaVersion(int number) {}
