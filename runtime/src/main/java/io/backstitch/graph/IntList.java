package io.backstitch.graph;

import java.util.Arrays;

/**
 * A growing list of ints: links are counted in hundreds of thousands, boxes would outweigh them.
 */
final class IntList {

  private int[] values = new int[4];
  private int size;

  static IntList of(int value) {
    IntList list = new IntList();
    list.add(value);
    return list;
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  /** Where a value is in a list that is sorted; if it is not there, -1 minus where it would be. */
  int indexOfSorted(int value) {
    return Arrays.binarySearch(values, 0, size, value);
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
