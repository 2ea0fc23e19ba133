package io.backstitch.conformance;

/**
 * What an engine and its flow live in: when it has crashed, no atom does any work any more.
 *
 * @see Crash
 */
final class Lifetime {

  private volatile boolean isGone;

  void crash() {
    isGone = true;
  }

  void check() {
    if (isGone) {
      throw new Crash();
    }
  }
}
