package io.backstitch.engine;

/** Asks a run to rest when what is under way has ended. */
final class Suspend extends Message {

  @Override
  void arrive(FlowEngine engine) {
    engine.suspendNow();
  }
}
