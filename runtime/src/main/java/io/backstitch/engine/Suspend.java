package io.backstitch.engine;

/** Asks a run to rest when what is under way has ended. */
final class Suspend extends Message {

  private final Request request;

  Suspend(Request request) {
    this.request = request;
  }

  @Override
  void arrive(FlowEngine engine) {
    engine.suspendNow(request);
  }
}
