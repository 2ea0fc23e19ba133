package io.backstitch.persistence;

import org.jspecify.annotations.Nullable;

/**
 * A place where runs are stored could not be opened, read or written. The message is one sentence
 * that says what was tried, where, and what stood in the way; runs stay as they were last stored.
 */
public final class PersistenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean passing;

  /**
   * Creates the exception.
   *
   * @param message what was tried, where, and what stood in the way
   */
  public PersistenceException(String message) {
    super(message);
    this.passing = false;
  }

  /**
   * Creates the exception with the error behind it.
   *
   * @param message what was tried, where, and what stood in the way
   * @param cause the error behind it, or null
   */
  public PersistenceException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  /**
   * Creates the exception.
   *
   * @param message what was tried, where, and what stood in the way
   * @param cause the error behind it, or null
   * @param passing whether the same may work in a moment: a connection was lost, a server is being
   *     started again, another transaction was in the way
   */
  public PersistenceException(String message, @Nullable Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  /**
   * Whether the same may work in a moment, without anybody doing anything about it here.
   *
   * @return true if it is worth trying again
   */
  public boolean isPassing() {
    return passing;
  }
}
