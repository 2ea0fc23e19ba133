package io.backstitch.executor;

import java.util.concurrent.ExecutorService;

/** Hands each work to a virtual thread of its own. */
final class VirtualExecutor implements TaskExecutor {

  private final ExecutorService service;

  VirtualExecutor(ExecutorService service) {
    this.service = service;
  }

  @Override
  public boolean isSerial() {
    return false;
  }

  @Override
  public void execute(Runnable work) {
    service.execute(work);
  }

  @Override
  public void close() {
    service.shutdown();
  }
}
