package io.backstitch.persistence;

/** Closes what is of no use any more because something else has failed. */
final class Closing {

  private Closing() {}

  /** Closes it; if that fails too, the reason is told with the first failure. */
  static void after(Throwable failure, AutoCloseable useless) {
    try {
      useless.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }
}
