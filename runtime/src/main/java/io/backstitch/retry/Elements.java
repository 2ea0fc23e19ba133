package io.backstitch.retry;

import java.lang.reflect.Array;
import java.util.AbstractList;
import org.jspecify.annotations.Nullable;

/** The elements of an array of any kind, primitive values in their wrappers. */
final class Elements extends AbstractList<@Nullable Object> {

  private final Object array;

  Elements(Object array) {
    this.array = array;
  }

  @Override
  public @Nullable Object get(int index) {
    return Array.get(array, index);
  }

  @Override
  public int size() {
    return Array.getLength(array);
  }
}
