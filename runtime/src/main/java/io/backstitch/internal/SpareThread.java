package io.backstitch.internal;

/** A thread for what must be done though the executor that should do it can't. */
public final class SpareThread {

  private SpareThread() {}

  /**
   * Runs some work on a thread of its own, or, if there is no memory for one, on this one.
   *
   * @param work the work, which does not throw
   */
  public static void run(Runnable work) {
    Thread thread = new Thread(work, "backstitch-spare");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      work.run();
    }
  }
}
