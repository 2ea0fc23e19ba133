package io.backstitch.persistence;

/** A line of the file of a run is not as it was written; the message says what is wrong with it. */
final class BadLineException extends Exception {

  private static final long serialVersionUID = 1L;

  BadLineException(String message) {
    super(message);
  }

  BadLineException(String message, Throwable cause) {
    super(message, cause);
  }
}
