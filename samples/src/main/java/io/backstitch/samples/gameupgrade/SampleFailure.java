package io.backstitch.samples.gameupgrade;

/** The failure that {@code --fail-at} asks for. */
final class SampleFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SampleFailure(String task) {
    super(task + " fails half-way, as was asked for");
  }
}
