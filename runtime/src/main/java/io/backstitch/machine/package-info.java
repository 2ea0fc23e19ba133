/**
 * A general finite state machine, usable alone; the engine is built with it. {@link
 * io.backstitch.machine.StateMachine} is what a machine is, {@link
 * io.backstitch.machine.MachineRun} is one that runs. The idea is that of OpenStack's automaton.
 */
package io.backstitch.machine;
