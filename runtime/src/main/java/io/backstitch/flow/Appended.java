package io.backstitch.flow;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sequence that grows at its end at a constant cost: each version knows the one before
 * it. Building a flow of n elements one by one would cost n squared with copied lists.
 */
final class Appended<E> {

  private final @Nullable Appended<E> before;
  private final @Nullable E last;
  private final int size;

  private Appended(@Nullable Appended<E> before, @Nullable E last, int size) {
    this.before = before;
    this.last = last;
    this.size = size;
  }

  static <E> Appended<E> empty() {
    return new Appended<>(null, null, 0);
  }

  static <E> Appended<E> of(List<E> elements) {
    Appended<E> all = empty();
    for (E element : elements) {
      all = all.with(element);
    }
    return all;
  }

  Appended<E> with(E element) {
    return new Appended<>(this, element, size + 1);
  }

  @SuppressWarnings("unchecked")
  List<E> toList() {
    Object[] elements = new Object[size];
    Appended<E> at = this;
    for (int i = size - 1; i >= 0 && at != null; i--) {
      elements[i] = at.last;
      at = at.before;
    }
    return (List<E>) List.copyOf(Arrays.asList(elements));
  }
}
