package io.backstitch.engine;

import org.jspecify.annotations.Nullable;

/** Asks a run to rest where it stands. */
final class Stop extends Message {

  private final String why;
  private final @Nullable Throwable cause;

  /**
   * A message that stops a run.
   *
   * @param why what stops it, as the end of a sentence
   * @param cause the error behind it, or null
   */
  Stop(String why, @Nullable Throwable cause) {
    this.why = why;
    this.cause = cause;
  }

  @Override
  void arrive(FlowEngine engine) {
    engine.halt(why, cause);
  }
}
