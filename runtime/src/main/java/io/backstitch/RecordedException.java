package io.backstitch;

/**
 * Stands for an exception that was thrown in another process and read back from storage.
 *
 * <p>Its message names the original class and message; its cause is the original cause in the same
 * form. {@link #failure()} has the original stack trace as text.
 */
public final class RecordedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  RecordedException(Failure failure) {
    super(
        failure.type() + failure.message().map(m -> ": " + m).orElse(""),
        failure.cause().map(RecordedException::new).orElse(null),
        true,
        // The stack of the thread that reads it back would only mislead.
        false);
    this.failure = failure;
  }

  /**
   * What was recorded.
   *
   * @return the failure
   */
  public Failure failure() {
    return failure;
  }
}
