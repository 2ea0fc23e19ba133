package io.backstitch.engine;

/** Asks a run to undo what it has done. */
final class Cancel extends Message {

  private final Request request;

  Cancel(Request request) {
    this.request = request;
  }

  @Override
  void arrive(FlowEngine engine) {
    engine.cancelNow(request);
  }
}
