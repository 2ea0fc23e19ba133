package io.backstitch.engine;

/** Asks a run to rest where it stands. */
final class Stop extends Message {

  private final String why;

  /**
   * A message that stops a run.
   *
   * @param why what stops it, as the end of a sentence
   */
  Stop(String why) {
    this.why = why;
  }

  @Override
  void arrive(FlowEngine engine) {
    engine.halt(why);
  }
}
