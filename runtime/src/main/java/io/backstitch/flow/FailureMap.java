package io.backstitch.flow;

import io.backstitch.Failure;
import io.backstitch.internal.Appended;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What has failed in an attempt, by the names of atoms, in order: immutable, and longer by one at a
 * constant cost. A controller is asked about each failure with all before it, so copies would cost
 * the square of their number.
 */
final class FailureMap extends AbstractMap<String, Failure> {

  private final Appended<Entry<String, Failure>> entries;

  /** The positions of the entries, and perhaps of some of longer maps made of this one. */
  private final Map<String, Integer> positions;

  private FailureMap(Appended<Entry<String, Failure>> entries, Map<String, Integer> positions) {
    this.entries = entries;
    this.positions = positions;
  }

  /** A map of the same entries, which does not change when the other does. */
  static FailureMap of(Map<String, Failure> failures) {
    if (failures instanceof FailureMap same) {
      return same;
    }
    FailureMap all = new FailureMap(Appended.empty(), new ConcurrentHashMap<>());
    for (Entry<String, Failure> each : failures.entrySet()) {
      all = all.with(each.getKey(), each.getValue());
    }
    return all;
  }

  /** The same with one more failure; this one, if there is one of the atom. */
  FailureMap with(String atom, Failure failure) {
    if (containsKey(atom)) {
      return this;
    }
    Appended<Entry<String, Failure>> longer = entries.with(Map.entry(atom, failure));
    Integer known = positions.putIfAbsent(atom, size());
    return new FailureMap(
        longer, known == null || known == size() ? positions : positionsOf(longer));
  }

  /** For a map that has gone another way than one that shares its beginning. */
  private static Map<String, Integer> positionsOf(Appended<Entry<String, Failure>> entries) {
    Map<String, Integer> positions = new ConcurrentHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      positions.put(entries.get(i).getKey(), i);
    }
    return positions;
  }

  @Override
  public @Nullable Failure get(@Nullable Object key) {
    Integer position = key instanceof String atom ? positions.get(atom) : null;
    if (position == null || position >= entries.size()) {
      return null;
    }
    Entry<String, Failure> entry = entries.get(position);
    return entry.getKey().equals(key) ? entry.getValue() : null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Entry<String, Failure>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Failure>> iterator() {
        return entries.iterator();
      }

      @Override
      public int size() {
        return entries.size();
      }
    };
  }
}
