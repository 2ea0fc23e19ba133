package io.backstitch.engine;

import java.util.concurrent.CompletableFuture;

/** The time has come for a retry controller to try again. */
final class Due extends Message {

  private final int controller;
  private final CompletableFuture<Void> timer;

  /**
   * A message to one controller.
   *
   * @param controller its node
   * @param timer what it was waiting for
   */
  Due(int controller, CompletableFuture<Void> timer) {
    this.controller = controller;
    this.timer = timer;
  }

  int controller() {
    return controller;
  }

  CompletableFuture<Void> timer() {
    return timer;
  }

  @Override
  void arrive(FlowEngine engine) {
    engine.due(this);
  }
}
