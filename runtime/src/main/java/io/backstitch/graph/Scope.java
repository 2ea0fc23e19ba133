package io.backstitch.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which slot holds each symbol at one place of the flow, while a compiler walks through it. Changes
 * are logged, so that leaving a branch takes back what only the branch could see.
 */
final class Scope {

  private record Change(String symbol, @Nullable Integer before) {}

  private final Map<String, Integer> slots = new HashMap<>();
  private final List<Change> log = new ArrayList<>();

  @Nullable Integer slotOf(String symbol) {
    return slots.get(symbol);
  }

  void set(String symbol, int slot) {
    log.add(new Change(symbol, slots.put(symbol, slot)));
  }

  void setAll(Map<String, Integer> exports) {
    exports.forEach(this::set);
  }

  int mark() {
    return log.size();
  }

  /** What was set since a mark and is still visible. */
  Map<String, Integer> since(int mark) {
    Map<String, Integer> exports = new LinkedHashMap<>();
    for (Change change : log.subList(mark, log.size())) {
      Integer slot = slots.get(change.symbol());
      if (slot != null) {
        exports.put(change.symbol(), slot);
      }
    }
    return exports;
  }

  void rollback(int mark) {
    for (int i = log.size() - 1; i >= mark; i--) {
      Change change = log.remove(i);
      if (change.before() == null) {
        slots.remove(change.symbol());
      } else {
        slots.put(change.symbol(), change.before());
      }
    }
  }
}
