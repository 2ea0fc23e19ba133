package io.backstitch.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which slots hold each symbol at one place of the flow, the nearest first, while a compiler walks
 * through it. Leaving a branch takes back what only the branch could see.
 */
final class Scope {

  /** A symbol in a slot. */
  record Provided(String symbol, int slot) {}

  private record Entry(int slot, @Nullable Entry farther) {}

  private final Map<String, Entry> nearest = new HashMap<>();
  private final List<Provided> log = new ArrayList<>();

  /** The slots that hold a symbol here, the nearest first. */
  IntList slotsOf(String symbol) {
    IntList slots = new IntList();
    for (Entry at = nearest.get(symbol); at != null; at = at.farther()) {
      slots.add(at.slot());
    }
    return slots;
  }

  /** The nearest slot that holds a symbol here, or {@link CompiledFlow#ABSENT}. */
  int slotOf(String symbol) {
    Entry entry = nearest.get(symbol);
    return entry == null ? CompiledFlow.ABSENT : entry.slot();
  }

  void set(String symbol, int slot) {
    nearest.put(symbol, new Entry(slot, nearest.get(symbol)));
    log.add(new Provided(symbol, slot));
  }

  void setAll(List<Provided> exports) {
    exports.forEach(export -> set(export.symbol(), export.slot()));
  }

  int mark() {
    return log.size();
  }

  /** What was set since a mark, in that order. */
  List<Provided> since(int mark) {
    return List.copyOf(log.subList(mark, log.size()));
  }

  void rollback(int mark) {
    for (int i = log.size() - 1; i >= mark; i--) {
      String symbol = log.remove(i).symbol();
      Entry farther = Objects.requireNonNull(nearest.get(symbol)).farther();
      if (farther == null) {
        nearest.remove(symbol);
      } else {
        nearest.put(symbol, farther);
      }
    }
  }
}
