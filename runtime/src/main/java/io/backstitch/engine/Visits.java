package io.backstitch.engine;

/**
 * Counts the nodes and links that a run looks at, each as often as it is looked at, so that a test
 * can tell whether a run of a hundred times the size costs a hundred times as much. Belongs to the
 * owner of the run.
 */
final class Visits {

  private long count;

  void one() {
    count++;
  }

  void many(int number) {
    count += number;
  }

  long count() {
    return count;
  }
}
