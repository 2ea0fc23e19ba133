package io.backstitch.conformance;

/** The simulated end of the process: nothing in the engine catches it where listeners are told. */
final class Crash extends Error {

  private static final long serialVersionUID = 1L;

  Crash() {
    super("the process is gone", null, false, false);
  }
}
