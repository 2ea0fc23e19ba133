package io.backstitch.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of slots that is put together at a constant cost, however long its parts are.
 * Immutable.
 */
final class Rope {

  private final @Nullable Rope first;
  private final @Nullable Rope second;

  /** The last slot. */
  final int last;

  private Rope(@Nullable Rope first, @Nullable Rope second, int last) {
    this.first = first;
    this.second = second;
    this.last = last;
  }

  static Rope of(int slot) {
    return new Rope(null, null, slot);
  }

  /** One after the other, of which the first may be null. */
  static Rope join(@Nullable Rope first, Rope second) {
    return first == null ? second : new Rope(first, second, second.last);
  }

  void forEach(IntConsumer visitor) {
    Deque<Rope> left = new ArrayDeque<>();
    left.push(this);
    while (!left.isEmpty()) {
      Rope next = left.pop();
      if (next.second == null) {
        visitor.accept(next.last);
      } else {
        left.push(next.second);
        left.push(Objects.requireNonNull(next.first));
      }
    }
  }
}
