package io.backstitch.machine;

/** The parts of a definition don't fit together: it says something twice, or leads nowhere. */
public class InvalidMachineException extends MachineException {

  private static final long serialVersionUID = 1L;

  InvalidMachineException(String message) {
    super(message);
  }
}
