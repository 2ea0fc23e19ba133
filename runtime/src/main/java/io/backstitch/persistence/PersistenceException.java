package io.backstitch.persistence;

import org.jspecify.annotations.Nullable;

/**
 * A place where runs are stored could not be opened, read or written. The message is one sentence
 * that says what was tried, where, and what stood in the way; runs stay as they were last stored.
 */
public final class PersistenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was tried, where, and what stood in the way
   */
  public PersistenceException(String message) {
    super(message);
  }

  /**
   * Creates the exception with the error behind it.
   *
   * @param message what was tried, where, and what stood in the way
   * @param cause the error behind it, or null
   */
  public PersistenceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
