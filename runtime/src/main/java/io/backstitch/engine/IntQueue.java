package io.backstitch.engine;

/** A queue of integers that allocates only when it grows. */
final class IntQueue {

  private int[] values = new int[16];
  private int first;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(int value) {
    if (size == values.length) {
      int[] larger = new int[size * 2];
      for (int i = 0; i < size; i++) {
        larger[i] = values[(first + i) & (size - 1)];
      }
      values = larger;
      first = 0;
    }
    values[(first + size++) & (values.length - 1)] = value;
  }

  int take() {
    int value = values[first];
    first = (first + 1) & (values.length - 1);
    size--;
    return value;
  }
}
