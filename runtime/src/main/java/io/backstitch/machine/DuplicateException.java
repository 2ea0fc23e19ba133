package io.backstitch.machine;

/** A state, or what belongs to one, is defined twice. */
public final class DuplicateException extends InvalidMachineException {

  private static final long serialVersionUID = 1L;

  DuplicateException(String message) {
    super(message);
  }
}
