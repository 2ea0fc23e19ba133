package io.backstitch.internal;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An immutable list without nulls that grows at its end at a constant cost: each version shares the
 * array of the one before it. Growing a list of n elements one by one would cost n squared with
 * copies. Safe for use by several threads.
 */
public final class Appended<E> extends AbstractList<E> implements RandomAccess {

  private static final int FIRST_SIZE = 4;
  private static final Appended<?> EMPTY = new Appended<>(new Object[0], new AtomicInteger(), 0);

  private final Object[] elements;

  /** How much of the array is taken, by the longest of the versions that share it. */
  private final AtomicInteger taken;

  private final int size;

  private Appended(Object[] elements, AtomicInteger taken, int size) {
    this.elements = elements;
    this.taken = taken;
    this.size = size;
  }

  /**
   * A list without elements.
   *
   * @return the list
   * @param <E> the type of what is added
   */
  @SuppressWarnings("unchecked")
  public static <E> Appended<E> empty() {
    return (Appended<E>) EMPTY;
  }

  /**
   * A list of what there is now.
   *
   * @param elements the elements, in their order
   * @return the list, which does not change when the collection does
   * @param <E> the type of the elements
   */
  public static <E> Appended<E> of(Collection<? extends E> elements) {
    Object[] copy = elements.toArray();
    for (Object element : copy) {
      Objects.requireNonNull(element);
    }
    return new Appended<>(copy, new AtomicInteger(copy.length), copy.length);
  }

  /**
   * The same with one more element.
   *
   * @param element what comes last
   * @return a new list; this one stays as it is
   */
  public Appended<E> with(E element) {
    Objects.requireNonNull(element);
    if (size < elements.length && taken.compareAndSet(size, size + 1)) {
      // Beyond the end of every list that was given out.
      elements[size] = element;
      return new Appended<>(elements, taken, size + 1);
    }
    // Full, or another version has gone on from here.
    Object[] larger = new Object[Math.max(FIRST_SIZE, 2 * size)];
    System.arraycopy(elements, 0, larger, 0, size);
    larger[size] = element;
    return new Appended<>(larger, new AtomicInteger(size + 1), size + 1);
  }

  @Override
  @SuppressWarnings("unchecked")
  public E get(int index) {
    return (E) elements[Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }
}
