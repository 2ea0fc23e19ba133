/**
 * A run's memory: the state of each atom, the values in their slots, and what has failed. Until
 * version 1 it may change without notice.
 */
package io.backstitch.storage;
