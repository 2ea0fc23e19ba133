/**
 * A general finite state machine, usable alone; the engine is built with it. The idea is that of
 * OpenStack's automaton.
 */
package io.backstitch.machine;
