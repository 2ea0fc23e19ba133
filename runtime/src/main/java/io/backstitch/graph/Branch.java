package io.backstitch.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How symbols pass among the elements of one flow, while a {@link Binder} walks through them. This
 * one is for a linear flow, where a symbol passes to all that come later.
 */
class Branch {

  void enter(int element) {}

  void exit(int element) {}

  void close() {}

  /** The elements of an unordered flow see nothing of each other. */
  static final class Apart extends Branch {

    private final Scope scope;
    private final List<Scope.Provided> exports = new ArrayList<>();
    private int mark;

    Apart(Scope scope) {
      this.scope = scope;
    }

    @Override
    void enter(int element) {
      mark = scope.mark();
    }

    @Override
    void exit(int element) {
      exports.addAll(scope.since(mark));
      scope.rollback(mark);
    }

    @Override
    void close() {
      scope.setAll(exports);
    }
  }

  /** The elements of a graph flow see what is provided before them. */
  static final class ByData extends Branch {

    private final Scope scope;
    private final Outline outline;
    private final GraphOrder order;
    private final Map<Integer, List<Scope.Provided>> exports = new HashMap<>();
    private final List<Scope.Provided> all = new ArrayList<>();
    private int mark;
    private int markInside;

    ByData(Scope scope, Outline outline, GraphOrder order) {
      this.scope = scope;
      this.outline = outline;
      this.order = order;
    }

    @Override
    void enter(int element) {
      mark = scope.mark();
      Set<String> wanted = new LinkedHashSet<>(outline.required(element));
      wanted.addAll(outline.wished(element));
      for (String symbol : wanted) {
        show(symbol, order.providersBefore(element, symbol));
      }
      markInside = scope.mark();
    }

    private void show(String symbol, IntList from) {
      for (int i = 0; i < from.size(); i++) {
        for (Scope.Provided export : exports.getOrDefault(from.get(i), List.of())) {
          if (export.symbol().equals(symbol)) {
            scope.set(symbol, export.slot());
          }
        }
      }
    }

    @Override
    void exit(int element) {
      List<Scope.Provided> inside = scope.since(markInside);
      exports.put(element, inside);
      all.addAll(inside);
      scope.rollback(mark);
    }

    @Override
    void close() {
      scope.setAll(all);
    }
  }
}
