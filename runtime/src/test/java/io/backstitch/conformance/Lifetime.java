package io.backstitch.conformance;

import java.util.concurrent.Semaphore;

/**
 * The process in which an engine and its flow live. Once it has crashed, every thread that comes by
 * stands still for good, as if it had died in the middle of what it did.
 */
final class Lifetime {

  private final Semaphore never = new Semaphore(0);
  private volatile boolean isGone;

  void crash() {
    isGone = true;
  }

  void check() {
    if (isGone) {
      never.acquireUninterruptibly();
    }
  }
}
