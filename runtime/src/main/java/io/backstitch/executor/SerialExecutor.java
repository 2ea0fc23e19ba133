package io.backstitch.executor;

/** Stands for the thread that starts a run; there is nothing to hand over. */
final class SerialExecutor implements TaskExecutor {

  @Override
  public boolean isSerial() {
    return true;
  }

  @Override
  public void execute(Runnable work) {
    work.run();
  }

  @Override
  public void close() {}
}
