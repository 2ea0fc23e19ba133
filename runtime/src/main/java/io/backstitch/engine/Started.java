package io.backstitch.engine;

/** Tells that the call of an attempt has begun. Posted only if somebody listens. */
final class Started extends Message {

  private final Attempt attempt;

  Started(Attempt attempt) {
    this.attempt = attempt;
  }

  @Override
  void arrive(FlowEngine engine) {
    engine.started(attempt);
  }
}
