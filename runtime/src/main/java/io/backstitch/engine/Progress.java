package io.backstitch.engine;

/** Tells how far a task is. Posted only if somebody listens. */
final class Progress extends Message {

  private final String atom;
  private final double fraction;
  private final String details;

  Progress(String atom, double fraction, String details) {
    this.atom = atom;
    this.fraction = fraction;
    this.details = details;
  }

  @Override
  void arrive(FlowEngine engine) {
    engine.progressed(atom, fraction, details);
  }
}
