/** A run's memory: the state of each atom, the values in their slots, and what has failed. */
package io.backstitch.storage;
