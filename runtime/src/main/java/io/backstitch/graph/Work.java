package io.backstitch.graph;

/**
 * Counts what compiling looks at, each element, link or symbol as often as it is looked at, so that
 * a test can tell whether a flow of a hundred times the size costs a hundred times as much.
 */
final class Work {

  private long steps;

  void step() {
    steps++;
  }

  void steps(int number) {
    steps += number;
  }

  long count() {
    return steps;
  }
}
