package io.backstitch.samples;

/** Something the person at the terminal can put right; the message is one sentence for them. */
public final class SampleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param sentence what is wrong and, if it is not plain, what to do
   */
  public SampleException(String sentence) {
    super(sentence);
  }

  /**
   * Creates the exception.
   *
   * @param sentence what is wrong and, if it is not plain, what to do
   * @param cause the error behind it
   */
  public SampleException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
