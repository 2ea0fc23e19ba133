package io.backstitch.machine;

/**
 * A machine was defined or used in a way that can't work. The message names the states and events
 * and says what would be possible instead.
 */
public class MachineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MachineException(String message) {
    super(message);
  }
}
